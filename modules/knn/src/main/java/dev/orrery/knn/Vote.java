package dev.orrery.knn;

import dev.orrery.core.run.RunContext;
import dev.orrery.knn.index.Similarity;
import java.util.Arrays;

/** What the labels of the neighbours say together (spec B3.3 step 4). */
final class Vote {

  private static final int CHUNK = 4096;

  private final float[] labels;

  /** The distinct labels, ascending. */
  private final float[] classes;

  /** Index in {@link #classes} of each label; empty for a regressor. */
  private final int[] classOf;

  private final Similarity similarity;
  private final KnnOptions options;

  Vote(float[] labels, Similarity similarity, KnnOptions options) {
    this.labels = labels;
    this.similarity = similarity;
    this.options = options;
    if (!options.classifier()) {
      this.classes = new float[0];
      this.classOf = new int[0];
      return;
    }
    float[] sorted = labels.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] += 0.0f; // -0 and 0 are one label
    }
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    this.classes = Arrays.copyOf(sorted, distinct);
    this.classOf = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      classOf[i] = Arrays.binarySearch(classes, labels[i] + 0.0f);
    }
  }

  /**
   * The answer of the first {@code k} neighbours of every query.
   *
   * @param k 1 to the neighbours of a query that were found
   */
  float[] of(Neighbors found, int k, RunContext context) {
    float[] answers = new float[found.queries()];
    context
        .parallel()
        .forEach(
            answers.length,
            CHUNK,
            (from, to) -> {
              double[] weight = new double[classes.length];
              for (int q = from; q < to; q++) {
                answers[q] =
                    options.classifier() ? elect(found, q, k, weight) : average(found, q, k);
              }
            });
    return answers;
  }

  private float average(Neighbors found, int query, int k) {
    double sum = 0;
    double total = 0;
    boolean exact = exact(found, query);
    for (int i = 0; i < k; i++) {
      double w = weight(found, query, i, exact);
      sum += w * labels[found.index(query, i)];
      total += w;
    }
    return (float) (sum / total);
  }

  /** {@code weight} is all zero before and after. */
  private float elect(Neighbors found, int query, int k, double[] weight) {
    boolean exact = exact(found, query);
    for (int i = 0; i < k; i++) {
      weight[classOf[found.index(query, i)]] += weight(found, query, i, exact);
    }
    int winner = classOf[found.index(query, 0)];
    for (int i = 1; i < k; i++) {
      int c = classOf[found.index(query, i)];
      if (weight[c] > weight[winner]
          || weight[c] == weight[winner] && c < winner && !options.nearestBreaksTies()) {
        winner = c;
      }
    }
    for (int i = 0; i < k; i++) {
      weight[classOf[found.index(query, i)]] = 0;
    }
    return classes[winner];
  }

  /** Whether the nearest neighbour is the query itself: then only such neighbours count. */
  private boolean exact(Neighbors found, int query) {
    return options.byDistance() && !(found.distance(query, 0) > 0);
  }

  private double weight(Neighbors found, int query, int i, boolean exact) {
    if (!options.byDistance()) {
      return 1;
    }
    double distance = found.distance(query, i);
    if (exact) {
      return distance > 0 ? 0 : 1;
    }
    return 1 / (similarity == Similarity.L2 ? Math.sqrt(distance) : distance);
  }
}

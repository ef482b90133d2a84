package dev.orrery.knn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * K nearest neighbours in plain loops, to be read (spec B3.3): keep a sample of the rows, measure
 * the distance of a query to every one of them, and ask the k nearest.
 */
public final class KnnTextbook {

  /** One row with its label. */
  public record Row(double[] features, double label) {}

  private KnnTextbook() {}

  /**
   * A uniform sample without replacement of a stream of rows (Vitter's algorithm R): row number n
   * takes a place in a full sample with the chance size / n.
   */
  public static Row[] sample(Iterable<Row> stream, int size, RandomGenerator random) {
    Row[] kept = new Row[size];
    int seen = 0;
    for (Row row : stream) {
      seen++;
      if (seen <= size) {
        kept[seen - 1] = row;
      } else {
        long place = random.nextLong(seen);
        if (place < size) {
          kept[(int) place] = row;
        }
      }
    }
    return Arrays.copyOf(kept, Math.min(seen, size));
  }

  /** A random projection: each new feature is a sum of all the old ones under random signs. */
  public static double[] reduce(double[] features, int target, boolean[][] positive) {
    double[] reduced = new double[target];
    for (int t = 0; t < target; t++) {
      for (int j = 0; j < features.length; j++) {
        reduced[t] += positive[t][j] ? features[j] : -features[j];
      }
      reduced[t] /= Math.sqrt(target);
    }
    return reduced;
  }

  /** The rows by their distance to a query, the nearest first, ties in their order. */
  public static Row[] nearest(Row[] rows, double[] query, int k, String metric) {
    Row[] sorted = rows.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(row -> distance(row.features, query, metric)));
    return Arrays.copyOf(sorted, k);
  }

  /** Less is nearer: squared Euclidean, minus the inner product, or one less the cosine. */
  public static double distance(double[] a, double[] b, String metric) {
    return switch (metric) {
      case "INNER_PRODUCT" -> -dot(a, b);
      case "COSINE" -> {
        double lengths = Math.sqrt(dot(a, a) * dot(b, b));
        yield lengths == 0 ? 1 : 1 - dot(a, b) / lengths;
      }
      default -> {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
          sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        yield sum;
      }
    };
  }

  /** The most frequent label of the neighbours, the smallest among equally frequent ones. */
  public static double classify(Row[] neighbors) {
    Map<Double, Integer> votes = new TreeMap<>();
    for (Row neighbor : neighbors) {
      votes.merge(neighbor.label, 1, Integer::sum);
    }
    double winner = Double.NaN;
    int most = 0;
    for (Map.Entry<Double, Integer> label : votes.entrySet()) {
      if (label.getValue() > most) {
        most = label.getValue();
        winner = label.getKey();
      }
    }
    return winner;
  }

  /** The mean of the neighbours' labels. */
  public static double average(Row[] neighbors) {
    double sum = 0;
    for (Row neighbor : neighbors) {
      sum += neighbor.label;
    }
    return sum / neighbors.length;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}

package dev.orrery.benchmarks;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RandomStreams;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Generated data of one race, the same for every contender: labelled rows to train on and to be
 * scored on.
 *
 * @param train the training rows
 * @param test rows of the same kind, for queries and quality
 */
record RaceData(Batch train, Batch test) {

  /** Ends the names of races of prediction, which have the data of those of training. */
  static final String PREDICTION = "-predict";

  /**
   * The data of a race.
   *
   * @param race name, and the sizes of its data by name
   */
  static RaceData of(String race, Map<String, Integer> size) {
    return switch (race.replace(PREDICTION, "")) {
      case "kmeans" -> unlabelled(Blobs.of(size.get("rows"), size.get("columns"), 100, 1));
      case "knn" -> blobs(size.get("rows"), size.get("queries"), size.get("columns"));
      case "pca" -> lowRank(size.get("rows"), size.get("columns"));
      case "linear" -> logistic(size.get("rows"), size.get("queries"), size.get("columns"));
      case "fm" -> ratings(size.get("rows"), size.get("queries"));
      case "forest" -> outliers(size.get("rows"), size.get("columns"));
      default -> throw new IllegalArgumentException("no race " + race);
    };
  }

  /** Sizes written as {@code rows=100000,columns=64}. */
  static Map<String, Integer> sizes(String text) {
    Map<String, Integer> sizes = new TreeMap<>();
    for (String pair : text.split(",")) {
      String[] words = pair.split("=");
      sizes.put(words[0], Integer.valueOf(words[1]));
    }
    return sizes;
  }

  private static RaceData unlabelled(DenseMatrix rows) {
    Batch batch = Batch.unlabelled(rows);
    return new RaceData(batch, batch.slice(0, 0));
  }

  /** A hundred overlapping Gaussian blobs, labelled by blob. */
  private static RaceData blobs(int rows, int queries, int columns) {
    RandomStreams streams = new RandomStreams(1);
    RandomGenerator ofCenters = streams.stream("race.knn.centers");
    float[] centers = normal(ofCenters, 100 * columns, 0.7);
    RandomGenerator random = streams.stream("race.knn.rows");
    return split(
        rows,
        queries,
        columns,
        (row, values, at) -> {
          int blob = random.nextInt(100);
          for (int j = 0; j < columns; j++) {
            values[at + j] = centers[blob * columns + j] + (float) random.nextGaussian();
          }
          return blob;
        });
  }

  /** Forty directions of falling strength, and noise. */
  private static RaceData lowRank(int rows, int columns) {
    int rank = 40;
    RandomStreams streams = new RandomStreams(2);
    float[] directions = normal(streams.stream("race.pca.directions"), rank * columns, 1);
    RandomGenerator random = streams.stream("race.pca.rows");
    return split(
        rows,
        0,
        columns,
        (row, values, at) -> {
          for (int r = 0; r < rank; r++) {
            float weight = (float) (random.nextGaussian() * 4 / (1 + r * 0.5));
            for (int j = 0; j < columns; j++) {
              values[at + j] += weight * directions[r * columns + j];
            }
          }
          for (int j = 0; j < columns; j++) {
            values[at + j] += (float) random.nextGaussian() + 1;
          }
          return 0;
        });
  }

  /** Labels drawn from a logistic model with known weights. */
  private static RaceData logistic(int rows, int queries, int columns) {
    RandomStreams streams = new RandomStreams(3);
    float[] weights = normal(streams.stream("race.linear.weights"), columns, 0.5);
    RandomGenerator random = streams.stream("race.linear.rows");
    return split(
        rows,
        queries,
        columns,
        (row, values, at) -> {
          double score = 0.5;
          for (int j = 0; j < columns; j++) {
            values[at + j] = (float) random.nextGaussian();
            score += weights[j] * values[at + j];
          }
          return random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
        });
  }

  /** Normal rows of which one in a hundred, the anomalies, lies apart in three columns. */
  private static RaceData outliers(int rows, int columns) {
    RandomGenerator random = new RandomStreams(4).stream("race.forest.rows");
    return split(
        rows,
        0,
        columns,
        (row, values, at) -> {
          boolean anomaly = random.nextInt(100) == 0;
          for (int j = 0; j < columns; j++) {
            values[at + j] = (float) random.nextGaussian();
          }
          for (int i = 0; anomaly && i < 3; i++) {
            values[at + random.nextInt(columns)] += (float) (random.nextBoolean() ? 2.2 : -2.2);
          }
          return anomaly ? 1 : 0;
        });
  }

  /**
   * Ratings from a known factor model: 10,000 users, 5,000 items and ten side columns of 20 values,
   * so 12 active of 15,200 features; 16 factors and noise of deviation 0.5.
   */
  private static RaceData ratings(int rows, int queries) {
    int users = 10_000;
    int items = 5_000;
    int sides = 10;
    int values = 20;
    int factors = 16;
    int features = users + items + sides * values;
    RandomStreams streams = new RandomStreams(5);
    float[] linear = normal(streams.stream("race.fm.linear"), features, 0.3);
    float[] factor = normal(streams.stream("race.fm.factors"), features * factors, 0.14);
    RandomGenerator random = streams.stream("race.fm.rows");
    int all = rows + queries;
    int active = 2 + sides;
    int[] start = new int[all + 1];
    int[] column = new int[all * active];
    float[] ones = new float[all * active];
    float[] labels = new float[all];
    for (int i = 0; i < all; i++) {
      int at = i * active;
      start[i + 1] = at + active;
      column[at] = random.nextInt(users);
      column[at + 1] = users + random.nextInt(items);
      for (int s = 0; s < sides; s++) {
        column[at + 2 + s] = users + items + s * values + random.nextInt(values);
      }
      double rating = 3;
      double pairs = 0;
      for (int e = at; e < at + active; e++) {
        ones[e] = 1;
        rating += linear[column[e]];
      }
      for (int f = 0; f < factors; f++) {
        double sum = 0;
        double squares = 0;
        for (int e = at; e < at + active; e++) {
          double v = factor[column[e] * factors + f];
          sum += v;
          squares += v * v;
        }
        pairs += (sum * sum - squares) / 2;
      }
      labels[i] = (float) (rating + pairs + 0.5 * random.nextGaussian());
    }
    CsrMatrix matrix = new CsrMatrix(all, features, start, column, ones);
    Batch batch = new Batch(matrix, labels, 1);
    return new RaceData(batch.slice(0, rows), batch.slice(rows, all));
  }

  private interface Row {
    /** Fills a row, which holds zeros, and returns its label. */
    float fill(int row, float[] values, int at);
  }

  private static RaceData split(int rows, int queries, int columns, Row fill) {
    int all = rows + queries;
    float[] values = new float[all * columns];
    float[] labels = new float[all];
    for (int i = 0; i < all; i++) {
      labels[i] = fill.fill(i, values, i * columns);
    }
    Batch batch = new Batch(new DenseMatrix(values, all, columns), labels, 1);
    return new RaceData(batch.slice(0, rows), batch.slice(rows, all));
  }

  private static float[] normal(RandomGenerator random, int n, double deviation) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  /** Names of columns that sort as the columns do, since Tribuo orders features by name. */
  static String[] names(int columns) {
    String[] names = new String[columns];
    for (int j = 0; j < columns; j++) {
      names[j] = String.format(Locale.ROOT, "f%05d", j);
    }
    return names;
  }
}

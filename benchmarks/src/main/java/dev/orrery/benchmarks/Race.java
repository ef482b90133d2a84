package dev.orrery.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One task on one set of generated data, and who takes part.
 *
 * @param race name of the task, as {@link RaceData} and {@link Contender} know it
 * @param title the task in words
 * @param measure what the quality is measured in
 * @param tolerance how far the quality of another may be from ours, as a share of ours, for the
 *     work to count as the same
 * @param size sizes of data and task, such as {@code rows=100000,columns=64}
 * @param contenders names, ours first
 */
record Race(
    String race,
    String title,
    String measure,
    double tolerance,
    String size,
    List<String> contenders) {

  /** Peers that take many seconds for one shot of training. */
  private static final Set<String> SLOW =
      Set.of("smile", "tribuo", "elki", "sklearn-full", "aws-update", "aws-score", "aws-both");

  private static final Map<String, String> LIBRARIES =
      Map.of(
          "orrery", "orrery",
          "smile", "smile",
          "tribuo", "tribuo",
          "elki", "elki",
          "aws", "aws",
          "sklearn", "scikit-learn",
          "faiss", "faiss",
          "numpy", "numpy");

  /** The libraries there are contenders of, ours left out. */
  static final List<String> PEERS =
      List.of("smile", "tribuo", "elki", "aws", "scikit-learn", "faiss", "numpy");

  /** The algorithms there are races of, by the names of the command line. */
  static final List<String> ALGORITHMS =
      List.of(
          "kmeans", "knn", "pca", "linear-learner", "factorization-machines", "randomcutforest");

  /** The library of a contender. */
  static String library(String contender) {
    return LIBRARIES.get(contender.split("-")[0]);
  }

  /** Whether a contender is a script of Python. */
  static boolean isPython(String contender) {
    return Set.of("scikit-learn", "faiss", "numpy").contains(library(contender));
  }

  /** Whether one shot takes many seconds. */
  boolean isSlow(String contender) {
    return SLOW.contains(contender) && !race.endsWith(RaceData.PREDICTION);
  }

  /** Sizes by name. */
  Map<String, Integer> sizes() {
    return RaceData.sizes(size);
  }

  /**
   * The races of an algorithm.
   *
   * @param quick smaller ones, which every peer can run in seconds
   */
  static List<Race> of(String algorithm, boolean quick) {
    return switch (algorithm) {
      case "kmeans" ->
          quick ? List.of(clustering(20_000, 32, 20, 10), assignment(50_000, 32, 20)) : CLUSTERINGS;
      case "knn" ->
          quick
              ? List.of(neighbors(20_000, 64, 500))
              : List.of(neighbors(100_000, 64, 2000), neighbors(20_000, 784, 1000));
      case "pca" ->
          quick
              ? List.of(components(20_000, 128, 10), projection(50_000, 128, 10))
              : List.of(
                  components(60_000, 784, 50),
                  components(200_000, 128, 10),
                  projection(60_000, 784, 50));
      case "linear-learner" ->
          List.of(linear(quick ? 50_000 : 200_000), linearAnswers(quick ? 50_000 : 200_000));
      case "factorization-machines" ->
          List.of(
              factorization(quick ? 200_000 : 500_000),
              factorizationAnswers(quick ? 50_000 : 200_000));
      case "randomcutforest" -> {
        int rows = quick ? 10_000 : 50_000;
        yield List.of(
            forest("update", "a stream of points taken in", rows),
            forest("score", "points scored", rows),
            forest("both", "each of the points scored, then taken in", rows));
      }
      default -> throw new IllegalArgumentException("no races of " + algorithm);
    };
  }

  private static final List<String> VARIANTS =
      List.of(
          "orrery-simd-lloyd",
          "orrery-simd-hamerly",
          "orrery-simd-elkan",
          "orrery-simd-exponion",
          "orrery-simd-shallot");

  private static final List<Race> CLUSTERINGS =
      List.of(
          clustering(100_000, 64, 100, 20),
          clustering(
              100_000, 64, 10, 20, List.of("orrery-simd-lloyd", "sklearn-lloyd", "elki", "tribuo")),
          clustering(100_000, 64, 1000, 20, List.of("orrery-simd-lloyd", "sklearn-lloyd")),
          clustering(100_000, 64, 100, 20, VARIANTS),
          clustering(100_000, 8, 1000, 20, VARIANTS),
          clustering(100_000, 2, 100, 20, VARIANTS),
          assignment(100_000, 64, 100));

  private static Race clustering(int rows, int columns, int k, int iterations) {
    return clustering(
        rows,
        columns,
        k,
        iterations,
        List.of(
            "orrery-simd-lloyd",
            "orrery-scalar-lloyd",
            "sklearn-lloyd",
            "elki",
            "tribuo",
            "smile"));
  }

  private static Race clustering(
      int rows, int columns, int k, int iterations, List<String> contenders) {
    return new Race(
        "kmeans",
        "K-means, full-batch Lloyd: %,d x %d, k = %d, %d iterations"
            .formatted(rows, columns, k, iterations),
        "inertia",
        0.02,
        "rows=%d,columns=%d,k=%d,iterations=%d".formatted(rows, columns, k, iterations),
        contenders);
  }

  private static Race neighbors(int rows, int columns, int queries) {
    return new Race(
        "knn",
        "KNN, exact: the 10 nearest of %,d x %d for %,d queries".formatted(rows, columns, queries),
        "accuracy",
        0.005,
        "rows=%d,columns=%d,queries=%d,k=10".formatted(rows, columns, queries),
        List.of("orrery-simd", "faiss-flat", "sklearn-brute", "elki", "tribuo", "smile"));
  }

  private static Race components(int rows, int columns, int components) {
    return new Race(
        "pca",
        "PCA: %,d x %d to %d components".formatted(rows, columns, components),
        "variance kept",
        0.005,
        "rows=%d,columns=%d,components=%d".formatted(rows, columns, components),
        List.of(
            "orrery-simd-regular",
            "orrery-simd-range_finder",
            "orrery-simd-randomized",
            "numpy-eigh",
            "faiss-pca",
            "sklearn-randomized",
            "sklearn-full",
            "smile"));
  }

  private static Race linear(int rows) {
    return new Race(
        "linear",
        ("Logistic regression: one epoch over %,d x 100 (ours in mini-batches of 1,000 rows;"
                + " scikit-learn and Tribuo row by row, each at its best rate)")
            .formatted(rows),
        "accuracy after 5 epochs",
        0.01,
        "rows=%d,columns=100,queries=20000,epochs=5".formatted(rows),
        List.of("orrery-simd-1", "orrery-simd-32", "sklearn-sgd", "tribuo"));
  }

  private static Race factorization(int rows) {
    return new Race(
        "fm",
        ("Factorization machine: one epoch over %,d ratings, 12 active of 15,200 features, 16"
                + " factors (ours in mini-batches of 1,000 rows; Tribuo by AdaGrad, row by row)")
            .formatted(rows),
        "RMSE after 5 epochs",
        0.01,
        "rows=%d,queries=%d,epochs=5".formatted(rows, rows / 10),
        List.of("orrery-simd-adagrad", "orrery-simd-adam", "tribuo"));
  }

  private static Race assignment(int rows, int columns, int k) {
    return new Race(
        "kmeans" + RaceData.PREDICTION,
        "K-means, prediction: the nearest of %d centers for %,d x %d".formatted(k, rows, columns),
        "share at the nearest center",
        0.001,
        "rows=%d,columns=%d,k=%d".formatted(rows, columns, k),
        List.of("orrery-simd", "sklearn-assign", "tribuo", "smile"));
  }

  private static Race projection(int rows, int columns, int components) {
    return new Race(
        "pca" + RaceData.PREDICTION,
        "PCA, prediction: %,d x %d projected on %d components".formatted(rows, columns, components),
        "variance kept",
        0.005,
        "rows=%d,columns=%d,components=%d,train=5000".formatted(rows, columns, components),
        List.of("orrery-simd-regular", "sklearn-transform", "smile"));
  }

  private static Race linearAnswers(int queries) {
    return new Race(
        "linear" + RaceData.PREDICTION,
        "Logistic regression, prediction: %,d x 100".formatted(queries),
        "accuracy",
        0.01,
        "rows=100000,columns=100,queries=%d,epochs=5".formatted(queries),
        List.of("orrery-simd-1", "sklearn-predict", "tribuo"));
  }

  private static Race factorizationAnswers(int queries) {
    return new Race(
        "fm" + RaceData.PREDICTION,
        ("Factorization machine, prediction: %,d ratings, 12 active of 15,200 features, 16 factors")
            .formatted(queries),
        "RMSE",
        0.02,
        "rows=200000,queries=%d,epochs=5".formatted(queries),
        List.of("orrery-simd-adagrad", "tribuo"));
  }

  private static Race forest(String task, String title, int rows) {
    return new Race(
        "forest",
        "Random cut forest, 10 dimensions, 100 trees of 256, %,d rows: %s".formatted(rows, title),
        "ROC AUC",
        0.01,
        "rows=" + rows + ",columns=10",
        List.of("orrery-simd-" + task, "aws-" + task));
  }
}

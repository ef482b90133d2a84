package dev.orrery.benchmarks;

import static dev.orrery.benchmarks.ScalingLine.grows;
import static dev.orrery.benchmarks.ScalingLine.stops;
import static dev.orrery.benchmarks.ScalingLine.threads;

import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code orrery bench scaling} measures. The smallest sizes are larger than the second-level
 * cache, so that the cost of a row does not depend on where the rows lie, and take some
 * milliseconds. Reservoirs that fill are larger than the rows, so that their arrays double at every
 * size alike. One thread works but where threads are what is varied.
 */
final class ScalingLines {

  private static final String FULL = "full reservoir: stops growing";
  private static final String SUMS = "the state is of one size: stops growing";

  private static final String BUFFERS = "rows are taken in by whole buffers";

  private static final String CACHES = "wider rows leave the nearer caches";

  private ScalingLines() {}

  /**
   * The lines that are measured.
   *
   * @param quick those of the rows and of a few more
   * @param most threads that there may be
   */
  static List<ScalingLine> of(boolean quick, int most) {
    Stream<ScalingLine> rest = quick ? Stream.empty() : full(most).stream();
    return Stream.concat(quick(most).stream(), rest).toList();
  }

  /** The line of a name. */
  static ScalingLine find(String id, int most) {
    return of(false, most).stream()
        .filter(line -> line.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no line " + id));
  }

  private static List<ScalingLine> quick(int most) {
    return List.of(
        grows("kmeans", "update", "rows", 25_000, 5, "columns=64,k=10", 1),
        grows("kmeans", "predict", "rows", 25_000, 5, "columns=64,k=100,train=10000", 1),
        grows("kmeans", "update", "k", 10, 5, "rows=40000,columns=64", 1)
            .remark("10 k working centers"),
        threads("kmeans", "update", most, "rows=200000,columns=64,k=10"),
        grows("knn", "update", "rows", 50_000, 5, "columns=64,k=10,sample_size=1100000", 1)
            .remark("the reservoir fills: every row is kept"),
        grows(
                "knn",
                "update when full",
                "rows",
                1_600_000,
                5,
                "columns=8,pool=100000,k=10,sample_size=1000",
                1)
            .remark(FULL + " but for a draw for each row"),
        grows(
            "knn",
            "predict",
            "queries",
            1000,
            5,
            "rows=10000,columns=64,k=10,sample_size=10000",
            1),
        grows(
                "knn",
                "predict",
                "rows",
                10_000,
                5,
                "queries=500,columns=64,k=10,sample_size=160000",
                1)
            .remark("rows of the index"),
        threads("knn", "predict", most, "queries=4000,rows=20000,columns=64,k=10"),
        grows("pca", "update", "rows", 16_384, 5, "columns=128,num_components=10", 1)
            .remark(BUFFERS),
        grows("pca", "predict", "rows", 12_500, 5, "columns=128,num_components=32,train=5000", 1),
        grows("pca", "update", "columns", 256, 4, "rows=8192,num_components=10", 2).remark(BUFFERS),
        grows("linear-learner", "update", "rows", 25_000, 5, "columns=64", 1),
        grows("linear-learner", "predict", "rows", 50_000, 5, "columns=64,train=10000", 1),
        grows("factorization-machines", "update", "rows", 25_000, 5, "num_factors=16", 1),
        grows(
            "factorization-machines",
            "predict",
            "rows",
            25_000,
            5,
            "num_factors=16,train=10000",
            1),
        grows(
                "factorization-machines",
                "update",
                "num_factors",
                16,
                5,
                "rows=100000,features=48",
                1)
            .remark(CACHES),
        grows(
                "randomcutforest",
                "update",
                "rows",
                50_000,
                5,
                "columns=32,num_trees=1000,num_samples_per_tree=1100",
                1)
            .remark("the reservoir fills: every row is kept"),
        grows(
                "randomcutforest",
                "update when full",
                "rows",
                1_600_000,
                5,
                "columns=8,pool=100000,num_trees=50,num_samples_per_tree=20",
                1)
            .remark(FULL + " but for a draw for each row"),
        grows(
            "randomcutforest",
            "predict",
            "rows",
            2000,
            5,
            "columns=10,num_trees=100,num_samples_per_tree=256,train=30000",
            1),
        grows(
            "randomcutforest",
            "predict",
            "num_trees",
            50,
            5,
            "rows=4000,columns=10,num_samples_per_tree=256,train=204800",
            1));
  }

  private static List<ScalingLine> full(int most) {
    return List.of(
        grows("kmeans", "update", "columns", 32, 5, "rows=40000,k=10", 1),
        grows("kmeans", "predict", "k", 50, 5, "rows=40000,columns=64,train=10000", 1),
        grows("kmeans", "finish", "k", 40, 4, "rows=10000,columns=16", 2)
            .remark("local Lloyd from 10 k working centers to k"),
        stops("kmeans", "finish", "rows", 10_000, 4, "columns=16,k=40", SUMS),
        threads("kmeans", "predict", most, "rows=200000,columns=64,k=100,train=10000"),
        grows("knn", "finish", "rows", 50_000, 5, "columns=64,k=10,sample_size=800000", 1)
            .remark("the index of all rows"),
        stops(
            "knn",
            "finish when full",
            "rows",
            50_000,
            4,
            "columns=64,k=10,sample_size=40000",
            FULL),
        grows("knn", "predict", "columns", 32, 5, "queries=1000,rows=20000,k=10", 1),
        grows("knn", "predict", "k", 10, 5, "queries=500,rows=40000,columns=64", 1)
            .remark("what k adds to the scan of the index"),
        grows("pca", "finish", "columns", 128, 4, "rows=2000,num_components=10", 3)
            .remark("eigenvectors"),
        stops("pca", "finish", "rows", 10_000, 4, "columns=128,num_components=10", SUMS),
        grows("pca", "predict", "num_components", 32, 4, "rows=20000,columns=256,train=5000", 1),
        threads("pca", "update", most, "rows=98304,columns=128,num_components=10"),
        grows("linear-learner", "update", "columns", 32, 5, "rows=25000", 1),
        grows("linear-learner", "update", "num_models", 16, 5, "rows=25000,columns=64", 1),
        grows("linear-learner", "predict", "columns", 64, 5, "rows=8000,train=8000", 1)
            .remark(CACHES),
        threads("linear-learner", "update", most, "rows=100000,columns=64"),
        grows(
                "factorization-machines",
                "update",
                "active",
                10,
                5,
                "rows=12500,num_factors=16,features=1600",
                1)
            .remark("active features of a row; absent ones cost nothing"),
        grows(
            "factorization-machines",
            "predict",
            "num_factors",
            32,
            5,
            "rows=25000,train=10000,features=100",
            1),
        threads(
            "factorization-machines", "predict", most, "rows=200000,num_factors=16,train=10000"),
        grows(
                "randomcutforest",
                "update streaming",
                "rows",
                8000,
                4,
                "columns=10,num_trees=50,num_samples_per_tree=256,orrery_streaming=1",
                1)
            .remark("orrery_mode=streaming: every row goes into the trees"),
        grows(
            "randomcutforest",
            "finish",
            "num_trees",
            50,
            4,
            "rows=102400,columns=10,num_samples_per_tree=256",
            1),
        stops(
            "randomcutforest",
            "finish when full",
            "rows",
            30_000,
            4,
            "columns=10,num_trees=100,num_samples_per_tree=256",
            FULL),
        grows(
                "randomcutforest",
                "predict",
                "columns",
                8,
                5,
                "rows=8000,num_trees=50,num_samples_per_tree=64,train=3200",
                1)
            .remark(CACHES),
        threads(
            "randomcutforest",
            "predict",
            most,
            "rows=20000,columns=10,num_trees=100,num_samples_per_tree=256,train=25600"));
  }
}

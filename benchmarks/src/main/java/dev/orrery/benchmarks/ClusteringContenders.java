package dev.orrery.benchmarks;

import dev.orrery.core.data.DenseMatrix;

/** Full-batch k-means, ours and the peers'. */
final class ClusteringContenders {

  /** Iterations that Smile is given, because one takes it seconds; its time is scaled. */
  private static final int SMILE_ITERATIONS = 3;

  private ClusteringContenders() {}

  static Contender of(String name, int k, int iterations, RaceData data, int threads) {
    DenseMatrix rows = data.train().features().toDense();
    int given = name.equals("smile") ? Math.min(iterations, SMILE_ITERATIONS) : iterations;
    KMeansContender clustering = KMeansContender.of(name, rows, k, given, threads);
    return new Contender() {
      private float[] centers;

      @Override
      public void run() {
        centers = clustering.cluster();
      }

      @Override
      public double quality() {
        return Blobs.inertia(rows, centers);
      }

      @Override
      public long distances() {
        return clustering.distances().orElse(-1);
      }

      @Override
      public double scale() {
        return (double) iterations / given;
      }
    };
  }
}

package dev.orrery.kmeans.lloyd;

/** Who watches the iterations of a run. */
@FunctionalInterface
public interface IterationListener {

  /**
   * One iteration is done.
   *
   * @param iteration index, from 0
   * @param loss sum of the squared distances of the rows to the centers they were labelled by
   * @param changed rows whose label is another than in the iteration before
   * @param before centers that the rows were labelled by, {@code k x d}
   * @param after the updated centers
   * @param counts rows of each cluster
   */
  void iterated(
      int iteration, double loss, long changed, float[] before, float[] after, long[] counts);
}

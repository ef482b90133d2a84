package dev.orrery.report.factorizationmachines;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which features occur how often in the sample of the training rows.
 *
 * @param rows the sample
 * @param counts rows in which each feature is not 0
 * @param features the most frequent features, most frequent first, or the first ones where there is
 *     no sample
 */
record Activity(DenseMatrix rows, int[] counts, int[] features) {

  /** Features that the pictures look at. */
  private static final int MOST = 400;

  static Activity of(DenseMatrix rows, FactorizationMachinesModel model) {
    int[] counts = new int[model.featureDim()];
    for (int r = 0; r < rows.rows(); r++) {
      for (int j = 0; j < counts.length; j++) {
        counts[j] += rows.get(r, j) != 0 ? 1 : 0;
      }
    }
    int[] features =
        IntStream.range(0, counts.length)
            .filter(j -> rows.rows() == 0 || counts[j] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer j) -> -counts[j])
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST)
            .mapToInt(Integer::intValue)
            .toArray();
    return new Activity(rows, counts, features);
  }

  /** What to call a feature. */
  static String name(int feature, List<String> names) {
    return feature < names.size() ? names.get(feature) : "feature " + feature;
  }
}

package dev.orrery.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.text.Text;
import java.util.Optional;

/** Whether some features count for little, since others spread much wider. */
final class Scales {

  /** Ratio of the standard deviations from which on it is told. */
  private static final double FAR = 100;

  private Scales() {}

  /**
   * A note when the widest feature spreads more than a hundred times as far as the narrowest;
   * features that never change do not count.
   *
   * @param points some points; those of shingles hold every feature several times, of which the
   *     first counts
   */
  static Optional<String> note(DenseMatrix points, PointNames names) {
    int widest = -1;
    int narrowest = -1;
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int feature = 0; feature < names.featureDim(); feature++) {
      double deviation = deviation(points, feature);
      if (deviation > most) {
        most = deviation;
        widest = feature;
      }
      if (deviation > 0 && deviation < least) {
        least = deviation;
        narrowest = feature;
      }
    }
    if (!(most > FAR * least)) {
      return Optional.empty();
    }
    return Optional.of(
        Text.format(
            "The features have very different scales: %s has a standard deviation of %.3g and %s of"
                + " %.3g, and a forest cuts in proportion to the range, so that narrow features hardly"
                + " count; --standardize brings them to one scale.",
            names.feature(widest), most, names.feature(narrowest), least));
  }

  private static double deviation(DenseMatrix points, int column) {
    int rows = points.rows();
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += points.get(i, column);
    }
    double mean = sum / rows;
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      double off = points.get(i, column) - mean;
      squares += off * off;
    }
    return Math.sqrt(squares / rows);
  }
}

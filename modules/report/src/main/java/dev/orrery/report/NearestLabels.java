package dev.orrery.report;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Drawing;
import dev.orrery.kernels.Kernels;
import java.util.List;
import java.util.Optional;

/**
 * The nearest center of each sample row at a step, in the space of all features, as text: one
 * character a row for up to 64 centers, two for more.
 */
final class NearestLabels {

  /** The role of the points that rows belong to. */
  static final String ROLE = "center";

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final int MOST_CENTERS = DIGITS.length() * DIGITS.length();

  private NearestLabels() {}

  /** The centers of a drawing, where it has some in the space of the features. */
  static Optional<List<float[]>> centers(Drawing drawing, int featureDim) {
    if (!drawing.axes().isEmpty()) {
      return Optional.empty();
    }
    return drawing.points().stream()
        .filter(points -> points.role().equals(ROLE) && !points.positions().isEmpty())
        .map(Drawing.Points::positions)
        .filter(positions -> positions.size() <= MOST_CENTERS)
        .filter(positions -> positions.stream().allMatch(p -> isVector(p, featureDim)))
        .findFirst();
  }

  private static boolean isVector(float[] position, int featureDim) {
    boolean finite = position.length == featureDim;
    for (float x : position) {
      finite &= Float.isFinite(x);
    }
    return finite;
  }

  /** The labels of some rows. */
  static String of(DenseMatrix rows, List<float[]> centers, Kernels kernels) {
    int columns = rows.columns();
    float[] block = new float[centers.size() * columns];
    for (int c = 0; c < centers.size(); c++) {
      System.arraycopy(centers.get(c), 0, block, c * columns, columns);
    }
    int[] nearest = new int[rows.rows()];
    kernels.nearest(
        rows.values(),
        rows.offset(),
        rows.rows(),
        kernels.pack(block, 0, centers.size(), columns),
        nearest,
        0,
        null,
        0);
    StringBuilder text = new StringBuilder();
    boolean two = centers.size() > DIGITS.length();
    for (int label : nearest) {
      if (two) {
        text.append(DIGITS.charAt(label / DIGITS.length()));
      }
      text.append(DIGITS.charAt(label % DIGITS.length()));
    }
    return text.toString();
  }
}

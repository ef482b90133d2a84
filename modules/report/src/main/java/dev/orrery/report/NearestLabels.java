package dev.orrery.report;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Drawing;
import dev.orrery.kernels.Kernels;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * The centers of a drawing that rows belong to, where it has some in the space of the features.
   * Where a line ends in a center, the center came from the beginning of that line, and the rows
   * that moved it belong to the place where it was.
   */
  static Optional<List<float[]>> centers(Drawing drawing, int featureDim) {
    if (!drawing.axes().isEmpty()) {
      return Optional.empty();
    }
    return drawing.points().stream()
        .filter(points -> points.role().equals(ROLE) && !points.positions().isEmpty())
        .map(Drawing.Points::positions)
        .filter(positions -> positions.size() <= MOST_CENTERS)
        .map(positions -> before(positions, drawing.lines()))
        .filter(positions -> positions.stream().allMatch(p -> isVector(p, featureDim)))
        .findFirst();
  }

  private static List<float[]> before(List<float[]> positions, List<Drawing.Line> lines) {
    Map<FloatBuffer, float[]> origins = new HashMap<>(); // buffers are equal by their elements
    for (Drawing.Line line : lines) {
      if (!line.positions().isEmpty()) {
        origins.put(FloatBuffer.wrap(line.positions().getLast()), line.positions().getFirst());
      }
    }
    return positions.stream()
        .map(position -> origins.getOrDefault(FloatBuffer.wrap(position), position))
        .toList();
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

package dev.orrery.report;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The plane in which rows are drawn: two features as they are, or the first two principal
 * directions of a sample. Pictures and player share one, so that they show the same plane.
 */
public final class Projection {

  /** Most elements that principal directions are taken from, which bounds the time to a second. */
  private static final int MOST_ELEMENTS = 2_000_000;

  private static final int FEWEST_ROWS = 50;

  private final String name;
  private final List<String> axes;
  private final double[] origin;
  private final double[][] directions;

  private Projection(String name, List<String> axes, double[] origin, double[][] directions) {
    this.name = name;
    this.axes = axes;
    this.origin = origin;
    this.directions = directions;
  }

  /**
   * The plane for some rows: the two named features, else the features themselves when there are at
   * most two, else the first two principal directions.
   *
   * @param rows the sample, {@code n x feature_dim}; n may be 0
   * @param featureNames a name per column, or empty
   * @param axes two names, or two column numbers from 0 where the columns have no names
   * @throws CustomerError when a name is not that of a feature
   */
  public static Projection of(
      DenseMatrix rows, List<String> featureNames, Optional<String[]> axes) {
    int columns = rows.columns();
    if (axes.isPresent()) {
      String[] names = axes.get();
      if (names.length != 2) {
        throw new CustomerError("A picture has 2 axes, but " + names.length + " were named.");
      }
      return ofFeatures(
          column(names[0], featureNames, columns),
          column(names[1], featureNames, columns),
          featureNames,
          columns);
    }
    if (columns <= 2) {
      return ofFeatures(0, columns - 1, featureNames, columns);
    }
    int most = Math.max(FEWEST_ROWS, MOST_ELEMENTS / columns);
    PrincipalDirections principal = PrincipalDirections.of(Samples.evenly(rows, most), 2);
    return new Projection(
        "the first two principal directions of the rows",
        rows.rows() == 0
            ? List.of("Direction 1", "Direction 2")
            : List.of(label(1, principal.share(0)), label(2, principal.share(1))),
        principal.mean(),
        principal.directions());
  }

  private static Projection ofFeatures(int x, int y, List<String> names, int columns) {
    double[][] directions = new double[2][columns];
    directions[0][x] = 1;
    if (columns > 1) {
      directions[1][y] = 1;
    }
    String first = featureName(x, names);
    String second = columns > 1 ? featureName(y, names) : "";
    return new Projection(
        second.isEmpty() ? "the one feature" : "the features " + first + " and " + second,
        List.of(first, second),
        new double[columns],
        directions);
  }

  private static int column(String name, List<String> names, int columns) {
    int index = names.indexOf(name);
    if (index < 0 && names.isEmpty() && name.matches("\\d{1,9}")) {
      index = Integer.parseInt(name);
    }
    if (index < 0 || index >= columns) {
      String known =
          names.isEmpty()
              ? "the columns have no names; use their numbers, 0 to " + (columns - 1)
              : "the features are: " + String.join(", ", names);
      throw new CustomerError("There is no feature '" + name + "' to draw on; " + known + ".");
    }
    return index;
  }

  private static String featureName(int column, List<String> names) {
    return column < names.size() ? names.get(column) : "feature " + column;
  }

  private static String label(int number, double share) {
    return String.format(Locale.ROOT, "Direction %d (%.1f %% of variance)", number, 100 * share);
  }

  /** What the plane is, to be read after "on". */
  public String name() {
    return name;
  }

  /** What the two axes show; the second is empty when the rows have one feature. */
  public List<String> axes() {
    return axes;
  }

  /** Number of features of the rows it projects. */
  public int featureDim() {
    return origin.length;
  }

  /**
   * The place in the plane of the vector that starts at an offset of an array.
   *
   * @return x and y
   */
  public double[] project(float[] values, int offset) {
    double[] place = new double[2];
    for (int j = 0; j < origin.length; j++) {
      double centered = values[offset + j] - origin[j];
      place[0] += centered * directions[0][j];
      place[1] += centered * directions[1][j];
    }
    return place;
  }

  /**
   * The smallest box of the plane around the shadow of a box between two corners, which may be
   * infinite.
   *
   * @return the low and the high corner
   */
  public double[][] projectBox(float[] low, float[] high) {
    double[][] corners = new double[2][2];
    for (int axis = 0; axis < 2; axis++) {
      for (int j = 0; j < origin.length; j++) {
        double direction = directions[axis][j];
        if (direction != 0) { // a side that runs across the axis adds nothing, however long
          double a = (low[j] - origin[j]) * direction;
          double b = (high[j] - origin[j]) * direction;
          corners[0][axis] += Math.min(a, b);
          corners[1][axis] += Math.max(a, b);
        }
      }
    }
    return corners;
  }

  /** The places of all rows of a matrix: x and y of each. */
  public double[][] project(DenseMatrix rows) {
    double[][] places = new double[rows.rows()][];
    for (int i = 0; i < places.length; i++) {
      places[i] = project(rows.values(), rows.rowOffset(i));
    }
    return places;
  }
}

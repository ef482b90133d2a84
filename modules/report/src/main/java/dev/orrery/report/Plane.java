package dev.orrery.report;

import java.util.List;

/**
 * A plane of the player: two axes and the range that all drawings on it need. Positions are written
 * as whole numbers of a grid over the range, which is shorter than decimals and keeps the same
 * precision wherever the data lies.
 */
final class Plane {

  /** Places of the grid on each axis: 0 to this, four significant digits. */
  static final int GRID = 9999;

  private final List<String> axes;
  private final double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
  private final double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};

  Plane(List<String> axes) {
    this.axes = axes;
  }

  List<String> axes() {
    return axes;
  }

  /** Widens the range to a place; coordinates that are not finite do not count. */
  void include(double[] place) {
    for (int a = 0; a < 2; a++) {
      if (Double.isFinite(place[a])) {
        low[a] = Math.min(low[a], place[a]);
        high[a] = Math.max(high[a], place[a]);
      }
    }
  }

  /** The range of an axis with a margin: its low and its high end. */
  double[] range(int axis) {
    return Ranges.around(low[axis], high[axis]);
  }

  /**
   * A coordinate on the grid: -1 for NaN, and the edge for what lies outside, such as the infinite
   * side of a region.
   */
  int onGrid(double coordinate, int axis) {
    if (Double.isNaN(coordinate)) {
      return -1;
    }
    double[] range = range(axis);
    double share = (coordinate - range[0]) / (range[1] - range[0]);
    return (int) Math.round(GRID * Math.clamp(share, 0.0, 1.0));
  }
}

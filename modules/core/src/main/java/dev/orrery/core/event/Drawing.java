package dev.orrery.core.event;

import java.util.List;

/**
 * A step as points, lines and regions, in the space of the features or in a plane of its own.
 * Positions in the space of the features have {@code feature_dim} coordinates and are projected by
 * whoever draws; positions in a plane have two.
 *
 * @param axes names of the plane's two axes; empty when the positions are in the space of the
 *     features
 * @param points markers
 * @param lines polylines, such as the way a center moved
 * @param regions areas, such as the cell of a cut
 */
public record Drawing(
    List<String> axes, List<Points> points, List<Line> lines, List<Region> regions) {

  /** Checks the number of axes. */
  public Drawing {
    if (!axes.isEmpty() && axes.size() != 2) {
      throw new IllegalArgumentException("a plane has two axes");
    }
  }

  /**
   * Markers of one kind.
   *
   * @param role what they are, such as {@code center}; the same role is drawn alike in every step
   * @param positions one position per marker
   * @param weights size of each marker relative to the others; empty when all are alike
   * @param labels group of each marker, from 0, for its color; empty when all are alike
   */
  public record Points(String role, List<float[]> positions, double[] weights, int[] labels) {}

  /** A polyline of a role through some positions. */
  public record Line(String role, List<float[]> positions) {}

  /** An axis-parallel box between two corners, of a role. */
  public record Region(String role, float[] low, float[] high) {}

  /** A drawing of points alone, in the space of the features. */
  public static Drawing ofPoints(Points... points) {
    return new Drawing(List.of(), List.of(points), List.of(), List.of());
  }
}

package dev.orrery.report.common;

import dev.orrery.report.Palette;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Shape;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/**
 * Marks of points of one series in the colors and shapes of their groups, drawn in the points' own
 * order, so that no group lies on top of the others. A group below 0 is grey.
 */
public final class GroupRenderer extends XYLineAndShapeRenderer {

  private static final long serialVersionUID = 1L;
  private static final int OPACITY = 150;
  private static final Color NO_GROUP = new Color(0x999999);

  private final int[] groups;
  private final double[] sizes;

  /**
   * Marks for some points.
   *
   * @param groups a number per point
   * @param sizes the diameter of each mark, or one for all
   */
  public GroupRenderer(int[] groups, double... sizes) {
    super(false, true);
    this.groups = groups.clone();
    this.sizes = sizes.clone();
    setUseFillPaint(false);
    setDrawOutlines(false);
  }

  /** The diameter that suits a number of points. */
  public static double size(int points) {
    return points > 1500 ? 6 : points > 60 ? 7.5 : 10;
  }

  @Override
  public Paint getItemPaint(int series, int item) {
    Color color = groups[item] < 0 ? NO_GROUP : Palette.color(groups[item]);
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), OPACITY);
  }

  @Override
  public Shape getItemShape(int series, int item) {
    return Palette.shape(Math.max(0, groups[item]), sizes[item % sizes.length]);
  }
}

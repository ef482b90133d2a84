package dev.orrery.report.kmeans;

import dev.orrery.report.Charts;
import dev.orrery.report.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * A cross at each center, and its number in a disc close by: discs that would overlap are pushed
 * apart and keep a line to their cross.
 */
final class CenterMarks extends AbstractXYAnnotation {

  /** Number of centers up to which they carry numbers. */
  static final int NUMBERED = 60;

  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 200;

  private final double[][] centers;

  /** Marks for centers at (x, y) in the units of the axes. */
  CenterMarks(double[][] centers) {
    this.centers = centers;
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis xAxis,
      ValueAxis yAxis,
      int rendererIndex,
      PlotRenderingInfo info) {
    double[][] crosses = new double[centers.length][];
    for (int c = 0; c < centers.length; c++) {
      crosses[c] =
          new double[] {
            xAxis.valueToJava2D(centers[c][0], area, RectangleEdge.BOTTOM),
            yAxis.valueToJava2D(centers[c][1], area, RectangleEdge.LEFT)
          };
    }
    boolean numbered = centers.length <= NUMBERED;
    double radius = centers.length <= 20 ? 12 : 10;
    double[][] discs = numbered ? spread(crosses, radius, area) : crosses;
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    for (int c = 0; c < centers.length; c++) {
      cross(graphics, crosses[c], discs[c]);
    }
    if (numbered) {
      graphics.setFont(Charts.font(Font.BOLD, (float) radius + 1));
      for (int c = 0; c < centers.length; c++) {
        disc(graphics, c, discs[c], radius);
      }
    }
  }

  private static void cross(Graphics2D graphics, double[] at, double[] disc) {
    Line2D leader = new Line2D.Double(at[0], at[1], disc[0], disc[1]);
    Line2D rising = new Line2D.Double(at[0] - 5, at[1] + 5, at[0] + 5, at[1] - 5);
    Line2D falling = new Line2D.Double(at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5);
    float[] widths = {4.5f, 2f};
    Color[] colors = {Color.WHITE, Color.BLACK};
    for (int i = 0; i < widths.length; i++) {
      graphics.setStroke(new BasicStroke(widths[i]));
      graphics.setColor(colors[i]);
      graphics.draw(rising);
      graphics.draw(falling);
      graphics.setStroke(new BasicStroke(widths[i] * 0.6f));
      graphics.draw(leader);
    }
  }

  private static void disc(Graphics2D graphics, int number, double[] at, double radius) {
    Color color = Palette.color(number);
    Ellipse2D disc = new Ellipse2D.Double(at[0] - radius, at[1] - radius, 2 * radius, 2 * radius);
    graphics.setColor(color);
    graphics.fill(disc);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(3));
    graphics.draw(disc);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke(1.2f));
    graphics.draw(disc);
    graphics.setColor(Palette.inkOn(color));
    String text = Integer.toString(number);
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(
        text,
        (float) (at[0] - metrics.stringWidth(text) / 2.0),
        (float) (at[1] + (metrics.getAscent() - metrics.getDescent()) / 2.0));
  }

  /** Places for discs, on their crosses where there is room, else pushed apart. */
  static double[][] spread(double[][] crosses, double radius, Rectangle2D area) {
    double[][] discs = new double[crosses.length][];
    for (int c = 0; c < discs.length; c++) {
      discs[c] = crosses[c].clone();
    }
    double apart = 2 * radius + 4;
    for (int round = 0; round < ROUNDS; round++) {
      boolean moved = false;
      for (int a = 0; a < discs.length; a++) {
        for (int b = a + 1; b < discs.length; b++) {
          moved |= push(discs[a], discs[b], apart, a + b);
        }
      }
      for (double[] disc : discs) {
        disc[0] = Math.clamp(disc[0], area.getMinX() + radius, area.getMaxX() - radius);
        disc[1] = Math.clamp(disc[1], area.getMinY() + radius, area.getMaxY() - radius);
      }
      if (!moved) {
        break;
      }
    }
    return discs;
  }

  private static boolean push(double[] a, double[] b, double apart, int turn) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double distance = Math.hypot(dx, dy);
    if (distance >= apart - 0.01) {
      return false;
    }
    if (distance < 1e-6) { // the same place: any direction, but not the same one for all
      dx = Math.cos(turn);
      dy = Math.sin(turn);
      distance = 1e-6;
    } else {
      dx /= distance;
      dy /= distance;
    }
    double by = (apart - distance) / 2;
    a[0] -= dx * by;
    a[1] -= dy * by;
    b[0] += dx * by;
    b[1] += dy * by;
    return true;
  }
}

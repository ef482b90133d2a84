package dev.orrery.report.common;

import dev.orrery.report.Charts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * Names beside their places, in the order of their importance: a name that finds no free side of
 * its place is left out.
 */
final class NamedPlaces extends AbstractXYAnnotation {

  private static final long serialVersionUID = 1L;
  private static final double AWAY = 4;
  private static final int LONGEST = 28;

  /** Sides of a place, as shares of the name's width and height from its middle. */
  private static final double[][] SIDES = {
    {0.5, 0}, {-0.5, 0}, {0, -0.5}, {0, 0.5}, {0.5, -0.5}, {-0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}
  };

  /** The same beside a line, which most often runs to the left and the right. */
  private static final double[][] BESIDE_A_LINE = {
    {0, -0.5}, {-0.5, -0.5}, {0.5, -0.5}, {0, 0.5}, {-0.5, 0.5}, {0.5, 0.5}
  };

  private final String[] names;
  private final double[] x;
  private final double[] y;
  private final double[] radii;
  private final boolean ringed;

  private NamedPlaces(String[] names, double[] x, double[] y, double[] radii, boolean ringed) {
    this.names = names;
    this.x = x;
    this.y = y;
    this.radii = radii;
    this.ringed = ringed;
  }

  /** Names for many places, whose marks have some radii. */
  static NamedPlaces many(List<String> names, double[] x, double[] y, double[] radii) {
    return new NamedPlaces(
        names.toArray(String[]::new), x.clone(), y.clone(), radii.clone(), false);
  }

  /** One place with a ring and its name. */
  static NamedPlaces one(String name, double x, double y) {
    return new NamedPlaces(
        new String[] {name}, new double[] {x}, new double[] {y}, new double[] {6}, true);
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
    graphics.setFont(Charts.font(ringed ? Font.BOLD : Font.PLAIN, names.length > 30 ? 11 : 13));
    FontMetrics metrics = graphics.getFontMetrics();
    List<Rectangle2D> taken = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      double px = xAxis.valueToJava2D(x[i], area, RectangleEdge.BOTTOM);
      double py = yAxis.valueToJava2D(y[i], area, RectangleEdge.LEFT);
      if (ringed) {
        graphics.setColor(Charts.INK);
        graphics.setStroke(new BasicStroke(1.8f));
        graphics.draw(new Ellipse2D.Double(px - 6, py - 6, 12, 12));
      }
      String name = Charts.shortened(names[i], LONGEST);
      Rectangle2D box =
          free(
              px, py, metrics.stringWidth(name), metrics.getHeight(), AWAY + radii[i], area, taken);
      if (box == null || name.isEmpty()) {
        continue;
      }
      taken.add(box);
      graphics.setColor(new Color(255, 255, 255, 170));
      graphics.fill(box);
      graphics.setColor(Charts.INK);
      Sheet.centered(graphics, name, box.getCenterX(), box.getCenterY());
    }
  }

  private Rectangle2D free(
      double px,
      double py,
      double width,
      double height,
      double away,
      Rectangle2D area,
      List<Rectangle2D> taken) {
    for (double[] side : ringed ? BESIDE_A_LINE : SIDES) {
      double middleX = px + side[0] * width + Math.signum(side[0]) * away;
      double middleY = py + side[1] * height + Math.signum(side[1]) * away;
      Rectangle2D box =
          new Rectangle2D.Double(middleX - width / 2, middleY - height / 2, width, height);
      if (area.contains(box) && taken.stream().noneMatch(box::intersects)) {
        return box;
      }
    }
    return null;
  }
}

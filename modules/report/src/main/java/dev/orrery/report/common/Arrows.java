package dev.orrery.report.common;

import dev.orrery.report.Charts;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** Arrows from one place to another. */
final class Arrows extends AbstractXYAnnotation {

  private static final long serialVersionUID = 1L;
  private static final double HEAD = 9;

  private final double[][] ends;

  /** Arrows, each x and y of its tail and x and y of its head. */
  Arrows(double[][] ends) {
    this.ends = ends.clone();
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
    graphics.setColor(Charts.INK);
    graphics.setStroke(new BasicStroke(1.6f));
    for (double[] end : ends) {
      double fromX = xAxis.valueToJava2D(end[0], area, RectangleEdge.BOTTOM);
      double fromY = yAxis.valueToJava2D(end[1], area, RectangleEdge.LEFT);
      double toX = xAxis.valueToJava2D(end[2], area, RectangleEdge.BOTTOM);
      double toY = yAxis.valueToJava2D(end[3], area, RectangleEdge.LEFT);
      double length = Math.hypot(toX - fromX, toY - fromY);
      if (length < 1) {
        continue;
      }
      double dx = (toX - fromX) / length;
      double dy = (toY - fromY) / length;
      double head = Math.min(HEAD, length);
      graphics.draw(new Line2D.Double(fromX, fromY, toX - dx * head, toY - dy * head));
      Path2D tip = new Path2D.Double();
      tip.moveTo(toX, toY);
      tip.lineTo(toX - head * (dx + 0.4 * dy), toY - head * (dy - 0.4 * dx));
      tip.lineTo(toX - head * (dx - 0.4 * dy), toY - head * (dy + 0.4 * dx));
      tip.closePath();
      graphics.fill(tip);
    }
  }
}

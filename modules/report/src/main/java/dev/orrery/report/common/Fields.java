package dev.orrery.report.common;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** A grid of colored fields under a plot; neighbours of one color are drawn as one. */
final class Fields extends AbstractXYAnnotation {

  private static final long serialVersionUID = 1L;

  private final Color[] fields;
  private final int columns;
  private final double[] rangeX;
  private final double[] rangeY;

  /** Fields row by row from below. */
  Fields(Color[] fields, int columns, double[] rangeX, double[] rangeY) {
    this.fields = fields;
    this.columns = columns;
    this.rangeX = rangeX;
    this.rangeY = rangeY;
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
    double left = xAxis.valueToJava2D(rangeX[0], area, RectangleEdge.BOTTOM);
    double right = xAxis.valueToJava2D(rangeX[1], area, RectangleEdge.BOTTOM);
    double bottom = yAxis.valueToJava2D(rangeY[0], area, RectangleEdge.LEFT);
    double top = yAxis.valueToJava2D(rangeY[1], area, RectangleEdge.LEFT);
    int rows = fields.length / columns;
    double width = (right - left) / columns;
    double height = (bottom - top) / rows;
    double margin = 0.8; // fields reach into the next, which is drawn over them
    Object before = graphics.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; ) {
        int end = j + 1;
        while (end < columns && fields[i * columns + end].equals(fields[i * columns + j])) {
          end++;
        }
        graphics.setColor(fields[i * columns + j]);
        graphics.fill(
            new Rectangle2D.Double(
                left + j * width,
                bottom - (i + 1) * height,
                Math.min((end - j) * width + margin, right - left - j * width),
                height + (i > 0 ? margin : 0)));
        j = end;
      }
    }
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, before);
  }
}

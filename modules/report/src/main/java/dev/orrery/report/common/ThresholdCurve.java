package dev.orrery.report.common;

import dev.orrery.core.metric.BinaryConfusion;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Palette;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/** What the curves of a classifier over all thresholds have in common. */
final class ThresholdCurve {

  private ThresholdCurve() {}

  /** All rows, or empty when there are none of one class. */
  static Optional<BinaryConfusion> bothClasses(RankingCurve curve) {
    if (curve.points().isEmpty()) {
      return Optional.empty();
    }
    BinaryConfusion last = curve.points().getLast().confusion();
    boolean both = positives(last) > 0 && negatives(last) > 0;
    return both ? Optional.of(last) : Optional.empty();
  }

  static long positives(BinaryConfusion confusion) {
    return confusion.truePositives() + confusion.falseNegatives();
  }

  static long negatives(BinaryConfusion confusion) {
    return confusion.falsePositives() + confusion.trueNegatives();
  }

  /** What to say where there is no curve. */
  static String missing(RankingCurve curve) {
    return curve.points().isEmpty()
        ? "There are no rows."
        : "All "
            + Numbers.count(curve.points().getLast().confusion().rows(), "row")
            + " are of one class, so there is no curve.";
  }

  /** The classifier that calls rows positive whose score reaches a threshold. */
  static Optional<BinaryConfusion> at(RankingCurve curve, OptionalDouble threshold) {
    if (threshold.isEmpty() || bothClasses(curve).isEmpty()) {
      return Optional.empty();
    }
    BinaryConfusion all = bothClasses(curve).get();
    BinaryConfusion chosen = new BinaryConfusion(0, 0, positives(all), negatives(all));
    for (RankingCurve.Point point : curve.points()) {
      if (point.threshold() < (float) threshold.getAsDouble()) {
        break;
      }
      chosen = point.confusion();
    }
    return Optional.of(chosen);
  }

  static double share(long part, long whole) {
    return (double) part / whole;
  }

  /**
   * The chart of a curve in the unit square with the place of the threshold.
   *
   * @param turn where along x the threshold's name changes from the right of its place to the left,
   *     so that it stays clear of the curve
   */
  static JFreeChart chart(
      String title,
      String subtitle,
      double[][] curve,
      String x,
      String y,
      Optional<double[]> chosen,
      OptionalDouble threshold,
      double turn) {
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries("curve", curve);
    chosen.ifPresent(place -> data.addSeries("threshold", new double[][] {{place[0]}, {place[1]}}));
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, Palette.color(0));
    renderer.setSeriesStroke(
        0, new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setSeriesPaint(1, Palette.color(3));
    renderer.setSeriesShape(1, new Ellipse2D.Double(-6, -6, 12, 12));
    renderer.setSeriesShapesVisible(1, true);
    NumberAxis xAxis = Charts.axis(x, -0.02, 1.02);
    NumberAxis yAxis = Charts.axis(y, -0.02, 1.03);
    XYPlot plot = Charts.plot(data, xAxis, yAxis, renderer);
    chosen.ifPresent(
        place -> {
          boolean left = place[0] < turn;
          boolean low = place[1] < 0.15;
          XYTextAnnotation text =
              new XYTextAnnotation(
                  "threshold " + Numbers.significant(threshold.getAsDouble(), 3),
                  place[0] + (left ? 0.02 : -0.02),
                  place[1] + (low ? 0.03 : -0.03));
          text.setFont(Charts.font(Font.BOLD, 13));
          text.setPaint(Charts.INK);
          text.setTextAnchor(
              left
                  ? low ? TextAnchor.BOTTOM_LEFT : TextAnchor.TOP_LEFT
                  : low ? TextAnchor.BOTTOM_RIGHT : TextAnchor.TOP_RIGHT);
          plot.addAnnotation(text);
        });
    return Charts.chart(title, subtitle, plot, false);
  }
}

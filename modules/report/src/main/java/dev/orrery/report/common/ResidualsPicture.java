package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.Samples;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.DefaultXYDataset;

/** Predicted against actual values, and the histogram of what is between them. */
public final class ResidualsPicture {

  private static final int MOST_POINTS = 2500;

  private ResidualsPicture() {}

  /**
   * The picture, titled "Predicted and actual values". Rows where either is not finite are left
   * out.
   *
   * @param name of its files
   * @param predicted a value per row
   * @param actual the label of the same row
   * @param unit of both, or empty
   */
  public static Picture of(String name, float[] predicted, float[] actual, String unit) {
    int[] rows =
        IntStream.range(0, Math.min(predicted.length, actual.length))
            .filter(i -> Float.isFinite(predicted[i]) && Float.isFinite(actual[i]))
            .toArray();
    double[] residuals =
        Arrays.stream(rows).mapToDouble(i -> (double) predicted[i] - actual[i]).toArray();
    String title = "Predicted and actual values";
    String of = unit.isEmpty() ? "" : " (" + unit + ")";
    double squares = Arrays.stream(residuals).map(r -> r * r).average().orElse(Double.NaN);
    double bias = Arrays.stream(residuals).average().orElse(Double.NaN);
    String subtitle =
        rows.length == 0
            ? "There are no rows."
            : Numbers.count(rows.length, "row")
                + "; root mean squared error "
                + Numbers.significant(Math.sqrt(squares), 4)
                + ", mean residual "
                + Numbers.significant(bias, 2);
    JFreeChart against = Charts.chart("", "", against(predicted, actual, rows, of), false);
    XYPlot spread =
        Histogram.plot(
            rows.length == 0 ? List.of() : List.of(new Histogram.Group("residuals", residuals)),
            "Predicted minus actual" + of,
            false,
            DoubleStream.of(0));
    Charts.verticalRule(spread, 0, "");
    JFreeChart histogram = Charts.chart("", "", spread, false);
    return new Picture(
        name,
        title,
        rows.length == 0
            ? subtitle
            : subtitle
                + ". A point on the dashed line is predicted exactly; the bars count the rows by"
                + " their residual.",
        (graphics, width, height) -> {
          Rectangle2D room = Sheet.begin(graphics, width, height, title, subtitle);
          Sheet.charts(graphics, room, against, histogram);
        });
  }

  private static XYPlot against(float[] predicted, float[] actual, int[] rows, String unit) {
    int[] drawn = Samples.evenly(rows.length, MOST_POINTS);
    double[][] points = new double[2][drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      points[0][i] = actual[rows[drawn[i]]];
      points[1][i] = predicted[rows[drawn[i]]];
    }
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries("rows", points);
    NumberAxis x = Charts.axis("Actual" + unit, Arrays.stream(points[0]));
    NumberAxis y = Charts.axis("Predicted" + unit, Arrays.stream(points[1]));
    GroupRenderer renderer =
        new GroupRenderer(new int[drawn.length], GroupRenderer.size(drawn.length));
    XYPlot plot = Charts.plot(data, x, y, renderer);
    double low = Math.max(x.getLowerBound(), y.getLowerBound());
    double high = Math.min(x.getUpperBound(), y.getUpperBound());
    if (low < high) {
      plot.addAnnotation(new XYLineAnnotation(low, low, high, high, Charts.DASHED, Color.BLACK));
    }
    return plot;
  }
}

package dev.orrery.report.comparison;

import dev.orrery.report.Charts;
import dev.orrery.report.Palette;
import dev.orrery.report.Picture;
import dev.orrery.report.Samples;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** The objective by one hyperparameter: a point for each training, and the mean at each value. */
final class MetricByPicture {

  private static final int MOST_POINTS = 3000;

  /** Values of the hyperparameter beyond which a mean at each says little. */
  private static final int MOST_MEANS = 60;

  private MetricByPicture() {}

  /**
   * The picture.
   *
   * @param number makes the name of its files differ from those of other pictures
   */
  static Picture of(Comparison comparison, Settings settings, Comparison.Axis axis, int number) {
    String metric = comparison.objective();
    Places places = Places.of(settings, axis);
    List<double[]> points = new ArrayList<>();
    TreeMap<Double, List<Double>> byPlace = new TreeMap<>();
    for (Settings.Setting setting : settings.all()) {
      double x = axis.numeric() ? setting.number(axis.name()) : places.index(setting);
      for (Comparison.Trial trial : setting.trials()) {
        Settings.value(trial, metric)
            .ifPresent(
                y -> {
                  points.add(new double[] {x, y});
                  byPlace.computeIfAbsent(x, place -> new ArrayList<>()).add(y);
                });
      }
    }
    double[][] means = new double[2][byPlace.size()];
    int at = 0;
    for (var place : byPlace.entrySet()) {
      means[0][at] = place.getKey();
      means[1][at++] =
          place.getValue().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
    boolean averaged = byPlace.size() <= MOST_MEANS && points.size() >= 1.5 * byPlace.size();
    JFreeChart chart = chart(comparison, axis, places, points, averaged ? means : new double[2][0]);
    String file = axis.name().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String plain = file.replaceAll("^-|-$", "");
    return Picture.of(
        "by-" + (plain.isEmpty() ? "hyperparameter-" + number : plain),
        metric
            + " by "
            + axis.name()
            + ": each point is a training"
            + (averaged ? ", the line their mean at each value" : "")
            + ", over whatever else differs."
            + (axis.meaning().isEmpty() ? "" : " " + axis.name() + ": " + axis.meaning()),
        chart);
  }

  private static JFreeChart chart(
      Comparison comparison,
      Comparison.Axis axis,
      Places places,
      List<double[]> points,
      double[][] means) {
    DefaultXYDataset data = new DefaultXYDataset();
    int[] drawn = Samples.evenly(points.size(), MOST_POINTS);
    data.addSeries("mean", means);
    data.addSeries(
        "training",
        new double[][] {
          Arrays.stream(drawn).mapToDouble(i -> points.get(i)[0]).toArray(),
          Arrays.stream(drawn).mapToDouble(i -> points.get(i)[1]).toArray()
        });
    Color color = Palette.color(0);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    renderer.setSeriesPaint(0, Palette.color(3));
    renderer.setSeriesStroke(
        0, new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setSeriesLinesVisible(0, axis.numeric());
    renderer.setSeriesShape(0, new Ellipse2D.Double(-4, -4, 8, 8));
    renderer.setSeriesPaint(1, new Color(color.getRed(), color.getGreen(), color.getBlue(), 110));
    renderer.setSeriesShape(1, new Ellipse2D.Double(-3.2, -3.2, 6.4, 6.4));
    renderer.setSeriesLinesVisible(1, false);
    ValueAxis x =
        !axis.numeric()
            ? words(axis.name(), places.texts())
            : axis.logarithmic()
                ? Charts.logAxis(axis.name(), points.stream().mapToDouble(point -> point[0]))
                : Charts.axis(axis.name(), points.stream().mapToDouble(point -> point[0]));
    String metric = comparison.objective();
    XYPlot plot =
        Charts.plot(
            data, x, Charts.axis(metric, points.stream().mapToDouble(point -> point[1])), renderer);
    return Charts.chart(
        metric + " by " + axis.name(), "Over whatever else differs, and all seeds", plot, false);
  }

  private static ValueAxis words(String name, List<String> words) {
    SymbolAxis axis =
        new SymbolAxis(
            name, words.stream().map(word -> Charts.shortened(word, 18)).toArray(String[]::new));
    axis.setGridBandsVisible(false);
    axis.setRange(-0.6, words.size() - 0.4);
    return axis;
  }
}

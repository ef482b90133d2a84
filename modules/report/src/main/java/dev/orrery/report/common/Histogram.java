package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Palette;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Counts of values in bins of equal width, which several groups share. */
final class Histogram {

  private static final int FEWEST_BINS = 8;
  private static final int MOST_BINS = 60;

  /** Groups of values under their names; values that are not finite do not count. */
  record Group(String name, double[] values) {

    Group {
      values = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }
  }

  private Histogram() {}

  /**
   * The plot; of several groups it shows the share of each group in a bin, so that a small one can
   * be seen beside a large one.
   *
   * @param log whether the heights are logarithmic
   */
  static XYPlot plot(List<Group> groups, String x, boolean log, DoubleStream alsoShown) {
    double[] all =
        groups.stream().flatMapToDouble(group -> Arrays.stream(group.values())).sorted().toArray();
    double low = all.length == 0 ? 0 : all[0];
    double high = all.length == 0 ? 0 : all[all.length - 1];
    int bins = high > low ? bins(all) : 1;
    double width = high > low ? (high - low) / bins : Math.max(1, Math.abs(low)) * 0.1;
    double first = high > low ? low : low - width / 2;
    boolean shares = groups.size() > 1;
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    double most = 0;
    double least = Double.POSITIVE_INFINITY;
    for (Group group : groups) {
      XYIntervalSeries series = new XYIntervalSeries(group.name());
      double[] counts = new double[bins];
      for (double value : group.values()) {
        counts[Math.clamp((int) ((value - first) / width), 0, bins - 1)]++;
      }
      for (int b = 0; b < bins; b++) {
        double height = shares ? counts[b] / group.values().length : counts[b];
        double begin = first + b * width;
        if (height > 0) {
          series.add(begin + width / 2, begin, begin + width, height, height, height);
          most = Math.max(most, height);
          least = Math.min(least, height);
        }
      }
      data.addSeries(series);
    }
    NumberAxis xAxis =
        Charts.axis(
            x, DoubleStream.concat(DoubleStream.of(first, first + bins * width), alsoShown));
    String y = shares ? "Share of the group" : "Rows";
    ValueAxis yAxis =
        log
            ? Charts.logAxis(y, DoubleStream.of(most, least / 2))
            : Charts.axis(y, 0, most > 0 ? 1.08 * most : 1);
    XYPlot plot = Charts.plot(data, xAxis, yAxis, renderer(groups.size()));
    plot.setDomainGridlinesVisible(false);
    return plot;
  }

  private static XYBarRenderer renderer(int groups) {
    XYBarRenderer renderer = new XYBarRenderer(0.04);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    for (int g = 0; g < groups; g++) {
      Color color = Palette.color(g == 1 ? 3 : g);
      renderer.setSeriesPaint(
          g,
          groups == 1 ? color : new Color(color.getRed(), color.getGreen(), color.getBlue(), 140));
    }
    return renderer;
  }

  /** The rule of Freedman and Diaconis (1981), within what can be told apart. */
  private static int bins(double[] sorted) {
    int n = sorted.length;
    double middle = sorted[(int) (0.75 * (n - 1))] - sorted[(int) (0.25 * (n - 1))];
    double width = 2 * middle / Math.cbrt(n);
    double bins = width > 0 ? (sorted[n - 1] - sorted[0]) / width : MOST_BINS;
    return (int) Math.clamp(Math.ceil(bins), FEWEST_BINS, MOST_BINS);
  }
}

package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Picture;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

/** How values are spread, of one group by their counts or of several by shares of each group. */
public final class HistogramPicture extends PictureBuilder<HistogramPicture> {

  private record Threshold(String label, double value) {}

  private final List<Histogram.Group> groups = new ArrayList<>();
  private final List<Threshold> thresholds = new ArrayList<>();
  private String axis = "";
  private boolean log;

  private HistogramPicture(String name) {
    super(name);
  }

  /** A picture without values yet. */
  public static HistogramPicture named(String name) {
    return new HistogramPicture(name);
  }

  @Override
  HistogramPicture self() {
    return this;
  }

  /** What the values are, such as {@code score}. */
  public HistogramPicture x(String label) {
    axis = label;
    return this;
  }

  /** Adds a group of values; a group with no finite value is left out. */
  public HistogramPicture group(String name, double... values) {
    Histogram.Group group = new Histogram.Group(name, values);
    if (group.values().length > 0) {
      groups.add(group);
    }
    return this;
  }

  /** Adds a group of values; a group with no finite value is left out. */
  public HistogramPicture group(String name, float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return group(name, copy);
  }

  /** Adds a dashed line at a value, where it is finite. */
  public HistogramPicture threshold(String label, double value) {
    if (Double.isFinite(value)) {
      thresholds.add(new Threshold(label, value));
    }
    return this;
  }

  /** Draws the heights on a logarithmic axis. */
  public HistogramPicture logY() {
    log = true;
    return this;
  }

  @Override
  public Picture build() {
    if (groups.isEmpty()) {
      subtitle("There is nothing to show.");
    }
    XYPlot plot =
        Histogram.plot(
            groups,
            axis.isEmpty() ? "Value" : axis,
            log,
            thresholds.stream().mapToDouble(Threshold::value));
    thresholds.forEach(line -> Charts.verticalRule(plot, line.value(), line.label()));
    JFreeChart chart = Charts.chart(title(), subtitle(), plot, groups.size() > 1);
    return picture(Picture.of("x", "", chart).drawer());
  }
}

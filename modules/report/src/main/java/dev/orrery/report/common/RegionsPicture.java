package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Palette;
import dev.orrery.report.Picture;
import dev.orrery.report.Samples;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * A plane colored by the class that a model gives to each place, or by a value that it gives, with
 * points over it.
 */
public final class RegionsPicture extends PictureBuilder<RegionsPicture> {

  private static final int MOST_POINTS = 1500;

  /** How much of a class's color its region has; the points have more. */
  private static final double TINT = 0.28;

  private String x = "x";
  private String y = "y";
  private double[] rangeX = {0, 1};
  private double[] rangeY = {0, 1};
  private Color[] fields = {};
  private int columns = 1;
  private double[] px = {};
  private double[] py = {};
  private int[] groups = {};
  private List<String> groupNames = List.of();

  private RegionsPicture(String name) {
    super(name);
  }

  /** A picture without a grid yet. */
  public static RegionsPicture named(String name) {
    return new RegionsPicture(name);
  }

  @Override
  RegionsPicture self() {
    return this;
  }

  /** The horizontal axis, from the left edge of the grid to its right edge. */
  public RegionsPicture x(String label, double low, double high) {
    x = label;
    rangeX = new double[] {low, high};
    return this;
  }

  /** The vertical axis, from the lower edge of the grid to its upper edge. */
  public RegionsPicture y(String label, double low, double high) {
    y = label;
    rangeY = new double[] {low, high};
    return this;
  }

  /**
   * The classes of the fields of a grid.
   *
   * @param classes row by row from below, each from the left; below 0 for none
   * @param columns number of fields in a row
   */
  public RegionsPicture grid(int[] classes, int columns) {
    this.columns = columns;
    fields =
        Arrays.stream(classes)
            .mapToObj(c -> c < 0 ? Color.WHITE : mixed(Palette.color(c), TINT))
            .toArray(Color[]::new);
    return this;
  }

  /**
   * The values of the fields of a grid, the largest the darkest.
   *
   * @param values row by row from below, each from the left
   * @param columns number of fields in a row
   */
  public RegionsPicture heat(float[] values, int columns) {
    this.columns = columns;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Float.isFinite(value) ? Math.min(low, value) : low;
      high = Float.isFinite(value) ? Math.max(high, value) : high;
    }
    fields = new Color[values.length];
    for (int i = 0; i < values.length; i++) {
      double share = high > low && Float.isFinite(values[i]) ? (values[i] - low) / (high - low) : 0;
      // few shades, so that neighbours of a shade are drawn as one
      fields[i] = mixed(Palette.color(3), 0.75 * Math.round(20 * share) / 20.0);
    }
    return this;
  }

  /**
   * Points over the grid.
   *
   * @param groups the class of each, or below 0 for none
   * @param names a word for each class, for the legend; may be empty
   */
  public RegionsPicture points(double[] x, double[] y, int[] groups, List<String> names) {
    px = x.clone();
    py = y.clone();
    this.groups = groups.clone();
    groupNames = List.copyOf(names);
    return this;
  }

  @Override
  public Picture build() {
    int[] inside =
        IntStream.range(0, Math.min(px.length, py.length))
            .filter(i -> within(px[i], rangeX) && within(py[i], rangeY))
            .toArray();
    int[] drawn =
        Arrays.stream(Samples.evenly(inside.length, MOST_POINTS)).map(i -> inside[i]).toArray();
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries(
        "points",
        new double[][] {
          Arrays.stream(drawn).mapToDouble(i -> px[i]).toArray(),
          Arrays.stream(drawn).mapToDouble(i -> py[i]).toArray()
        });
    int[] colors = Arrays.stream(drawn).map(i -> groups[i]).toArray();
    GroupRenderer renderer = new GroupRenderer(colors, GroupRenderer.size(drawn.length));
    XYPlot plot =
        Charts.plot(
            data,
            Charts.axis(x, rangeX[0], rangeX[1]),
            Charts.axis(y, rangeY[0], rangeY[1]),
            renderer);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    if (fields.length >= columns) {
      renderer.addAnnotation(
          new Fields(fields, columns, rangeX, rangeY), org.jfree.chart.ui.Layer.BACKGROUND);
    }
    LegendItemCollection legend = GroupLegend.of(colors, groupNames);
    plot.setFixedLegendItems(legend);
    JFreeChart chart = Charts.chart(title(), subtitle(), plot, legend.getItemCount() > 1);
    return picture(Picture.of("x", "", chart).drawer());
  }

  private static boolean within(double value, double[] range) {
    return value >= range[0] && value <= range[1];
  }

  private static Color mixed(Color color, double share) {
    return new Color(
        (int) Math.round(255 + (color.getRed() - 255) * share),
        (int) Math.round(255 + (color.getGreen() - 255) * share),
        (int) Math.round(255 + (color.getBlue() - 255) * share));
  }
}

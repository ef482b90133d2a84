package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Picture;
import dev.orrery.report.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Points, with groups, sizes, names and arrows as wanted. Points beyond a few thousand are thinned
 * evenly, unless they have names. Names that find no room are left out, the first points' last.
 */
public final class ScatterPicture extends PictureBuilder<ScatterPicture> {

  private static final int MOST_POINTS = 2500;

  /** Names that can be told apart on the largest picture. */
  private static final int MOST_NAMES = 80;

  private final List<double[]> arrows = new ArrayList<>();
  private final List<String> arrowNames = new ArrayList<>();
  private double[] px = {};
  private double[] py = {};
  private int[] groups = {};
  private double[] sizes = {};
  private List<String> groupNames = List.of();
  private List<String> names = List.of();
  private String x = "x";
  private String y = "y";
  private boolean logX;
  private boolean logY;

  private ScatterPicture(String name) {
    super(name);
  }

  /** A picture without points yet. */
  public static ScatterPicture named(String name) {
    return new ScatterPicture(name);
  }

  @Override
  ScatterPicture self() {
    return this;
  }

  /** The name of the horizontal axis. */
  public ScatterPicture x(String label) {
    x = label;
    return this;
  }

  /** The name of the vertical axis. */
  public ScatterPicture y(String label) {
    y = label;
    return this;
  }

  /** The points; those that are not finite are left out. */
  public ScatterPicture points(double[] x, double[] y) {
    px = x.clone();
    py = y.clone();
    return this;
  }

  /**
   * The group of each point, for its color.
   *
   * @param groups a number per point from 0, or below 0 for none
   * @param names a word for each group, for the legend; may be empty
   */
  public ScatterPicture groups(int[] groups, List<String> names) {
    this.groups = groups.clone();
    this.groupNames = List.copyOf(names);
    return this;
  }

  /** The weight of each point, which its area is in proportion to; not below 0. */
  public ScatterPicture sizes(double[] weights) {
    sizes = weights.clone();
    return this;
  }

  /** A name for each point, empty for none; the important ones first. */
  public ScatterPicture names(List<String> words) {
    names = List.copyOf(words);
    return this;
  }

  /** Adds an arrow with a name at its head. */
  public ScatterPicture arrow(double fromX, double fromY, double toX, double toY, String name) {
    arrows.add(new double[] {fromX, fromY, toX, toY});
    arrowNames.add(name);
    return this;
  }

  /** Makes the horizontal axis logarithmic. */
  public ScatterPicture logX() {
    logX = true;
    return this;
  }

  /** Makes the vertical axis logarithmic. */
  public ScatterPicture logY() {
    logY = true;
    return this;
  }

  @Override
  public Picture build() {
    int[] finite =
        IntStream.range(0, Math.min(px.length, py.length))
            .filter(i -> shows(px[i], logX) && shows(py[i], logY))
            .toArray();
    int[] chosen = Samples.evenly(finite.length, MOST_POINTS);
    int[] drawn = names.isEmpty() ? Arrays.stream(chosen).map(i -> finite[i]).toArray() : finite;
    double[][] points = {
      Arrays.stream(drawn).mapToDouble(i -> px[i]).toArray(),
      Arrays.stream(drawn).mapToDouble(i -> py[i]).toArray()
    };
    int[] colors = Arrays.stream(drawn).map(i -> groups.length == 0 ? 0 : groups[i]).toArray();
    double[] diameters = diameters(drawn);
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries("points", points);
    XYPlot plot =
        Charts.plot(
            data,
            axis(x, logX, with(points[0], 0)),
            axis(y, logY, with(points[1], 1)),
            new GroupRenderer(colors, diameters));
    LegendItemCollection legend = GroupLegend.of(colors, groupNames);
    plot.setFixedLegendItems(legend);
    if (!arrows.isEmpty()) {
      plot.addAnnotation(new Arrows(arrows.toArray(double[][]::new)));
    }
    name(plot, points, drawn, diameters);
    if (drawn.length == 0 && arrows.isEmpty()) {
      subtitle("There is nothing to show.");
    }
    JFreeChart chart = Charts.chart(title(), subtitle(), plot, legend.getItemCount() > 1);
    return picture(Picture.of("x", "", chart).drawer());
  }

  private void name(XYPlot plot, double[][] points, int[] drawn, double[] diameters) {
    List<String> words = new ArrayList<>(arrowNames);
    List<double[]> places = new ArrayList<>();
    arrows.forEach(arrow -> places.add(new double[] {arrow[2], arrow[3], 2}));
    for (int i = 0; i < drawn.length && words.size() < MOST_NAMES; i++) {
      if (drawn[i] < names.size() && !names.get(drawn[i]).isEmpty()) {
        words.add(names.get(drawn[i]));
        places.add(new double[] {points[0][i], points[1][i], diameters[i % diameters.length] / 2});
      }
    }
    if (!words.isEmpty()) {
      plot.addAnnotation(
          NamedPlaces.many(
              words,
              places.stream().mapToDouble(place -> place[0]).toArray(),
              places.stream().mapToDouble(place -> place[1]).toArray(),
              places.stream().mapToDouble(place -> place[2]).toArray()));
    }
  }

  private double[] diameters(int[] drawn) {
    double usual = GroupRenderer.size(drawn.length);
    double most = Arrays.stream(sizes).filter(Double::isFinite).max().orElse(0);
    if (!(most > 0)) {
      return new double[] {usual};
    }
    return Arrays.stream(drawn)
        .mapToDouble(i -> Double.isFinite(sizes[i]) ? Math.max(0, sizes[i]) / most : 0)
        .map(share -> 3 + 2.4 * usual * Math.sqrt(share))
        .toArray();
  }

  private static boolean shows(double value, boolean log) {
    return Double.isFinite(value) && (!log || value > 0);
  }

  private DoubleStream with(double[] values, int axis) {
    return DoubleStream.concat(
        Arrays.stream(values),
        arrows.stream().flatMapToDouble(end -> DoubleStream.of(end[axis], end[axis + 2])));
  }

  private static ValueAxis axis(String label, boolean log, DoubleStream values) {
    return log ? Charts.logAxis(label, values) : Charts.axis(label, values);
  }
}

package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Palette;
import dev.orrery.report.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Lines over a common axis: many faint ones, and in color those that matter, which the legend
 * names. When none is emphasized, all are in color, and the legend names them as far as there is
 * room.
 */
public final class LinesPicture extends PictureBuilder<LinesPicture> {

  /** Names in the legend. */
  private static final int MOST_NAMES = 12;

  /** Values of a line up to which each has a mark. */
  private static final int MOST_MARKED = 40;

  /** Values of a line up to which each may be written. */
  private static final int MOST_WRITTEN = 10;

  private static final Color FAINT = new Color(0xB9BEC6);

  private record Series(String name, double[] x, double[] y, boolean emphasis) {}

  private record Reference(String label, double value) {}

  private record Mark(String label, double x, double y) {}

  private final List<Series> series = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<Reference> verticals = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private String x = "x";
  private String y = "y";
  private boolean logX;
  private boolean logY;
  private boolean whole;
  private boolean written;

  private LinesPicture(String name) {
    super(name);
  }

  /** A picture without lines yet. */
  public static LinesPicture named(String name) {
    return new LinesPicture(name);
  }

  @Override
  LinesPicture self() {
    return this;
  }

  /** The name of the horizontal axis. */
  public LinesPicture x(String label) {
    x = label;
    return this;
  }

  /** The name of a horizontal axis of whole numbers, such as {@code epoch}. */
  public LinesPicture wholeX(String label) {
    whole = true;
    return x(label);
  }

  /** The name of the vertical axis. */
  public LinesPicture y(String label) {
    y = label;
    return this;
  }

  /** Adds a line through (x, y); values that are not finite leave a gap. */
  public LinesPicture series(String name, double[] x, double[] y, boolean emphasis) {
    series.add(new Series(name, x.clone(), y.clone(), emphasis));
    return this;
  }

  /** Adds a dashed line across, where the value is finite. */
  public LinesPicture reference(String label, double value) {
    if (Double.isFinite(value)) {
      references.add(new Reference(label, value));
    }
    return this;
  }

  /** Adds a dashed line upwards, where the value is finite. */
  public LinesPicture vertical(String label, double value) {
    if (Double.isFinite(value)) {
      verticals.add(new Reference(label, value));
    }
    return this;
  }

  /** Marks a place, such as the best epoch, where it is finite. */
  public LinesPicture mark(String label, double x, double y) {
    if (Double.isFinite(x) && Double.isFinite(y)) {
      marks.add(new Mark(label, x, y));
    }
    return this;
  }

  /** Makes the horizontal axis logarithmic; places at or below 0 are left out. */
  public LinesPicture logX() {
    logX = true;
    return this;
  }

  /** Makes the vertical axis logarithmic; values at or below 0 are left out. */
  public LinesPicture logY() {
    logY = true;
    return this;
  }

  /** Writes the values at the points of a line, when it is the only one and short. */
  public LinesPicture writeValues() {
    written = true;
    return this;
  }

  @Override
  public Picture build() {
    List<Series> drawn = new ArrayList<>(series);
    drawn.sort(Comparator.comparing(line -> !line.emphasis())); // JFreeChart draws the first on top
    boolean all = drawn.stream().noneMatch(Series::emphasis);
    DefaultXYDataset data = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    int colored = 0;
    int named = 0;
    for (int s = 0; s < drawn.size(); s++) {
      Series line = drawn.get(s);
      data.addSeries(new Key(s, line.name()), shown(line));
      boolean strong = all || line.emphasis();
      renderer.setSeriesPaint(s, strong ? color(colored++) : FAINT);
      renderer.setSeriesStroke(
          s, new BasicStroke(strong ? 2.5f : 1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      renderer.setSeriesShape(s, new Ellipse2D.Double(-3.5, -3.5, 7, 7));
      boolean few = line.x().length <= MOST_MARKED;
      renderer.setSeriesShapesVisible(s, line.x().length == 1 || strong && few);
      renderer.setSeriesVisibleInLegend(s, strong && named++ < MOST_NAMES);
    }
    if (written && drawn.size() == 1 && drawn.getFirst().x().length <= MOST_WRITTEN) {
      renderer.setDefaultItemLabelGenerator(
          (values, line, item) -> Numbers.significant(values.getYValue(line, item), 5));
      renderer.setDefaultItemLabelFont(Charts.font(Font.PLAIN, 12));
      renderer.setDefaultItemLabelPaint(Charts.INK);
      renderer.setDefaultPositiveItemLabelPosition(
          new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER));
      renderer.setDefaultItemLabelsVisible(true);
    }
    ValueAxis xAxis = axis(x, logX, places());
    if (whole && !logX) {
      xAxis.setStandardTickUnits(Charts.wholeAxis("").getStandardTickUnits());
    }
    XYPlot plot = Charts.plot(data, xAxis, axis(y, logY, values()), renderer);
    references.stream()
        .filter(line -> !logY || line.value() > 0)
        .forEach(line -> Charts.rule(plot, line.value(), line.label()));
    verticals.stream()
        .filter(line -> !logX || line.value() > 0)
        .forEach(line -> Charts.verticalRule(plot, line.value(), line.label()));
    marks.forEach(mark -> plot.addAnnotation(NamedPlaces.one(mark.label(), mark.x(), mark.y())));
    if (drawn.isEmpty()) {
      subtitle("There is nothing to show.");
    }
    JFreeChart chart = Charts.chart(title(), subtitle(), plot, named > 1 || named == 1 && !all);
    return picture(Picture.of("x", "", chart).drawer());
  }

  /** A name that may occur twice. */
  private record Key(int index, String name) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Blue and red first, which lie furthest apart. */
  private static Color color(int line) {
    return Palette.color(line == 1 ? 3 : line == 3 ? 1 : line);
  }

  private double[][] shown(Series line) {
    double[][] shown = Thinned.peaks(line.x(), line.y());
    for (int i = 0; i < shown[0].length; i++) {
      if (!(shows(shown[0][i], logX) && shows(shown[1][i], logY))) {
        shown[1][i] = Double.NaN;
      }
    }
    return shown;
  }

  private static boolean shows(double value, boolean log) {
    return Double.isFinite(value) && (!log || value > 0);
  }

  private DoubleStream places() {
    return DoubleStream.concat(
        DoubleStream.concat(
            series.stream().flatMapToDouble(line -> Arrays.stream(line.x())),
            marks.stream().mapToDouble(Mark::x)),
        verticals.stream().mapToDouble(Reference::value));
  }

  private DoubleStream values() {
    return DoubleStream.concat(
        DoubleStream.concat(
            series.stream().flatMapToDouble(line -> Arrays.stream(line.y())),
            marks.stream().mapToDouble(Mark::y)),
        references.stream().mapToDouble(Reference::value));
  }

  private static ValueAxis axis(String label, boolean log, DoubleStream values) {
    return log ? Charts.logAxis(label, values) : Charts.axis(label, values);
  }
}

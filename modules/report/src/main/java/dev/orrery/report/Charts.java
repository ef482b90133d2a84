package dev.orrery.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;

/** The one look of all charts: white ground, light grid, dark letters. */
public final class Charts {

  /** Letters and axes. */
  public static final Color INK = new Color(0x222222);

  /** Letters of less weight. */
  public static final Color FAINT_INK = new Color(0x555555);

  private static final Color GRID = new Color(0xE3E3E3);
  private static final Color AXIS = new Color(0x999999);

  /** The stroke of lines that nothing was measured for: references, thresholds, chance. */
  public static final BasicStroke DASHED =
      new BasicStroke(
          1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);

  /** Letters of an axis that fit on the smallest picture. */
  private static final int LONGEST_LABEL = 36;

  static {
    // else JFreeChart draws turned letters as outlines, and an SVG's text would not be text
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private Charts() {}

  /** The font of pictures, which is whatever sans-serif font the machine has. */
  public static Font font(int style, float size) {
    return new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
  }

  private static NumberAxis axis(String label) {
    String shown = shortened(label, LONGEST_LABEL);
    NumberAxis axis = new NumberAxis(shown.isEmpty() ? null : shown);
    axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
    axis.setVisible(!shown.isEmpty());
    return axis;
  }

  /** A text, cut to at most some letters, the last of which then says so. */
  public static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most - 1) + "\u2026" : text;
  }

  /** An axis of numbers that shows all of some values; without a name it is not drawn. */
  public static NumberAxis axis(String label, DoubleStream values) {
    DoubleSummaryStatistics all = values.filter(Double::isFinite).summaryStatistics();
    double[] range = Ranges.around(all.getMin(), all.getMax());
    NumberAxis axis = axis(label);
    axis.setRange(range[0], range[1]);
    return axis;
  }

  /** An axis from one value to another, with no margin. */
  public static NumberAxis axis(String label, double low, double high) {
    NumberAxis axis = axis(label);
    axis.setRange(low, high);
    return axis;
  }

  /** A logarithmic axis that shows all values above 0; it shows 1 to 10 when there are none. */
  public static ValueAxis logAxis(String label, DoubleStream values) {
    DoubleSummaryStatistics all =
        values.filter(value -> value > 0 && Double.isFinite(value)).summaryStatistics();
    double low = all.getCount() == 0 ? 1 : all.getMin();
    double high = all.getCount() == 0 ? 10 : all.getMax();
    double margin = high / low > 1 + 1e-6 ? Math.pow(high / low, 0.04) : 1.5;
    ValueAxis axis = new LogTickAxis(shortened(label, LONGEST_LABEL));
    axis.setRange(low / margin, high * margin);
    return axis;
  }

  /** An axis of whole numbers with a name. */
  public static NumberAxis wholeAxis(String label) {
    NumberAxis axis = axis(label);
    axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    return axis;
  }

  /**
   * A dashed line across a plot at a value of its y axis, with a label on the line's roomier side.
   */
  public static void rule(XYPlot plot, double y, String label) {
    ValueMarker marker = marker(y, label);
    boolean high = share(plot.getRangeAxis(), y) > 0.5;
    marker.setLabelAnchor(high ? RectangleAnchor.BOTTOM_LEFT : RectangleAnchor.TOP_LEFT);
    marker.setLabelTextAnchor(high ? TextAnchor.TOP_LEFT : TextAnchor.BOTTOM_LEFT);
    plot.addRangeMarker(marker);
  }

  /** A dashed line up a plot at a value of its x axis, with a label on the line's roomier side. */
  public static void verticalRule(XYPlot plot, double x, String label) {
    ValueMarker marker = marker(x, label);
    boolean right = share(plot.getDomainAxis(), x) > 0.5;
    marker.setLabelAnchor(right ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
    marker.setLabelTextAnchor(right ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
    plot.addDomainMarker(marker);
  }

  private static double share(ValueAxis axis, double value) {
    double low = axis.getLowerBound();
    double high = axis.getUpperBound();
    return axis instanceof LogTickAxis
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  private static ValueMarker marker(double value, String label) {
    ValueMarker marker = new ValueMarker(value, INK, DASHED);
    if (!label.isEmpty()) {
      marker.setLabel(label);
      marker.setLabelFont(font(Font.PLAIN, 13));
      marker.setLabelPaint(INK);
      marker.setLabelBackgroundColor(new Color(255, 255, 255, 200));
      marker.setLabelOffset(new RectangleInsets(3, 5, 3, 5));
    }
    marker.setAlpha(1);
    return marker;
  }

  /**
   * A chart on two axes.
   *
   * @param subtitle one sentence under the title; may be empty
   * @param legend whether to show the names of the series, below the plot so that they hide nothing
   */
  public static JFreeChart xy(
      String title,
      String subtitle,
      XYDataset data,
      ValueAxis x,
      ValueAxis y,
      XYItemRenderer renderer,
      boolean legend) {
    return chart(title, subtitle, plot(data, x, y, renderer), legend);
  }

  /** The plot of such a chart, to be given to {@link #chart} alone or together with others. */
  public static XYPlot plot(XYDataset data, ValueAxis x, ValueAxis y, XYItemRenderer renderer) {
    style(x);
    style(y);
    // wide insets keep the ticks apart
    x.setTickLabelInsets(new RectangleInsets(3, 14, 3, 14));
    y.setTickLabelInsets(new RectangleInsets(9, 4, 9, 4));
    XYPlot plot = new XYPlot(data, x, y, renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(x.isVisible());
    plot.setRangeGridlinesVisible(y.isVisible());
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(new RectangleInsets(4, 4, 4, 4));
    plot.setInsets(new RectangleInsets(8, 4, 4, 12));
    return plot;
  }

  /**
   * A chart of a plot.
   *
   * @param title empty for a part of a picture that has one of its own
   */
  public static JFreeChart chart(String title, String subtitle, XYPlot plot, boolean legend) {
    JFreeChart chart = new JFreeChart(title, font(Font.BOLD, 18), plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(10, 8, 8, 8));
    chart.getTitle().setPaint(INK);
    align(chart.getTitle());
    if (title.isEmpty()) {
      chart.setTitle((TextTitle) null);
      chart.setPadding(new RectangleInsets(0, 0, 0, 0));
    }
    if (!subtitle.isEmpty()) {
      TextTitle under = new TextTitle(subtitle, font(Font.PLAIN, 13));
      under.setPaint(FAINT_INK);
      align(under);
      chart.addSubtitle(under);
    }
    if (legend) {
      LegendTitle names = new LegendTitle(plot);
      names.setItemFont(font(Font.PLAIN, 14));
      names.setItemPaint(INK);
      names.setFrame(BlockBorder.NONE);
      names.setBackgroundPaint(Color.WHITE);
      names.setPosition(RectangleEdge.BOTTOM);
      chart.addSubtitle(names);
    }
    return chart;
  }

  private static void align(TextTitle title) {
    title.setHorizontalAlignment(HorizontalAlignment.LEFT);
    title.setTextAlignment(HorizontalAlignment.LEFT);
    title.setPadding(new RectangleInsets(0, 8, 3, 8));
  }

  private static void style(ValueAxis axis) {
    axis.setLabelFont(font(Font.PLAIN, 14));
    axis.setTickLabelFont(font(Font.PLAIN, 13));
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(FAINT_INK);
    axis.setAxisLinePaint(AXIS);
    axis.setTickMarkPaint(AXIS);
    axis.setLabelInsets(new RectangleInsets(6, 6, 6, 6));
  }
}

package dev.orrery.report.kmeans;

import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Palette;
import dev.orrery.report.Picture;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.XYItemLabelGenerator;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** How many rows each cluster has. */
final class ClusterSizesPicture {

  /** Width of a bar, where 1 leaves no room between bars. */
  private static final double BAR_WIDTH = 0.8;

  private ClusterSizesPicture() {}

  static Picture of(Clustering clustering) {
    int[] sizes = clustering.sizes();
    XYSeries series = new XYSeries("rows");
    for (int c = 0; c < sizes.length; c++) {
      series.add(c, sizes[c]);
    }
    NumberAxis x = Charts.wholeAxis("Cluster");
    x.setRange(-0.6, sizes.length - 0.4);
    NumberAxis y = Charts.wholeAxis("Rows");
    y.setAutoRangeIncludesZero(true);
    y.setUpperMargin(0.1);
    y.setNumberFormatOverride(
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    String what =
        Numbers.count(clustering.rows().rows(), "sample row")
            + " in "
            + Numbers.count(sizes.length, "cluster");
    JFreeChart chart =
        Charts.xy(
            "Cluster sizes",
            what,
            new XYBarDataset(new XYSeriesCollection(series), BAR_WIDTH),
            x,
            y,
            new BarRenderer(sizes.length),
            false);
    chart.getXYPlot().setDomainGridlinesVisible(false);
    int smallest = Arrays.stream(sizes).min().orElse(0);
    int largest = Arrays.stream(sizes).max().orElse(0);
    return Picture.of(
        "cluster-sizes",
        what
            + "; the smallest has "
            + Numbers.count(smallest, "row")
            + ", the largest "
            + Numbers.count(largest)
            + ".",
        chart);
  }

  private static final class BarRenderer extends XYBarRenderer {

    private static final long serialVersionUID = 1L;

    BarRenderer(int bars) {
      setBarPainter(new StandardXYBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setDefaultItemLabelGenerator(
          (data, s, item) -> Numbers.count((long) data.getYValue(s, item)));
      setDefaultItemLabelFont(Charts.font(Font.PLAIN, bars <= 12 ? 13 : 10));
      setDefaultItemLabelPaint(Charts.INK);
      setDefaultPositiveItemLabelPosition(
          new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER));
      setDefaultItemLabelsVisible(true);
    }

    /** Leaves out a count that would reach into its neighbours. */
    @Override
    protected void drawItemLabel(
        Graphics2D graphics,
        XYDataset data,
        int series,
        int item,
        XYPlot plot,
        XYItemLabelGenerator generator,
        Rectangle2D bar,
        boolean negative) {
      int width =
          graphics
              .getFontMetrics(getItemLabelFont(series, item))
              .stringWidth(generator.generateLabel(data, series, item));
      if (width <= bar.getWidth() / BAR_WIDTH) {
        super.drawItemLabel(graphics, data, series, item, plot, generator, bar, negative);
      }
    }

    @Override
    public Paint getItemPaint(int series, int item) {
      return Palette.color(item);
    }
  }
}

package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Palette;
import dev.orrery.report.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Panels one below the other over one horizontal axis: values, and beneath them scores with a
 * threshold and marked points. Long lines keep their peaks.
 */
public final class SeriesPicture extends PictureBuilder<SeriesPicture> {

  private static final int MARK = 3;

  private final List<Panel> panels = new ArrayList<>();
  private String x = "x";

  private SeriesPicture(String name) {
    super(name);
  }

  /** A picture without panels yet. */
  public static SeriesPicture named(String name) {
    return new SeriesPicture(name);
  }

  @Override
  SeriesPicture self() {
    return this;
  }

  /** The name of the horizontal axis. */
  public SeriesPicture x(String label) {
    x = label;
    return this;
  }

  /** Adds a panel below those before. */
  public SeriesPicture panel(Panel panel) {
    panels.add(panel);
    return this;
  }

  /** One panel: lines, dashed levels and marked points over the common axis. */
  public static final class Panel {

    private record Line(String name, double[] x, double[] y) {}

    private record Level(String label, double value) {}

    private final String label;
    private final List<Line> lines = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private double[] markX = {};
    private double[] markY = {};

    private Panel(String label) {
      this.label = label;
    }

    /** A panel whose vertical axis has a name. */
    public static Panel of(String label) {
      return new Panel(label);
    }

    /** Adds a line; values that are not finite leave a gap. */
    public Panel line(String name, double[] x, double[] y) {
      lines.add(new Line(name, x.clone(), y.clone()));
      return this;
    }

    /** Adds a dashed line across, where the value is finite. */
    public Panel threshold(String label, double value) {
      if (Double.isFinite(value)) {
        levels.add(new Level(label, value));
      }
      return this;
    }

    /** Marks points, such as those that are anomalies. */
    public Panel marks(double[] x, double[] y) {
      markX = x.clone();
      markY = y.clone();
      return this;
    }

    private DoubleStream places() {
      return DoubleStream.concat(
          lines.stream().flatMapToDouble(line -> Arrays.stream(line.x())), Arrays.stream(markX));
    }

    private DoubleStream values() {
      return DoubleStream.concat(
          DoubleStream.concat(
              lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())),
              Arrays.stream(markY)),
          levels.stream().mapToDouble(Level::value));
    }

    private XYPlot plot(NumberAxis shared) {
      DefaultXYDataset data = new DefaultXYDataset();
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
      data.addSeries("marks", new double[][] {markX, markY});
      renderer.setSeriesLinesVisible(0, false);
      renderer.setSeriesShapesVisible(0, true);
      renderer.setSeriesShape(0, new Ellipse2D.Double(-4, -4, 8, 8));
      renderer.setSeriesPaint(0, Palette.color(MARK));
      renderer.setSeriesVisibleInLegend(0, false);
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        data.addSeries(i + " " + line.name(), Thinned.peaks(line.x(), line.y()));
        renderer.setSeriesPaint(i + 1, i == 0 ? Palette.color(0) : Palette.color(i + 1));
        renderer.setSeriesStroke(
            i + 1, new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      }
      renderer.setLegendItemLabelGenerator((dataset, s) -> lines.get(Math.max(1, s) - 1).name());
      renderer.setDefaultShapesVisible(lines.stream().allMatch(line -> line.x().length == 1));
      XYPlot plot = Charts.plot(data, shared, Charts.axis(label, values()), renderer);
      plot.setAxisOffset(RectangleInsets.ZERO_INSETS); // the common axis knows of none
      levels.forEach(level -> Charts.rule(plot, level.value(), level.label()));
      return plot;
    }
  }

  @Override
  public Picture build() {
    NumberAxis shared = Charts.axis(x, panels.stream().flatMapToDouble(panel -> panel.places()));
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(shared);
    all.setGap(16);
    all.setBackgroundPaint(Color.WHITE);
    for (Panel panel : panels) {
      all.add(panel.plot(shared));
    }
    if (panels.isEmpty()) {
      subtitle("There is nothing to show.");
    }
    boolean legend = panels.stream().anyMatch(panel -> panel.lines.size() > 1);
    JFreeChart chart = Charts.chart(title(), subtitle(), all, legend);
    return picture(Picture.of("x", "", chart).drawer());
  }
}

package dev.orrery.report;

import dev.orrery.core.event.Event;
import dev.orrery.core.metric.Metric;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** What was measured, pass by pass: one picture for each name, one line for each channel. */
final class CurvePictures {

  /** Passes up to which every point carries its value. */
  private static final int LABELLED = 10;

  private CurvePictures() {}

  /**
   * The pictures. Values of one mini-batch or of one of several models are not theirs to draw. The
   * first loss is called {@code loss}, the others after their metric. Values that are not finite
   * are left out.
   */
  static List<Picture> of(List<Event.Measured> measured) {
    Map<String, Map<String, TreeMap<Integer, Double>>> byName = new LinkedHashMap<>();
    Set<String> losses = new LinkedHashSet<>();
    for (Event.Measured event : measured) {
      Metric metric = event.metric();
      if (event.epoch().isEmpty()
          || event.batch().isPresent()
          || event.model().isPresent()
          || !Double.isFinite(metric.value())) {
        continue;
      }
      byName
          .computeIfAbsent(metric.name(), name -> new LinkedHashMap<>())
          .computeIfAbsent(metric.key(), key -> new TreeMap<>())
          .put(event.epoch().get() + 1, metric.value());
      if (metric.direction() == Metric.Direction.LOSS) {
        losses.add(metric.name());
      }
    }
    List<Picture> pictures = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    if (!losses.isEmpty()) {
      String first = losses.iterator().next();
      taken.add("loss");
      pictures.add(picture("loss", first, true, byName.remove(first)));
    }
    byName.forEach(
        (name, lines) -> {
          String file = "by-pass-" + fileName(name);
          for (int n = 2; !taken.add(file); n++) {
            file = "by-pass-" + fileName(name) + "-" + n;
          }
          pictures.add(picture(file, name, losses.contains(name), lines));
        });
    return pictures;
  }

  private static String fileName(String metric) {
    String plain =
        metric.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.isEmpty() ? "metric" : plain;
  }

  private static Picture picture(
      String file, String name, boolean loss, Map<String, TreeMap<Integer, Double>> lines) {
    XYSeriesCollection data = new XYSeriesCollection();
    List<String> ends = new ArrayList<>();
    int passes = 0;
    lines.forEach(
        (key, values) -> {
          XYSeries series = new XYSeries(key);
          values.forEach(series::add);
          data.addSeries(series);
          ends.add(
              key
                  + (values.size() == 1
                      ? " is " + number(values.lastEntry().getValue())
                      : " goes from "
                          + number(values.firstEntry().getValue())
                          + " to "
                          + number(values.lastEntry().getValue())));
        });
    for (TreeMap<Integer, Double> values : lines.values()) {
      passes = Math.max(passes, values.lastKey());
    }
    NumberAxis x = Charts.wholeAxis("Pass over the training data");
    x.setRange(0.5, passes + 0.5);
    NumberAxis y =
        Charts.axis(
            name + (loss ? " (less is better)" : " (more is better)"),
            lines.values().stream()
                .flatMap(values -> values.values().stream())
                .mapToDouble(Double::doubleValue));
    XYLineAndShapeRenderer renderer = renderer(lines, passes);
    String subtitle = lines.size() == 1 ? lines.keySet().iterator().next() : "";
    if (passes == 1) {
      subtitle += (subtitle.isEmpty() ? "" : "; ") + "one pass is one point, more make a curve";
    }
    JFreeChart chart =
        Charts.xy(
            loss ? "Loss by pass" : capitalized(name) + " by pass",
            subtitle,
            data,
            x,
            y,
            renderer,
            lines.size() > 1);
    String description =
        String.join("; ", ends)
            + (passes == 1 ? ", in the one pass over the data." : " over " + passes + " passes.");
    return Picture.of(file, description, chart);
  }

  private static XYLineAndShapeRenderer renderer(
      Map<String, TreeMap<Integer, Double>> lines, int passes) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, passes <= 60);
    for (int s = 0; s < lines.size(); s++) {
      renderer.setSeriesPaint(s, Palette.color(s == 1 ? 3 : s));
      renderer.setSeriesStroke(
          s, new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      renderer.setSeriesShape(s, new Ellipse2D.Double(-4, -4, 8, 8));
    }
    if (lines.size() == 1 && passes <= LABELLED) {
      renderer.setDefaultItemLabelGenerator(
          (data, series, item) -> number(data.getYValue(series, item)));
      renderer.setDefaultItemLabelFont(Charts.font(Font.PLAIN, 12));
      renderer.setDefaultItemLabelPaint(Charts.INK);
      renderer.setDefaultPositiveItemLabelPosition(
          new ItemLabelPosition(ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER));
      renderer.setDefaultItemLabelsVisible(true);
    }
    return renderer;
  }

  private static String number(double value) {
    return Numbers.significant(value, 5);
  }

  private static String capitalized(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}

package dev.orrery.report;

import dev.orrery.core.event.Event;
import dev.orrery.core.metric.Metric;
import dev.orrery.report.common.LinesPicture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * What was measured, pass by pass: one picture for each name, one line for each channel, and the
 * best pass by the validation channel marked.
 */
final class CurvePictures {

  /** Pictures beyond which the rest is said in a line. */
  private static final int MOST = 6;

  /** From this ratio of the largest to the least value on, the axis is logarithmic. */
  private static final double WIDE = 100;

  /**
   * The curves of a run.
   *
   * @param pictures one for each name that has a curve
   * @param line one sentence on what has none; empty when all have
   */
  record Curves(List<Picture> pictures, String line) {}

  /** The values of one metric by pass, from 1. */
  private record Line(Metric metric, TreeMap<Integer, Double> values) {

    Entry<Integer, Double> best() {
      boolean loss = metric.direction() == Metric.Direction.LOSS;
      return values.entrySet().stream()
          .reduce(
              (a, b) -> (loss ? b.getValue() < a.getValue() : b.getValue() > a.getValue()) ? b : a)
          .orElseThrow();
    }
  }

  private CurvePictures() {}

  /**
   * The curves. Values of one mini-batch or of one of several models are not theirs to draw. The
   * first loss is called {@code loss}, the others after their metric. Values that are not finite
   * are left out.
   */
  static Curves of(List<Event.Measured> measured) {
    Map<String, Map<String, Line>> byName = new LinkedHashMap<>();
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
          .computeIfAbsent(metric.key(), key -> new Line(metric, new TreeMap<>()))
          .values()
          .put(event.epoch().get() + 1, metric.value());
    }
    List<Line> points = new ArrayList<>();
    List<List<Line>> curves = new ArrayList<>();
    for (Map<String, Line> lines : byName.values()) {
      List<Line> all = List.copyOf(lines.values());
      if (all.stream().anyMatch(line -> line.values().size() > 1)) {
        curves.add(all);
      } else {
        points.addAll(all);
      }
    }
    // stable: the losses first, in the order in which they were measured
    curves.sort((a, b) -> Boolean.compare(isLoss(b), isLoss(a)));
    List<Picture> pictures = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    for (List<Line> lines : curves.subList(0, Math.min(MOST, curves.size()))) {
      pictures.add(picture(fileName(lines, taken), lines));
    }
    return new Curves(pictures, line(points, curves.size() - pictures.size()));
  }

  private static boolean isLoss(List<Line> lines) {
    return lines.getFirst().metric().direction() == Metric.Direction.LOSS;
  }

  private static String line(List<Line> points, int left) {
    List<String> sentences = new ArrayList<>();
    if (!points.isEmpty()) {
      sentences.add(
          "Measured after one pass alone, which makes no curve: "
              + String.join(
                  ", ",
                  points.stream()
                      .map(p -> p.metric().key() + " " + number(p.values().lastEntry().getValue()))
                      .toList())
              + ".");
    }
    if (left > 0) {
      sentences.add(
          Numbers.count(left, "more metric")
              + (left == 1 ? " was" : " were")
              + " measured by pass; the values are in the run's metrics.jsonl.");
    }
    return String.join(" ", sentences);
  }

  private static String fileName(List<Line> lines, Set<String> taken) {
    String name = lines.getFirst().metric().name();
    String plain =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String first =
        isLoss(lines) && taken.isEmpty()
            ? "loss"
            : "by-pass-" + (plain.isEmpty() ? "metric" : plain);
    String file = first;
    for (int n = 2; !taken.add(file); n++) {
      file = first + "-" + n;
    }
    return file;
  }

  private static Picture picture(String file, List<Line> lines) {
    String name = lines.getFirst().metric().name();
    boolean loss = isLoss(lines);
    String title = file.equals("loss") ? "Loss by pass" : capitalized(words(name)) + " by pass";
    LinesPicture picture =
        LinesPicture.named(file)
            .title(title)
            .subtitle(
                (lines.size() == 1 ? lines.getFirst().metric().key() + "; " : "")
                    + (loss ? "less is better" : "more is better"))
            .wholeX("Pass over the training data")
            .y(words(name))
            .writeValues();
    List<String> ends = new ArrayList<>();
    int passes = 0;
    for (Line line : lines) {
      TreeMap<Integer, Double> values = line.values();
      picture.series(
          line.metric().key(),
          values.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
          values.values().stream().mapToDouble(Double::doubleValue).toArray(),
          false);
      ends.add(ends(line));
      passes = Math.max(passes, values.lastKey());
    }
    DoubleStream all =
        lines.stream()
            .map(Line::values)
            .map(TreeMap::values)
            .flatMap(Collection::stream)
            .mapToDouble(Double::doubleValue);
    var range = all.summaryStatistics();
    if (range.getMin() > 0 && range.getMax() > WIDE * range.getMin()) {
      picture.logY();
    }
    String best = best(lines, picture);
    return picture
        .description(String.join("; ", ends) + " over " + passes + " passes." + best)
        .build();
  }

  private static String ends(Line line) {
    TreeMap<Integer, Double> values = line.values();
    return line.metric().key()
        + (values.size() == 1
            ? " is " + number(values.lastEntry().getValue())
            : " goes from "
                + number(values.firstEntry().getValue())
                + " to "
                + number(values.lastEntry().getValue()));
  }

  /** Marks the best pass by validation, and tells of it. */
  private static String best(List<Line> lines, LinesPicture picture) {
    Optional<Line> validation =
        lines.stream()
            .filter(line -> line.metric().channel().equals("validation"))
            .filter(line -> line.values().size() > 1)
            .findFirst();
    if (validation.isEmpty()) {
      return "";
    }
    Entry<Integer, Double> best = validation.get().best();
    int last = validation.get().values().lastKey();
    picture.mark("best pass: " + best.getKey(), best.getKey(), best.getValue());
    return " "
        + validation.get().metric().key()
        + " is best after pass "
        + best.getKey()
        + ", at "
        + number(best.getValue())
        + (best.getKey() < last ? ", and no pass after it did better." : ", the last one.");
  }

  private static String number(double value) {
    return Numbers.significant(value, 5);
  }

  /** A metric's name as people read it. */
  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private static String capitalized(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}

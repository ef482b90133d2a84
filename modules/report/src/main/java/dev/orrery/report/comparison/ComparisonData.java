package dev.orrery.report.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.metric.Metric;
import dev.orrery.report.Html;
import dev.orrery.report.Palette;
import dev.orrery.report.Samples;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the page's scripts read: the trainings, column by column, as JSON. */
final class ComparisonData {

  /** Values of all curves that a page keeps: about 6 MB. */
  private static final int MOST_VALUES = 400_000;

  /** Values of one curve: more than a chart has columns for. */
  private static final int MOST_OF_A_CURVE = 200;

  /** Significant digits of the values of curves, which are only looked at. */
  private static final MathContext CURVE = new MathContext(5);

  private static final List<String> STATUS = List.of("Completed", "Stopped", "Failed");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Comparison comparison;
  private final Settings settings;
  private final List<Comparison.Trial> trials;

  ComparisonData(Comparison comparison, Settings settings) {
    this.comparison = comparison;
    this.settings = settings;
    this.trials = comparison.trials();
  }

  /** The JSON, as it may stand in a script element. */
  String json() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("objective", comparison.objective());
    ArrayNode metrics = root.putArray("metrics");
    settings.metrics().forEach(key -> metrics.add(metric(key)));
    ArrayNode axes = root.putArray("axes");
    for (Comparison.Axis axis : settings.axes()) {
      axes.addObject()
          .put("name", axis.name())
          .put("numeric", axis.numeric())
          .put("logarithmic", axis.logarithmic())
          .put("meaning", axis.meaning());
    }
    ArrayNode all = root.putArray("settings");
    Map<Integer, Integer> position = new LinkedHashMap<>();
    for (Settings.Setting setting : settings.all()) {
      position.put(setting.id(), position.size());
      ArrayNode values = all.addObject().put("id", setting.id()).putArray("values");
      settings.axes().forEach(axis -> values.add(setting.values().getOrDefault(axis.name(), "")));
    }
    trials(root, position);
    curves(root.putObject("curves"));
    findings(root);
    ObjectNode colors = root.putObject("colors");
    colors.set("light", MAPPER.valueToTree(Palette.onLight()));
    colors.set("dark", MAPPER.valueToTree(Palette.onDark()));
    try {
      return Html.insideScript(MAPPER.writeValueAsString(root));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON could not be written", e);
    }
  }

  private ObjectNode metric(String key) {
    Metric.Direction direction = comparison.directions().getOrDefault(key, Metric.Direction.FIGURE);
    return MAPPER.createObjectNode().put("key", key).put("direction", direction.name());
  }

  private void trials(ObjectNode root, Map<Integer, Integer> position) {
    ObjectNode columns = root.putObject("trials");
    ArrayNode id = columns.putArray("id");
    ArrayNode setting = columns.putArray("setting");
    ArrayNode repetition = columns.putArray("repetition");
    ArrayNode fold = columns.putArray("fold");
    ArrayNode status = columns.putArray("status");
    ArrayNode epochs = columns.putArray("epochs");
    ArrayNode seconds = columns.putArray("seconds");
    ObjectNode reasons = root.putObject("reasons");
    for (Comparison.Trial trial : trials) {
      id.add(trial.id());
      setting.add(position.get(trial.setting()));
      repetition.add(trial.repetition());
      fold.add(trial.fold());
      status.add(Math.max(0, STATUS.indexOf(trial.status())));
      epochs.add(trial.epochs());
      seconds.add(new BigDecimal(trial.seconds()).round(new MathContext(4)));
      if (!trial.reason().isEmpty()) {
        reasons.put(Integer.toString(trial.id()), trial.reason());
      }
    }
    ObjectNode values = root.putObject("values");
    for (String key : settings.metrics()) {
      ArrayNode column = values.putArray(key);
      trials.forEach(
          trial -> Settings.value(trial, key).ifPresentOrElse(column::add, column::addNull));
    }
  }

  /** The metrics that some training measured more than once; a single value makes no curve. */
  private Set<String> withCurves() {
    Set<String> metrics = new HashSet<>();
    for (Comparison.Trial trial : trials) {
      Map<String, Integer> first = new HashMap<>();
      for (Comparison.Point point : trial.curve()) {
        Integer before = first.putIfAbsent(point.metric(), point.epoch());
        if (before != null && before != point.epoch()) {
          metrics.add(point.metric());
        }
      }
    }
    return metrics;
  }

  /** The curves of as many trainings as the page has room for, evenly over their order. */
  private void curves(ObjectNode curves) {
    Set<String> shown = withCurves();
    List<Integer> measured = new ArrayList<>();
    long values = 0;
    for (int t = 0; t < trials.size(); t++) {
      if (trials.get(t).curve().stream().anyMatch(point -> shown.contains(point.metric()))) {
        measured.add(t);
        values += trials.get(t).curve().size();
      }
    }
    int most =
        values <= MOST_VALUES
            ? measured.size()
            : (int) Math.max(1, measured.size() * (double) MOST_VALUES / values);
    Map<String, ArrayNode> lines = new LinkedHashMap<>();
    int[] kept = Samples.evenly(measured.size(), most);
    for (int index : kept) {
      int t = measured.get(index);
      Map<String, TreeMap<Integer, Double>> byMetric = new LinkedHashMap<>();
      for (Comparison.Point point : trials.get(t).curve()) {
        byMetric
            .computeIfAbsent(point.metric(), key -> new TreeMap<>())
            .put(point.epoch(), point.value());
      }
      byMetric.keySet().retainAll(shown);
      byMetric.forEach(
          (key, points) ->
              line(
                  lines.computeIfAbsent(key, k -> MAPPER.createArrayNode()).addObject(),
                  t,
                  points));
    }
    curves.put("kept", kept.length).put("total", measured.size());
    ArrayNode metrics = curves.putArray("metrics");
    lines.forEach(
        (key, list) -> {
          ObjectNode node = metric(key);
          node.set("lines", list);
          metrics.add(node);
        });
  }

  private static void line(ObjectNode line, int trial, TreeMap<Integer, Double> points) {
    line.put("t", trial);
    ArrayNode x = line.putArray("x");
    ArrayNode y = line.putArray("y");
    List<Map.Entry<Integer, Double>> all = List.copyOf(points.entrySet());
    int[] kept = Samples.evenly(all.size(), MOST_OF_A_CURVE);
    if (kept.length > 0) {
      kept[kept.length - 1] = all.size() - 1; // where it ended matters most
    }
    Arrays.stream(kept)
        .mapToObj(all::get)
        .forEach(
            point -> {
              x.add(point.getKey());
              if (Double.isFinite(point.getValue())) {
                y.add(new BigDecimal(point.getValue()).round(CURVE).doubleValue());
              } else {
                y.addNull();
              }
            });
  }

  private void findings(ObjectNode root) {
    ArrayNode importances = root.putArray("importances");
    for (Comparison.Importance importance : comparison.importances()) {
      put(importances.addObject().put("name", importance.name()), "share", importance.share());
    }
    root.put("importanceMethod", comparison.importanceMethod());
    ArrayNode significance = root.putArray("significance");
    for (Comparison.Significance one : comparison.significance()) {
      ObjectNode row =
          significance.addObject().put("setting", one.setting()).put("best", one.best());
      put(row, "difference", one.difference());
      put(row, "low", one.low());
      put(row, "high", one.high());
      put(row, "p", one.p());
    }
    root.put("significanceMethod", comparison.significanceMethod());
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}

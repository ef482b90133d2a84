package dev.orrery.site.reference;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.algorithm.WorkTable;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.metric.Measure;
import dev.orrery.site.markdown.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the code says of an algorithm, as Markdown, under the words that pages ask for it by. */
public final class Reference {

  private Reference() {}

  /** The directives that take the name of an algorithm, by their first word. */
  public static Map<String, Function<String, String>> directives() {
    Map<String, Function<Algorithm<?, ?>, String>> makers = new LinkedHashMap<>();
    makers.put("hyperparameters", Reference::hyperparameters);
    makers.put("metrics", algorithm -> metrics(algorithm.description()));
    makers.put("departures", algorithm -> departures(algorithm.description()));
    makers.put("formats", algorithm -> formats(algorithm.description()));
    makers.put("work", algorithm -> work(algorithm.description()));
    Map<String, Function<String, String>> directives = new LinkedHashMap<>();
    makers.forEach(
        (word, maker) -> directives.put(word, name -> maker.apply(algorithm(word, name))));
    return directives;
  }

  private static Algorithm<?, ?> algorithm(String word, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "the directive " + word + " needs the name of an algorithm");
    }
    try {
      return Algorithms.find(name);
    } catch (CustomerError e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String hyperparameters(Algorithm<?, ?> algorithm) {
    List<List<String>> rows = new ArrayList<>();
    for (Hyperparameter<?> h : algorithm.hyperparameters().all()) {
      String meaning =
          Markdown.escaped(h.meaning())
              + h.autoMeaning().map(auto -> " `auto`: " + Markdown.escaped(auto)).orElse("");
      rows.add(
          List.of(
              Markdown.code(h.name()),
              meaning,
              Markdown.escaped(h.type().describe()),
              value(algorithm, h),
              h.tunable().map(range -> Markdown.escaped(range.toString())).orElse("")));
    }
    return table(List.of("hyperparameter", "meaning", "values", "default", "tune over"), rows);
  }

  private static String value(Algorithm<?, ?> algorithm, Hyperparameter<?> h) {
    if (h.equals(algorithm.featureDim()) && h.required()) {
      return "read from the data; SageMaker requires it";
    }
    return h.defaultText().map(Markdown::code).orElse(h.required() ? "**required**" : "none");
  }

  private static String metrics(Description description) {
    List<List<String>> rows = new ArrayList<>();
    for (Measure measure : description.metrics()) {
      String direction =
          switch (measure.direction()) {
            case LOSS -> "less";
            case SCORE -> "more";
            case FIGURE -> "neither";
          };
      rows.add(
          List.of(
              String.join(", ", measure.keys().stream().map(Markdown::code).toList()),
              direction,
              Markdown.escaped(measure.meaning())));
    }
    return table(List.of("metric", "better", "meaning"), rows);
  }

  private static String departures(Description description) {
    StringBuilder list = new StringBuilder();
    description
        .departures()
        .forEach(d -> list.append("- ").append(Markdown.escaped(d)).append('\n'));
    return list.toString();
  }

  private static String formats(Description description) {
    List<List<String>> rows = new ArrayList<>();
    description.forms().forEach((what, which) -> rows.add(List.of(what, Markdown.escaped(which))));
    return table(List.of("", "as SageMaker"), rows);
  }

  private static String work(Description description) {
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : WorkTable.rows(description)) {
      List<String> cells = new ArrayList<>(row);
      cells.set(0, Markdown.escaped(row.get(0)));
      cells.set(
          1, row.get(1).startsWith("(") ? Markdown.escaped(row.get(1)) : Markdown.code(row.get(1)));
      rows.add(cells);
    }
    return table(WorkTable.heads(), rows);
  }

  private static String table(List<String> heads, List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    line(heads, table);
    line(heads.stream().map(head -> "---").toList(), table);
    rows.forEach(row -> line(row, table));
    return table.toString();
  }

  private static void line(List<String> cells, StringBuilder table) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}

package dev.orrery.cli;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.metric.Measure;
import dev.orrery.core.text.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery describe}: what there is, and every hyperparameter of an algorithm. */
@Command(
    name = "describe",
    description =
        "List the algorithms, or describe one: every hyperparameter with its range, or one of them.",
    footer = {
      "",
      "Examples:",
      "  orrery describe",
      "  orrery describe kmeans",
      "  orrery describe kmeans extra_center_factor",
      "  orrery describe kmeans --json"
    })
final class DescribeCommand implements Callable<Integer> {

  private static final int WIDTH = 100;

  @Parameters(
      index = "0",
      paramLabel = "ALGORITHM",
      arity = "0..1",
      description = "The algorithm to describe.")
  private String algorithm;

  @Parameters(
      index = "1",
      paramLabel = "HYPERPARAMETER",
      arity = "0..1",
      description = "The one hyperparameter of it to describe.")
  private String hyperparameter;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (algorithm == null) {
      list(out);
    } else {
      Algorithm<?, ?> found = Algorithms.find(algorithm);
      if (hyperparameter != null) {
        Hyperparameter<?> one = one(found);
        if (output.json) {
          out.println(Json.line(json(found, one)));
        } else {
          print(found, one, out);
        }
      } else if (output.json) {
        out.println(Json.line(json(found)));
      } else {
        print(found, out);
      }
    }
    return 0;
  }

  private void list(PrintWriter out) {
    List<Description> all = Algorithms.all().stream().map(Algorithm::description).toList();
    if (output.json) {
      List<Map<String, String>> rows = new ArrayList<>();
      all.forEach(
          d -> rows.add(Map.of("name", d.name(), "title", d.title(), "summary", d.summary())));
      out.println(Json.line(Map.of("algorithms", rows)));
      return;
    }
    all.forEach(d -> out.println(Text.format("%-24s %s", d.name(), d.summary())));
  }

  private static Map<String, Object> json(Algorithm<?, ?> algorithm) {
    Description d = algorithm.description();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", d.name());
    json.put("aliases", d.aliases());
    json.put("title", d.title());
    json.put("summary", d.summary());
    json.put("labels", d.labels().name());
    json.put("channels", d.channels());
    json.put("train_distribution", d.trainDistributions().getFirst().toString());
    json.put("train_distributions", d.trainDistributions().stream().map(Object::toString).toList());
    json.put("training_types", d.trainingTypes());
    json.put("request_types", d.requestTypes());
    json.put("answer_types", d.answerTypes());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Hyperparameter<?> h : algorithm.hyperparameters().all()) {
      rows.add(json(algorithm, h));
    }
    json.put("hyperparameters", rows);
    json.put("metrics", d.metrics().stream().map(DescribeCommand::json).toList());
    json.put("work", BackendTable.json(d));
    json.put("departures", d.departures());
    return json;
  }

  private static Map<String, Object> json(Algorithm<?, ?> algorithm, Hyperparameter<?> h) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", h.name());
    row.put("type", h.type().describe());
    row.put("required", h.required() && !h.equals(algorithm.featureDim()));
    row.put("default", h.defaultText().orElse(null));
    row.put("auto", h.autoMeaning().orElse(null));
    row.put("tunable", h.tunable().map(Object::toString).orElse(null));
    row.put("extension", h.extension());
    row.put("meaning", h.meaning());
    return row;
  }

  private static Map<String, Object> json(Measure measure) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("keys", measure.keys());
    row.put("direction", measure.direction().name());
    row.put("meaning", measure.meaning());
    return row;
  }

  private Hyperparameter<?> one(Algorithm<?, ?> algorithm) {
    return algorithm
        .hyperparameters()
        .find(hyperparameter)
        .orElseThrow(
            () ->
                new CustomerError(
                    Text.format(
                        "%s has no hyperparameter '%s'; expected one of %s",
                        algorithm.description().name(),
                        hyperparameter,
                        algorithm.hyperparameters().all().stream()
                            .map(Hyperparameter::name)
                            .collect(Collectors.joining(", "))),
                    "HYPERPARAMETER"));
  }

  /** What SageMaker takes and gives; Orrery takes and gives the rest too. */
  private static void printForms(Description d, PrintWriter out) {
    d.forms().forEach((what, which) -> out.println(Text.format("  %-13s %s", what, which)));
    out.println("  Orrery also trains on and answers in its other formats, and says so.");
  }

  private static void print(Algorithm<?, ?> algorithm, PrintWriter out) {
    Description d = algorithm.description();
    out.println(d.title() + " (" + d.name() + ")");
    out.println(Paragraph.of(d.summary(), "", WIDTH));
    out.println();
    printForms(d, out);
    out.println();
    out.println("Hyperparameters (--hp name=value):");
    for (Hyperparameter<?> h : algorithm.hyperparameters().all()) {
      out.println();
      print(algorithm, h, out);
    }
    out.println();
    out.println("Metrics:");
    for (Measure measure : d.metrics()) {
      out.println("  " + String.join(", ", measure.keys()));
      out.println(Paragraph.of(measure.meaning(), "      ", WIDTH));
    }
    out.println();
    out.println("What each backend computes (textbook, scalar and simd compute every kernel):");
    BackendTable.lines(d).forEach(line -> out.println("  " + line));
    if (!d.departures().isEmpty()) {
      out.println();
      out.println("Where it departs from SageMaker, or chooses where SageMaker is not documented:");
      d.departures().forEach(text -> out.println(Paragraph.of("- " + text, "  ", WIDTH)));
    }
  }

  private static void print(Algorithm<?, ?> algorithm, Hyperparameter<?> h, PrintWriter out) {
    String value =
        h.defaultText()
            .map(text -> "default " + text)
            .orElse(h.required() ? "required" : "optional");
    if (h.equals(algorithm.featureDim()) && h.required()) {
      value = "read from the data when left out; SageMaker requires it";
    }
    out.println("  " + h.name() + "  [" + h.type().describe() + "]  " + value);
    out.println(Paragraph.of(h.meaning(), "      ", WIDTH));
    h.autoMeaning().ifPresent(text -> out.println(Paragraph.of("auto: " + text, "      ", WIDTH)));
    h.tunable().ifPresent(t -> out.println("      tune over " + t));
  }
}

package dev.orrery.cli.runs;

import dev.orrery.cli.Durations;
import dev.orrery.cli.Json;
import dev.orrery.runstore.RunQuery;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs that were found, one a line. */
final class RunTable {

  private static final int SETTINGS_WIDTH = 48;
  private static final int NAME_WIDTH = 28;

  private RunTable() {}

  /**
   * Prints the runs that a query finds.
   *
   * @param metric to show of each; null for each one's own
   */
  static void print(RunStore store, RunQuery query, String metric, boolean json, PrintWriter out)
      throws IOException {
    List<StoredRun> runs = store.find(query);
    long all = query.limit() > 0 && runs.size() == query.limit() ? store.count(query) : runs.size();
    if (json) {
      List<Map<String, Object>> objects = new ArrayList<>();
      for (StoredRun run : runs) {
        Map<String, Object> object = RunJson.of(run);
        object.remove("curve");
        objects.add(object);
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("count", all);
      answer.put("runs", objects);
      out.println(Json.line(answer));
      return;
    }
    if (runs.isEmpty()) {
      out.println("No runs in " + StoreFile.path() + " match.");
      return;
    }
    TextTable table =
        new TextTable(
            List.of(
                "id",
                "name",
                "algorithm",
                "status",
                "hyperparameters",
                "metric",
                "seconds",
                "data"));
    for (StoredRun run : runs) {
      table.row(row(run, metric));
    }
    table.print(out);
    if (all > runs.size()) {
      out.println("... and " + (all - runs.size()) + " more (--limit 0 shows all)");
    }
  }

  private static List<String> row(StoredRun run, String metric) throws IOException {
    Optional<StoredRun.Measurement> shown =
        metric == null
            ? run.mainMetric()
            : run.metrics().stream().filter(m -> m.metric().equals(metric)).findFirst();
    Double seconds = run.outcome().seconds();
    return List.of(
        run.id(),
        TextTable.cut(name(run), NAME_WIDTH),
        run.algorithm(),
        ReadStore.status(run),
        TextTable.cut(String.join(" ", settings(run)), SETTINGS_WIDTH),
        shown.map(m -> m.metric() + "=" + value(m.value())).orElse("-"),
        seconds == null ? "-" : Durations.text(seconds),
        data(run));
  }

  /** Of a trial those that vary, of a run those that were given. */
  private static List<String> settings(StoredRun run) {
    return run.trial().isEmpty()
        ? run.given()
        : run.hyperparameters().stream()
            .filter(StoredRun.Hyperparameter::varied)
            .map(h -> h.name() + "=" + h.given())
            .toList();
  }

  private static String name(StoredRun run) {
    if (run.labels().name() != null) {
      return run.labels().name();
    }
    return switch (run.kind()) {
      case TRIAL -> "trial of " + run.trial().orElseThrow().study().substring(0, 8);
      case REPLAY -> "replay of " + run.lineage().replayOf();
      case RUN -> "-";
    };
  }

  private static String data(StoredRun run) {
    return run.channels().stream()
        .filter(channel -> channel.name().equals("train"))
        .map(channel -> Path.of(channel.argument()).getFileName())
        .map(name -> name == null ? "-" : name.toString())
        .findFirst()
        .orElse("-");
  }

  /** Six significant digits. */
  static String value(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.6g", value)
            .replaceAll("(\\.\\d*?)0+(e|$)", "$1$2")
            .replaceAll("\\.(e|$)", "$1")
        : Double.toString(value);
  }
}

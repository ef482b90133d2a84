package dev.orrery.cli.runs;

import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery runs diff}. */
@Command(
    name = "diff",
    description =
        "Show what differs between runs: hyperparameters, metrics, data, versions, machine.",
    footer = {"", "Example:", "  orrery runs diff 3f2a 91bc"})
final class DiffRuns implements Callable<Integer> {

  private static final int WIDTH = 40;

  @Parameters(
      arity = "2..*",
      paramLabel = "RUN",
      description = "Two runs or more, each by id, beginning of it, name or folder.")
  private List<String> references;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<StoredRun> runs = new ArrayList<>();
    try (RunStore store = ReadStore.open()) {
      for (String reference : references) {
        runs.add(ReadStore.get(store, reference));
      }
    }
    Map<String, List<String>> differences = differences(runs);
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("runs", runs.stream().map(StoredRun::id).toList());
      json.put("differences", differences);
      out.println(Json.line(json));
    } else if (differences.isEmpty()) {
      out.println("Nothing differs.");
    } else {
      List<String> headings = new ArrayList<>(List.of("differs"));
      runs.forEach(run -> headings.add(heading(run)));
      TextTable table = new TextTable(headings);
      differences.forEach(
          (name, values) -> {
            List<String> row = new ArrayList<>(List.of(name));
            values.forEach(value -> row.add(value == null ? "-" : TextTable.cut(value, WIDTH)));
            table.row(row);
          });
      table.print(out);
    }
    return 0;
  }

  private static String heading(StoredRun run) {
    String name = run.labels().name();
    return name == null ? run.id() : TextTable.cut(name, WIDTH);
  }

  /** The values of each run, null where it has none, of what is not the same in all. */
  private static Map<String, List<String>> differences(List<StoredRun> runs) {
    List<Map<String, String>> rows = runs.stream().map(RunJson::compared).toList();
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    Map<String, List<String>> differences = new LinkedHashMap<>();
    for (String name : names) {
      List<String> values = new ArrayList<>();
      rows.forEach(row -> values.add(row.get(name)));
      if (new LinkedHashSet<>(values).size() > 1) {
        differences.put(name, values);
      }
    }
    return differences;
  }
}

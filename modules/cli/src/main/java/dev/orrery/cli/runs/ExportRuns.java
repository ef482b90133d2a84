package dev.orrery.cli.runs;

import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.cli.TableText;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.runstore.Filter;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery runs export}. */
@Command(
    name = "export",
    description = "Write runs as one wide table, or as JSON with their curves.",
    footer = {
      "",
      "Examples:",
      "  orrery runs export --algorithm kmeans --out kmeans.csv",
      "  orrery runs export --study compare-kmeans --format jsonl --out trials.jsonl"
    })
final class ExportRuns implements Callable<Integer> {

  @Mixin private QueryOptions options;

  @Option(
      names = "--where",
      paramLabel = "EXPRESSION",
      description = "Only runs that this is true of, as for 'orrery runs search'.")
  private String where;

  @Option(
      names = "--format",
      defaultValue = "csv",
      paramLabel = "csv|json|jsonl",
      description = "The format (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file (default: standard output).")
  private Path file;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!List.of("csv", "json", "jsonl").contains(format)) {
      throw new CustomerError(
          "There is no format '" + format + "'; expected csv, json or jsonl", "--format");
    }
    if (output.json && file == null) {
      format = "json";
    }
    if (file != null && Files.isDirectory(file)) {
      throw new CustomerError("This is a folder; expected a file to write", "--out " + file);
    }
    Filter filter = where == null ? null : Filter.parse(where);
    PrintWriter out = spec.commandLine().getOut();
    List<StoredRun> runs;
    try (RunStore store = ReadStore.open()) {
      runs = store.find(options.query(filter, 0), !format.equals("csv"));
    }
    if (file == null) {
      write(runs, out);
      out.flush();
      return 0;
    }
    AtomicFiles.write(
        file,
        bytes -> {
          Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
          write(runs, writer);
          writer.flush();
        });
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("runs", runs.size());
      json.put("out", file.toString());
      out.println(Json.line(json));
    } else {
      out.println(runs.size() + " runs in " + file);
    }
    return 0;
  }

  private void write(List<StoredRun> runs, Writer to) throws IOException {
    switch (format) {
      case "csv" -> csv(runs, to);
      case "json" -> {
        String comma = "[";
        for (StoredRun run : runs) {
          to.write(comma + Json.line(RunJson.of(run)));
          comma = ",";
        }
        to.write(runs.isEmpty() ? "[]\n" : "]\n");
      }
      default -> {
        for (StoredRun run : runs) {
          to.write(Json.line(RunJson.of(run)) + "\n");
        }
      }
    }
  }

  /** The columns of what any run has; an empty cell where a run has it not. */
  private static void csv(List<StoredRun> runs, Writer to) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(RunJson.flat(run).keySet()));
    List<String> columns = inOrder(names);
    TableText.csv(
        new Table(
            "runs",
            "runs",
            columns,
            runs.size(),
            i -> {
              Map<String, String> row = RunJson.flat(runs.get(i));
              List<Object> cells = new ArrayList<>();
              columns.forEach(column -> cells.add(row.getOrDefault(column, "")));
              return cells;
            }),
        to);
  }

  /** Hyperparameters, metrics and data each side by side, whatever run had them first. */
  private static List<String> inOrder(Set<String> names) {
    List<String> columns = new ArrayList<>();
    for (String family : List.of("", "params.", "metrics.", "data.", "machine.")) {
      names.stream().filter(name -> family(name).equals(family)).forEach(columns::add);
    }
    return columns;
  }

  private static String family(String name) {
    return name.substring(0, name.indexOf('.') + 1);
  }
}

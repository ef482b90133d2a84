package dev.orrery.cli.runs;

import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.runstore.RunQuery;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orrery runs studies}. */
@Command(
    name = "studies",
    description = "List the comparisons and tuning jobs, the newest first.",
    footer = {"", "The trials of one: orrery runs list --study KEY"})
final class ListStudies implements Callable<Integer> {

  private static final int KEY = 8;
  private static final int NAME_WIDTH = 48;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (RunStore store = ReadStore.open()) {
      List<Study> studies = store.studies();
      if (output.wantsJson()) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Study study : studies) {
          objects.add(json(store, study));
        }
        out.println(Json.line(Map.of("studies", objects)));
        return 0;
      }
      if (studies.isEmpty()) {
        out.println("No studies in " + StoreFile.path() + "; compare and tune make some.");
        return 0;
      }
      TextTable table =
          new TextTable(List.of("key", "kind", "name", "status", "trials", "created", "page"));
      for (Study study : studies) {
        table.row(
            List.of(
                study.key().substring(0, Math.min(KEY, study.key().length())),
                study.kind(),
                TextTable.cut(study.name(), NAME_WIDTH),
                study.status(),
                Long.toString(trials(store, study)),
                study.created(),
                study.folder() == null ? "-" : study.folder()));
      }
      table.print(out);
    }
    return 0;
  }

  private static long trials(RunStore store, Study study) {
    return store.count(RunQuery.ofStudy(study.key()));
  }

  private static Map<String, Object> json(RunStore store, Study study) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", study.key());
    json.put("kind", study.kind());
    json.put("name", study.name());
    json.put("status", study.status());
    json.put("trials", trials(store, study));
    json.put("created", study.created());
    json.put("folder", study.folder());
    return json;
  }
}

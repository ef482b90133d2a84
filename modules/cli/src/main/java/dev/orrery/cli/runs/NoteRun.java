package dev.orrery.cli.runs;

import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.core.error.CustomerError;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery runs note}. */
@Command(
    name = "note",
    description = "Add a remark to a run.",
    footer = {"", "Example:", "  orrery runs note 3f2a \"the learning rate was too high\""})
final class NoteRun implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "Its id or the beginning of it, its name, or its folder.")
  private String reference;

  @Parameters(index = "1", paramLabel = "TEXT", description = "The remark.")
  private String text;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (text.isBlank()) {
      throw new CustomerError("Expected a text to note", "TEXT");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (RunStore store = ReadStore.open()) {
      StoredRun run = ReadStore.get(store, reference);
      store.comment(run.id(), text.strip());
      List<String> comments = store.get(run.id()).labels().comments();
      if (output.json) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("comments", comments);
        out.println(Json.line(json));
      } else {
        comments.forEach(comment -> out.println(run.id() + ": " + comment));
      }
    }
    return 0;
  }
}

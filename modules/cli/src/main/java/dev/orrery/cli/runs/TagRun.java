package dev.orrery.cli.runs;

import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code orrery runs tag}. */
@Command(
    name = "tag",
    description = "Put tags on a run (+WORD) and take them off (-WORD).",
    customSynopsis = "orrery runs tag [--json] [--verbose] RUN (+WORD|-WORD)...",
    footer = {"", "Example:", "  orrery runs tag 3f2a +lesson -draft"})
final class TagRun implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      description = "Its id or the beginning of it, its name, or its folder.")
  private String reference;

  /** Not positional parameters: of those picocli takes {@code -hard} for {@code -h}. */
  @Unmatched private List<String> words = new ArrayList<>();

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (words.isEmpty()) {
      throw new CustomerError("Expected +WORD to put a tag on or -WORD to take one off", "RUN");
    }
    List<String> given = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (String word : words) {
      if (!word.startsWith("+") && !word.startsWith("-")) {
        throw new CustomerError(
            Text.format("Expected +%1$s to put the tag on or -%1$s to take it off", word), word);
      }
      ExperimentOptions.checkTag(word.substring(1));
      (word.startsWith("+") ? given : taken).add(word.substring(1));
    }
    PrintWriter out = spec.commandLine().getOut();
    try (RunStore store = ReadStore.open()) {
      StoredRun run = ReadStore.get(store, reference);
      store.tag(run.id(), given, taken);
      List<String> tags = store.get(run.id()).labels().tags();
      if (output.json) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("tags", tags);
        out.println(Json.line(json));
      } else {
        out.println(run.id() + ": " + (tags.isEmpty() ? "no tags" : String.join(" ", tags)));
      }
    }
    return 0;
  }
}

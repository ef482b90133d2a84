package dev.orrery.cli.runs;

import dev.orrery.cli.OutputOptions;
import dev.orrery.runstore.RunStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery runs list}. */
@Command(
    name = "list",
    description = "List the recorded runs, the newest first.",
    footer = {
      "",
      "Examples:",
      "  orrery runs list --group monday --sort test:msd",
      "  orrery runs list --study compare-kmeans"
    })
final class ListRuns implements Callable<Integer> {

  @Mixin private QueryOptions options;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "At most so many; 0 for all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (RunStore store = ReadStore.open()) {
      RunTable.print(
          store,
          options.query(null, limit),
          options.metric(),
          output.json,
          spec.commandLine().getOut());
    }
    return 0;
  }
}

package dev.orrery.cli.runs;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orrery runs}: what is recorded in the run store. */
@Command(
    name = "runs",
    description =
        "The recorded runs: find them, compare them, tag them, see where a model comes from.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListRuns.class,
      ListStudies.class,
      ShowRun.class,
      DiffRuns.class,
      SearchRuns.class,
      ExportRuns.class,
      TagRun.class,
      NoteRun.class,
      LineageCommand.class,
      ImportRuns.class
    },
    footer = {
      "",
      "Examples:",
      "  orrery runs list --algorithm kmeans --sort test:msd",
      "  orrery runs diff 3f2a 91bc",
      "  orrery runs search 'metrics.\"test:msd\" < 700 and params.k = 10'",
      "  orrery runs lineage runs/monday/model.tar.gz",
      "",
      "The store is runs/orrery.db; the environment variable ORRERY_RUNS moves the folder."
    })
public final class RunsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Expected a command: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Lets {@code -word} of {@code runs tag} be a tag to take away. */
  public static void configure(CommandLine runs) {
    runs.getSubcommands().get("tag").setPosixClusteredShortOptionsAllowed(false);
  }
}

package dev.orrery.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code ./orrery COMMAND}. */
@Command(
    name = "orrery",
    description = "A working model of Amazon SageMaker's built-in algorithms, on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      PredictCommand.class,
      DescribeCommand.class,
      DoctorCommand.class,
      DatasetsCommand.class,
      ConvertCommand.class,
      ReplayCommand.class,
      ResumeCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {
      "",
      "Examples:",
      "  orrery run kmeans --train digits --hp k=10",
      "  orrery describe kmeans",
      "  orrery datasets list",
      "",
      "Shell completion: source <(./orrery generate-completion)"
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command");
  }

  /**
   * Runs a command and ends the process with its exit code: 0 done, 2 what the user can mend, 1
   * what only Orrery can, 130 after Ctrl-C.
   */
  public static void main(String[] args) {
    int code = execute(args);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  /** Runs a command and returns its exit code. */
  static int execute(String... args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    CommandLine line = commandLine(out, err);
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      return Failures.onOutOfMemory(e, line, List.of(args).contains("--json"));
    }
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Failures::onBadCommandLine);
    line.setExecutionExceptionHandler(Failures::onFailure);
    line.getSubcommands().get("generate-completion").getCommandSpec().usageMessage().hidden(true);
    return line;
  }

  /** Prints the version of Orrery and of the JDK. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "Orrery " + dev.orrery.training.TrainingRun.VERSION, "JDK " + Runtime.version()
      };
    }
  }
}

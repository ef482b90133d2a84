package dev.orrery.cli;

import dev.orrery.cli.compare.CompareCommand;
import dev.orrery.cli.notebook.NotebookCommand;
import dev.orrery.cli.runs.RunsCommand;
import dev.orrery.cli.tune.TuneCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
      InspectCommand.class,
      RecommendCommand.class,
      SimilarCommand.class,
      ForecastCommand.class,
      ImputeCommand.class,
      DescribeCommand.class,
      DoctorCommand.class,
      DatasetsCommand.class,
      ConvertCommand.class,
      BenchCommand.class,
      NotebookCommand.class,
      DocsCommand.class,
      CompareCommand.class,
      TuneCommand.class,
      ReplayCommand.class,
      ResumeCommand.class,
      RunsCommand.class,
      RulesCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {
      "",
      "Examples:",
      "  orrery run kmeans --train digits --hp k=10",
      "  orrery describe kmeans",
      "  orrery inspect runs/kmeans-20261121-101500",
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
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // the axes of pictures follow it
    int code = execute(args);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  /** Runs a command and returns its exit code. */
  static int execute(String... args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return commandLine(out, err).execute(args);
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Failures::onBadCommandLine);
    line.setExecutionExceptionHandler(Failures::onFailure);
    line.setExecutionStrategy(Failures::tellingOfMemory);
    line.registerConverter(int.class, text -> number(text, Integer::valueOf, "whole number"));
    line.registerConverter(Integer.class, text -> number(text, Integer::valueOf, "whole number"));
    line.registerConverter(long.class, text -> number(text, Long::valueOf, "whole number"));
    line.registerConverter(Double.class, text -> number(text, Double::valueOf, "number"));
    RunsCommand.configure(line.getSubcommands().get("runs"));
    line.getSubcommands().get("generate-completion").getCommandSpec().usageMessage().hidden(true);
    return line;
  }

  private static <T> T number(String text, Function<String, T> parser, String expected) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a " + expected);
    }
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

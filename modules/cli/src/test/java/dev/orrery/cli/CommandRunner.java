package dev.orrery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs several commands in one process, for tests that need one of their own: with another class
 * path, or another working folder. What command number i printed is in {@code i.out} and {@code
 * i.err}, its exit code in {@code i.code}.
 */
final class CommandRunner {

  /** Begins a line that names a test class to run. */
  static final String TEST = "test ";

  private CommandRunner() {}

  /**
   * Runs the commands of a file, one a line, arguments parted by blanks; quotes are left out.
   *
   * @param arguments the file, and the folder for what they print
   */
  public static void main(String[] arguments) throws IOException {
    List<String> commands = Files.readAllLines(Path.of(arguments[0]));
    Path results = Path.of(arguments[1]);
    for (int i = 0; i < commands.size(); i++) {
      int code;
      // Answers go to standard output itself.
      try (PrintStream out = new PrintStream(results.resolve(i + ".out").toFile(), UTF_8);
          PrintStream err = new PrintStream(results.resolve(i + ".err").toFile(), UTF_8)) {
        System.setOut(out);
        System.setErr(err);
        String command = commands.get(i);
        code =
            command.startsWith(TEST)
                ? failures(command.substring(TEST.length()), err)
                : Main.commandLine(
                        new PrintWriter(out, true, UTF_8), new PrintWriter(err, true, UTF_8))
                    .execute(command.replace("\"", "").split(" "));
      }
      Files.writeString(results.resolve(i + ".code"), Integer.toString(code));
    }
    System.exit(0);
  }

  private static int failures(String test, PrintStream err) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(test))
                .filters(includeEngines("junit-jupiter"))
                .build(),
            listener);
    listener.getSummary().printFailuresTo(new PrintWriter(err, true, UTF_8));
    return listener.getSummary().getTestsSucceededCount() == 0
        ? 1
        : (int) listener.getSummary().getTotalFailureCount();
  }
}

package dev.orrery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs several commands in one process, for tests that need one of their own: with another class
 * path, or another working folder. What command number i printed is in {@code i.out} and {@code
 * i.err}, its exit code in {@code i.code}.
 */
final class CommandRunner {

  private CommandRunner() {}

  /**
   * Runs the commands of a file, one a line, arguments parted by blanks.
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
        code =
            Main.commandLine(new PrintWriter(out, true, UTF_8), new PrintWriter(err, true, UTF_8))
                .execute(commands.get(i).split(" "));
      }
      Files.writeString(results.resolve(i + ".code"), Integer.toString(code));
    }
    System.exit(0);
  }
}

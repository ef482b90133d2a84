package dev.orrery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line as a test calls it. */
final class Cli {

  /** What a command printed, and its exit code. */
  record Outcome(int code, String out, String err) {

    /** Standard output as the one JSON object that it should be. */
    JsonNode json() throws IOException {
      String text = out.strip();
      if (text.contains("\n")) {
        throw new AssertionError("more than one line on standard output: " + text);
      }
      return new ObjectMapper().readTree(text);
    }
  }

  private Cli() {}

  static Outcome run(String... arguments) {
    System.setProperty("orrery.home", System.getProperty("orrery.root"));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  /**
   * Reads a command line without running it.
   *
   * @throws picocli.CommandLine.ParameterException when there is no such command or option
   */
  static void understands(String... arguments) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Main.commandLine(nowhere, nowhere).parseArgs(arguments);
  }
}

package dev.orrery.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What every command takes: {@code --json} for machines, {@code --verbose} for developers. */
public final class OutputOptions {

  /** Whether the answer is one JSON object. */
  @Option(
      names = "--json",
      description = "Print one JSON object on standard output, and nothing else there.")
  public boolean json;

  @Option(names = "--verbose", description = "Show where in the code a failure came from.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  /** Whether the answer is to be one JSON object. */
  public boolean wantsJson() {
    return json;
  }

  static boolean json(ParseResult parsed) {
    return has(parsed, "--json");
  }

  static boolean verbose(ParseResult parsed) {
    return has(parsed, "--verbose");
  }

  private static boolean has(ParseResult parsed, String option) {
    ParseResult innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    return innermost.hasMatchedOption(option);
  }
}

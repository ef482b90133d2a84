package dev.orrery.benchmarks;

import dev.orrery.cli.bench.BenchRequest;

/** The command that makes a table again. */
final class Reproduction {

  private Reproduction() {}

  /** A paragraph of Markdown. */
  static String of(BenchRequest request) {
    StringBuilder command = new StringBuilder("./orrery bench ").append(request.subject());
    if (!request.peers().isEmpty()) {
      command.append(" --peers ").append(String.join(",", request.peers()));
    }
    if (!request.backends().isEmpty()) {
      command.append(" --backends ").append(String.join(",", request.backends()));
    }
    if (request.quick()) {
      command.append(" --quick");
    }
    command.append(" --threads ").append(request.threads());
    return "\nMade by\n\n    " + command + "\n";
  }
}

package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import picocli.CommandLine.Option;

/** {@code --threads}, on which no result depends. */
final class ThreadOptions {

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads to compute with; they do not change the result (default: all cores).")
  private int threads;

  int count() {
    if (threads < 0 || threads > 1024) {
      throw new CustomerError("Expected 1 to 1024 threads, found " + threads, "--threads");
    }
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}

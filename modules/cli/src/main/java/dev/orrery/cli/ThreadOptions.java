package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import picocli.CommandLine.Option;

/** {@code --threads}, on which no result depends. */
public final class ThreadOptions {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with; they do not change the result (default: all cores).")
  private Integer threads;

  /** Threads to compute with. */
  public int count() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1 || threads > 1024) {
      throw new CustomerError("Expected 1 to 1024 threads, found " + threads, "--threads");
    }
    return threads;
  }
}

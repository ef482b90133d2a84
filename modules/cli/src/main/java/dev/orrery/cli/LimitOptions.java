package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.training.Job;
import picocli.CommandLine.Option;

/** What bounds a training from outside, and what is made of it beside the model. */
final class LimitOptions {

  @Option(
      names = "--max-seconds",
      paramLabel = "S",
      description = "Stop after this time, cleanly; 'orrery resume' goes on.")
  private Double maxSeconds;

  @Option(
      names = "--no-report",
      description = "Write no pictures and no report.html; 'orrery resume' remembers it.")
  boolean noReport;

  @Option(
      names = "--axes",
      split = ",",
      paramLabel = "NAME",
      description = "Two features to draw on (default: the first two principal directions).")
  String[] axes;

  /** Tells what is wrong before any training. */
  void check(Job job) {
    maxSeconds();
    ReportInput.checkAxes(job, axes);
  }

  /** Seconds, infinite when there is no limit. */
  double maxSeconds() {
    if (maxSeconds == null) {
      return Double.POSITIVE_INFINITY;
    }
    if (!(maxSeconds > 0)) {
      throw new CustomerError("Expected a time above 0, found " + maxSeconds, "--max-seconds");
    }
    return maxSeconds;
  }
}

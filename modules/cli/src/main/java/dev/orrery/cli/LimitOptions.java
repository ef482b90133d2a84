package dev.orrery.cli;

import dev.orrery.training.Job;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What bounds a training from outside, and what is made of it beside the model. */
final class LimitOptions {

  @Mixin TimeLimit time;

  @Option(
      names = "--no-report",
      description = "Write no pictures and no report.html; 'orrery resume' remembers it.")
  boolean noReport;

  @Option(
      names = "--axes",
      split = ",",
      paramLabel = "NAME",
      description =
          "Two features to draw on (default: the first two principal directions); 'orrery resume'"
              + " remembers them.")
  String[] axes;

  /** Tells what is wrong before any training. */
  void check(Job job) {
    time.check();
    ReportInput.checkAxes(job, axes);
  }

  /** The features to draw on; null when none were named. */
  List<String> axisNames() {
    return axes == null ? null : List.of(axes);
  }

  /** Draws on the features that a run was asked for, unless others are named now. */
  void drawOn(List<String> earlier) {
    if (axes == null && earlier != null) {
      axes = earlier.toArray(String[]::new);
    }
  }
}

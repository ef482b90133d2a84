package dev.orrery.cli.runs;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.runstore.Filter;
import dev.orrery.runstore.RunQuery;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which runs, and in which order. */
final class QueryOptions {

  @Option(names = "--algorithm", paramLabel = "NAME", description = "Only runs of this algorithm.")
  private String algorithm;

  @Option(names = "--group", paramLabel = "GROUP", description = "Only runs of this experiment.")
  private String group;

  @Option(
      names = "--tag",
      paramLabel = "WORD",
      description = "Only runs with this tag; may be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only Completed, Stopped, Failed, Killed or InProgress ones.")
  private String status;

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      description = "The trials of this study, by its name or the beginning of its key.")
  private String study;

  @Option(names = "--trials", description = "The trials of studies too.")
  private boolean trials;

  @Option(
      names = "--sort",
      paramLabel = "METRIC",
      description = "The best by this metric first (default: the newest first).")
  private String sort;

  /**
   * The query.
   *
   * @param condition one more condition, or null
   * @param limit at most so many runs; 0 for all
   */
  RunQuery query(Filter condition, int limit) {
    if (limit < 0) {
      throw new CustomerError("Expected 0 (all) or more, found " + limit, "--limit");
    }
    String known = algorithm == null ? null : Algorithms.find(algorithm).description().name();
    return new RunQuery(known, group, tags, status(), study, trials, condition, sort, limit);
  }

  /** The metric to show for each run; null for each one's own. */
  String metric() {
    return sort;
  }

  private String status() {
    if (status == null) {
      return null;
    }
    return List.of("Completed", "Stopped", "Failed", "Killed", "InProgress").stream()
        .filter(known -> known.equalsIgnoreCase(status))
        .findFirst()
        .orElseThrow(
            () ->
                new CustomerError(
                    Text.format(
                        "There is no status '%s'; expected Completed, Stopped, Failed, Killed or InProgress",
                        status),
                    "--status"));
  }
}

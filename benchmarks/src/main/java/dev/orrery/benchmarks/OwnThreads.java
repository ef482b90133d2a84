package dev.orrery.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What ND4J's own threads do to a bulk kernel beside ours.
 *
 * @param lines what was measured, none where ND4J is not available
 * @param absent why nothing was measured, else empty
 */
record OwnThreads(List<Line> lines, String absent) {

  /**
   * One setting.
   *
   * @param ours threads that hand blocks of rows to the kernel
   * @param own threads that OpenBLAS may add within each call
   */
  record Line(int ours, int own, Shots shots) {}

  /** Nothing was measured. */
  static OwnThreads absent(String why) {
    return new OwnThreads(List.of(), why);
  }

  private double best() {
    return lines.stream().mapToDouble(line -> line.shots().median()).min().orElse(Double.NaN);
  }

  /** For programs. */
  List<Map<String, Object>> json() {
    List<Map<String, Object>> json = new ArrayList<>();
    for (Line line : lines) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("our_threads", line.ours());
      entry.put("own_threads", line.own());
      entry.put("seconds", line.shots().median());
      entry.put("spread", line.shots().spread());
      entry.put("ratio", line.shots().median() / best());
      json.add(entry);
    }
    return json;
  }

  /** A section for people. */
  String markdown() {
    StringBuilder out = new StringBuilder("\n### ND4J's own threads\n\n");
    if (lines.isEmpty()) {
      return out.append("Not measured: ").append(absent).append(".\n").toString();
    }
    out.append(OwnThreadsBenchmark.TITLE);
    out.append(
        """
        . Orrery tells ND4J to use one thread of its own and hands it blocks of rows
        from `--threads` threads; the other lines show what would be if it did not. Median seconds; `ratio` is to the fastest.

        | our threads | ND4J's own | seconds | spread | ratio | |
        |---|---|---|---|---|---|
        """);
    for (Line line : lines) {
      out.append(
          String.format(
              Locale.ROOT,
              "| %d | %d | %.4f | %.4f | %.2f | %s |%n",
              line.ours(),
              line.own(),
              line.shots().median(),
              line.shots().spread(),
              line.shots().median() / best(),
              line.own() == 1 ? "as Orrery does" : ""));
    }
    return out.toString();
  }
}

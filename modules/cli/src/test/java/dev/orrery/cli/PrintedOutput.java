package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Holds what a page says that a command prints to what it prints. */
final class PrintedOutput {

  private static final Pattern FIGURE = Pattern.compile("\\d+(\\.\\d+)?([eE]-?\\d+)?");

  /** What the last bits of a float may differ by on another processor. */
  private static final double TOLERANCE = 1e-3;

  private PrintedOutput() {}

  /**
   * Checks that the lines of a page are lines of the output, in their order; a line of three dots
   * stands for any, three dots at a line's end for its rest. Figures may differ in the fourth
   * digit.
   *
   * @param command for the message
   */
  static void check(String command, List<String> told, String printed) {
    List<String> lines = printed.lines().map(String::strip).toList();
    int next = 0;
    for (String line : told) {
      String wanted = line.strip();
      if (wanted.isEmpty() || wanted.equals("...")) {
        continue;
      }
      int at = next;
      while (at < lines.size() && !alike(wanted, lines.get(at))) {
        at++;
      }
      assertThat(at)
          .as("'%s' in what '%s' printed after line %d:%n%s", wanted, command, next, printed)
          .isLessThan(lines.size());
      next = at + 1;
    }
  }

  private static boolean alike(String told, String printed) {
    boolean part = told.endsWith("...");
    String a = words(part ? told.substring(0, told.length() - 3).strip() : told);
    String b = words(printed);
    if (part ? !b.startsWith(a) : !b.equals(a)) {
      return false;
    }
    List<Double> x = figures(told);
    List<Double> y = figures(printed);
    for (int i = 0; i < x.size(); i++) {
      if (Math.abs(x.get(i) - y.get(i)) > TOLERANCE * Math.abs(x.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static String words(String line) {
    return FIGURE.matcher(line).replaceAll("#").replaceAll("\\s+", " ");
  }

  private static List<Double> figures(String line) {
    return FIGURE.matcher(line).results().map(MatchResult::group).map(Double::valueOf).toList();
  }
}

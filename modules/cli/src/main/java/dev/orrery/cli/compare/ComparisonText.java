package dev.orrery.cli.compare;

import dev.orrery.cli.Durations;
import dev.orrery.cli.Paragraph;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.compare.Figures;
import dev.orrery.tuning.compare.Findings;
import dev.orrery.tuning.compare.PairedTest;
import dev.orrery.tuning.compare.Setting;
import dev.orrery.tuning.compare.Variation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of settings as a person reads it. */
final class ComparisonText {

  /** Rows of the table; of more settings the best are shown. */
  private static final int ROWS = 40;

  private static final int BEST = 20;

  private static final int WIDTH = 100;

  private ComparisonText() {}

  /** Prints what varies, in the words of the reference, and what the settings are compared by. */
  static void meanings(Question question, Findings findings, PrintWriter out) {
    for (Variation variation : question.grid().variations()) {
      out.println(
          Paragraph.of(
              variation.name() + ": " + variation.hyperparameter().meaning(), "  ", WIDTH));
    }
    String better =
        switch (findings.objective().direction()) {
          case LOSS -> "less is better";
          case SCORE -> "more is better";
          case FIGURE -> "neither less nor more is better";
        };
    out.println(
        Text.format(
            "  Compared by %s: %s.%s", findings.objective().metric(), better, spread(question)));
  }

  private static String spread(Question question) {
    int seeds = question.grid().repetitions();
    int folds = question.grid().folds();
    if (seeds * folds == 1) {
      return "";
    }
    String what =
        folds == 1
            ? seeds + " seeds"
            : seeds == 1 ? folds + " folds" : seeds + " seeds and " + folds + " folds";
    return " Means over "
        + what
        + "; +- is the standard deviation, p the paired test against the best (*).";
  }

  /** Prints the settings, a line each, columns in line; {@code *} marks the best. */
  static void table(Question question, Findings findings, PrintWriter out) {
    String metric = findings.objective().metric();
    List<Setting> shown = new ArrayList<>(findings.settings());
    if (shown.size() > ROWS) {
      if (findings.objective().judges()) {
        Comparator<Setting> nearest =
            Comparator.comparingDouble(
                s -> findings.objective().better(0, 1) ? s.mean(metric) : -s.mean(metric));
        shown.sort(nearest);
      }
      shown = shown.subList(0, BEST);
    }
    Map<Integer, PairedTest> tests = new HashMap<>();
    findings.tests().forEach(test -> tests.put(test.setting(), test));
    boolean repeated = question.grid().repetitions() * question.grid().folds() > 1;
    boolean tested = findings.tests().stream().anyMatch(test -> !Double.isNaN(test.p()));
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("#"));
    question.grid().variations().stream().map(Variation::name).forEach(head::add);
    head.add(metric);
    if (repeated) {
      head.add("+-");
      head.add("n");
    }
    if (tested) {
      head.add("p");
    }
    head.add("time");
    head.add("");
    rows.add(head);
    for (Setting setting : shown) {
      rows.add(row(setting, findings, metric, repeated, tested, tests));
    }
    print(rows, out);
    int more = findings.settings().size() - shown.size();
    if (more > 0) {
      out.println(
          "  ... and "
              + more
              + " more settings"
              + (findings.objective().judges() ? "; these are the best" : "")
              + "; --json has all of them");
    }
  }

  private static List<String> row(
      Setting setting,
      Findings findings,
      String metric,
      boolean repeated,
      boolean tested,
      Map<Integer, PairedTest> tests) {
    List<String> row = new ArrayList<>();
    boolean best = findings.best().filter(b -> b == setting).isPresent();
    row.add(Integer.toString(setting.number()));
    row.addAll(setting.values().values());
    double mean = setting.mean(metric);
    row.add(Double.isNaN(mean) ? "-" : Figures.text(mean));
    if (repeated) {
      double deviation = setting.deviation(metric);
      row.add(Double.isNaN(deviation) ? "-" : Figures.text(deviation, 2));
      row.add(Integer.toString(setting.values(metric).length));
    }
    if (tested) {
      PairedTest test = tests.get(setting.number());
      row.add(test == null || Double.isNaN(test.p()) ? "-" : Figures.p(test.p()).substring(2));
    }
    row.add(Durations.text(setting.seconds()));
    row.add(best ? "*" : remark(setting, metric));
    return row;
  }

  private static String remark(Setting setting, String metric) {
    if (setting.results().isEmpty()) {
      return "not done";
    }
    List<String> remarks = new ArrayList<>();
    if (!setting.failures().isEmpty()) {
      remarks.add(
          setting.failures().size() == setting.results().size()
              ? "failed"
              : setting.failures().size() + " failed");
    }
    if (setting.without(metric) > 0) {
      remarks.add(setting.without(metric) + " without a finite figure");
    }
    return String.join(", ", remarks);
  }

  /** Words to the left, numbers to the right. */
  private static void print(List<List<String>> rows, PrintWriter out) {
    int columns = rows.getFirst().size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(width[c] - row.get(c).length());
        line.append("  ").append(c == columns - 1 ? row.get(c) + pad : pad + row.get(c));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}

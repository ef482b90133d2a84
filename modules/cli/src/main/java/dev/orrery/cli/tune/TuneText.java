package dev.orrery.cli.tune;

import dev.orrery.cli.Durations;
import dev.orrery.cli.Plural;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.compare.Figures;
import dev.orrery.tuning.job.TrainingJob;
import dev.orrery.tuning.job.TuningOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tuning job as people read it: a table of its training jobs, the best, how to train it. */
final class TuneText {

  private static final int MOST_ROWS = 40;

  private TuneText() {}

  /** Prints it. */
  static void print(TuneResult result, Optional<Path> report, PrintWriter out) {
    TuningOutcome outcome = result.outcome();
    out.println(result.request().title());
    result.request().notes().forEach(note -> out.println("  " + note));
    out.println();
    table(result, out);
    out.println();
    answer(result).forEach(out::println);
    result.warnings().forEach(warning -> out.println("Warning: " + warning));
    out.println();
    long known = outcome.jobs().stream().filter(job -> !job.trained()).count();
    out.println(
        Text.format(
            "  %s (%s): %s, %d completed, %d stopped, %d failed; %s in %s%s",
            outcome.status(),
            outcome.reason(),
            Plural.of(outcome.jobs().size(), "training job"),
            outcome.count("Completed"),
            outcome.count("Stopped"),
            outcome.count("Failed"),
            Plural.of(outcome.epochs(), "pass"),
            Durations.text(outcome.seconds()),
            known > 0 ? ", " + known + " jobs known from before or drawn twice" : ""));
    out.println("  name    " + result.request().definition().name());
    report.ifPresent(path -> out.println("  report  " + path));
    result.retrain().ifPresent(command -> out.println("  train   " + command));
    if (outcome.status().equals("Stopped")) {
      out.println("  The same command goes on from there.");
    }
  }

  /** What was found out, in sentences. */
  static List<String> answer(TuneResult result) {
    List<String> answer = new ArrayList<>();
    TuningOutcome outcome = result.outcome();
    String objective = result.request().definition().objective();
    if (outcome.best().isEmpty()) {
      answer.add("No training job completed with " + objective + ".");
      return answer;
    }
    TrainingJob best = outcome.best().get();
    answer.add(
        Text.format(
            "Best: %s, %s = %s, with %s.",
            best.name(), objective, Figures.text(best.objective()), text(best.setting())));
    result
        .overall()
        .filter(overall -> !overall.tuningJob().equals(result.request().definition().name()))
        .ifPresent(
            overall ->
                answer.add(
                    Text.format(
                        "The overall best is still that of %s: %s, with %s.",
                        overall.tuningJob(),
                        Figures.text(overall.objective()),
                        text(overall.setting()))));
    return answer;
  }

  private static void table(TuneResult result, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("job"));
    head.addAll(TuneJson.names(result));
    head.addAll(List.of(result.request().definition().objective(), "passes", "status"));
    rows.add(head);
    List<TrainingJob> jobs = result.outcome().jobs();
    for (TrainingJob job : jobs.subList(0, Math.min(MOST_ROWS, jobs.size()))) {
      boolean best = result.outcome().best().filter(job::equals).isPresent();
      List<String> row = new ArrayList<>(List.of(job.number() + (best ? " *" : "")));
      TuneJson.names(result).forEach(name -> row.add(brief(job.setting().get(name))));
      row.add(job.hasObjective() ? Figures.text(job.objective()) : "-");
      row.add(Integer.toString(job.result().epochs()));
      String reason = job.result().status().equals("Failed") ? ": " + job.result().reason() : "";
      row.add(job.result().status() + reason);
      rows.add(row);
    }
    int[] widths = new int[head.size()];
    for (List<String> row : rows) {
      for (int c = 0; c + 1 < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String cell = row.get(c);
        line.append("  ").append(cell).append(" ".repeat(Math.max(0, widths[c] - cell.length())));
      }
      out.println(line.toString().stripTrailing());
    }
    if (jobs.size() > MOST_ROWS) {
      out.println("  ... and " + (jobs.size() - MOST_ROWS) + " more, all in --json and the report");
    }
  }

  private static String brief(String value) {
    try {
      return value.matches("-?\\d+") ? value : Figures.text(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static String text(Map<String, String> setting) {
    List<String> pairs = new ArrayList<>();
    setting.forEach((name, value) -> pairs.add(name + " = " + brief(value)));
    return String.join(", ", pairs);
  }
}

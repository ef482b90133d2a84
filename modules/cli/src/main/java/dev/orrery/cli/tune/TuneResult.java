package dev.orrery.cli.tune;

import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.job.ParentJob;
import dev.orrery.tuning.job.TrainingJob;
import dev.orrery.tuning.job.TuningDefinition;
import dev.orrery.tuning.job.TuningOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A tuning job that has ended, as it is told.
 *
 * @param overall the best of this job and of its parents, with the name of the tuning job; empty
 *     unless it began warm on identical data
 * @param retrain the command that trains the best; empty when there is none
 * @param began when
 * @param warnings what the user should know of
 */
record TuneResult(
    TuneRequest request,
    TuningOutcome outcome,
    Optional<Overall> overall,
    Optional<String> retrain,
    Instant began,
    List<String> warnings) {

  /** Options that say what is read and how, which {@code run} has too. */
  private static final Set<String> OF_RUN =
      Set.of(
          "--train",
          "--test",
          "--validation",
          "--split",
          "--content-type",
          "--header",
          "--label",
          "--positive",
          "--drop",
          "--drop-missing",
          "--one-hot",
          "--standardize",
          "--backend",
          "--seed",
          "--hosts",
          "--split-rows",
          "--distribution",
          "--input-mode");

  /**
   * The best of several tuning jobs.
   *
   * @param tuningJob the name of the one that has it
   * @param setting the values in force of the tuned hyperparameters
   * @param objective its value
   */
  record Overall(String tuningJob, Map<String, String> setting, double objective) {}

  /** Gathers it. */
  static TuneResult of(
      TuneRequest request,
      List<ParentJob> parents,
      TuningOutcome outcome,
      ParseResult parsed,
      Instant began,
      List<String> warnings) {
    return new TuneResult(
        request,
        outcome,
        overall(request, parents, outcome),
        outcome.best().map(best -> retrain(request, best, parsed)),
        began,
        warnings);
  }

  private static Optional<Overall> overall(
      TuneRequest request, List<ParentJob> parents, TuningOutcome outcome) {
    TuningDefinition definition = request.definition();
    if (definition.warmStart().filter(TuningDefinition.WarmStart::sameData).isEmpty()) {
      return Optional.empty();
    }
    Overall best =
        outcome
            .best()
            .map(job -> new Overall(definition.name(), job.setting(), job.objective()))
            .orElse(null);
    for (ParentJob parent : parents) {
      for (TrialResult result : parent.results()) {
        Double value = result.metrics().get(definition.objective());
        if (result.completed() && value != null && (best == null || better(outcome, value, best))) {
          best = new Overall(parent.definition().name(), result.trial().varied(), value);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean better(TuningOutcome outcome, double value, Overall best) {
    return outcome.type().filter(t -> t == TuningDefinition.Type.MAXIMIZE).isPresent()
        ? value > best.objective()
        : value < best.objective();
  }

  private static String retrain(TuneRequest request, TrainingJob best, ParseResult parsed) {
    List<String> words =
        new ArrayList<>(List.of("./orrery", "run", request.job().request().algorithm()));
    for (OptionSpec option : parsed.matchedOptionsSet()) {
      if (OF_RUN.contains(option.longestName())) {
        if (option.arity().max() == 0) {
          words.add(option.longestName());
        } else {
          for (String value : option.originalStringValues()) {
            words.add(option.longestName());
            words.add(quoted(value));
          }
        }
      }
    }
    Map<String, String> values = new LinkedHashMap<>(request.definition().fixed());
    values.putAll(best.setting());
    values.forEach(
        (name, value) -> {
          words.add("--hp");
          words.add(quoted(name + "=" + value));
        });
    return String.join(" ", words);
  }

  /** A word as a shell takes it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:,=+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

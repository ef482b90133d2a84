package dev.orrery.tuning.compare;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Range;
import dev.orrery.core.metric.Metric;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A schema to vary, and results made up by a function. */
final class Results {

  static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(
          Hyperparameter.integer("k", 1, 5000).required().meaning("Centers."),
          Hyperparameter.integer("factor", 1)
              .auto("10")
              .tunable(4, 10, Hyperparameter.Scale.LINEAR)
              .meaning("Extra."),
          Hyperparameter.real("rate", Range.above(0))
              .defaultsTo("0.1")
              .tunable(1e-5, 1, Hyperparameter.Scale.LOGARITHMIC)
              .meaning("Rate."),
          Hyperparameter.real("share", Range.closed(0, 1)).defaultsTo("0").meaning("Share."),
          Hyperparameter.choice("method", "random", "kmeans++")
              .defaultsTo("random")
              .meaning("Method."),
          Hyperparameter.choices("metrics", "msd", "ssd").defaultsTo("[\"msd\"]").meaning("What."),
          Hyperparameter.text("fields", "[0-9,-]+", "ranges").meaning("Fields."),
          Hyperparameter.bool("bias").defaultsTo("true").meaning("Bias."));

  private Results() {}

  static Grid grid(int repetitions, int folds, String... varied) {
    List<Variation> variations = new ArrayList<>();
    for (String text : varied) {
      variations.add(Variation.parse(text, SCHEMA));
    }
    return new Grid(variations, repetitions, folds);
  }

  static TrialResult of(Trial trial, double value, Metric.Direction direction) {
    return new TrialResult(
        trial,
        "Completed",
        "",
        trial.varied(),
        Map.of("test:m", value),
        Map.of("test:m", direction),
        List.of(),
        1,
        0.5);
  }

  static TrialResult failed(Trial trial, String reason) {
    return new TrialResult(
        trial, "Failed", reason, trial.varied(), Map.of(), Map.of(), List.of(), 0, 0);
  }

  static Findings findings(Grid grid, Metric.Direction direction, ToDoubleFunction<Trial> value) {
    return findings(
        grid,
        grid.trials().stream().map(t -> of(t, value.applyAsDouble(t), direction)).toList(),
        direction);
  }

  static Findings findings(Grid grid, List<TrialResult> results, Metric.Direction direction) {
    return Findings.of(
        grid, new Objective("test:m", direction), Setting.of(grid.trials(), results));
  }

  static double number(Trial trial, String name) {
    return Double.parseDouble(trial.varied().get(name));
  }
}

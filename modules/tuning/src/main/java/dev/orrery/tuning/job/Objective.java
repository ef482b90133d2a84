package dev.orrery.tuning.job;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.metric.Metric;
import dev.orrery.tuning.TrialResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The metric that a tuning job goes by, and which way. When the definition does not say, the first
 * training that measures it does. Safe to use from several threads.
 */
final class Objective {

  private final String metric;
  private final AtomicReference<TuningDefinition.Type> type;

  Objective(String metric, Optional<TuningDefinition.Type> type) {
    this.metric = metric;
    this.type = new AtomicReference<>(type.orElse(null));
  }

  String metric() {
    return metric;
  }

  /** Whether more or less is better; empty while nobody has measured it. */
  Optional<TuningDefinition.Type> type() {
    return Optional.ofNullable(type.get());
  }

  /** The last value that a training emitted (spec B7); NaN for none. */
  double of(TrialResult result) {
    learn(result);
    Double value = result.metrics().get(metric);
    if (value != null) {
      return value;
    }
    List<Double> values = curve(result);
    return values.isEmpty() ? Double.NaN : values.getLast();
  }

  /** The values by pass. */
  List<Double> curve(TrialResult result) {
    return result.curve().stream()
        .filter(point -> point.metric().equals(metric))
        .map(TrialResult.Point::value)
        .toList();
  }

  /** A value such that less is better. */
  double loss(double value) {
    return type.get() == TuningDefinition.Type.MAXIMIZE ? -value : value;
  }

  /** A direction that was told. */
  void learn(Metric.Direction direction) {
    if (type.get() == null) {
      type.compareAndSet(
          null,
          switch (direction) {
            case LOSS -> TuningDefinition.Type.MINIMIZE;
            case SCORE -> TuningDefinition.Type.MAXIMIZE;
            case FIGURE ->
                throw new CustomerError(
                    "Of '" + metric + "' neither less nor more is better; choose another objective",
                    "--objective");
          });
    }
  }

  private void learn(TrialResult result) {
    Metric.Direction direction = result.directions().get(metric);
    if (direction != null) {
      learn(direction);
    }
  }
}

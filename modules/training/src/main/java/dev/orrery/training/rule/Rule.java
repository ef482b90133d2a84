package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import java.util.Optional;
import java.util.Set;

/** One built-in rule of SageMaker Debugger while a training runs. */
abstract class Rule {

  /** What it looks at. */
  abstract Set<TensorCollection> collections();

  /** Training begins, or goes on. */
  void begin(SavePlan plan) {}

  /** Takes labels and predictions of a mini-batch, one after the other. */
  void count(Event.Tensor tensor) {}

  /**
   * Looks at the tensors of a saved step.
   *
   * @return why the condition is met, where it is
   */
  abstract Optional<Finding> look(SavedStep saved);

  /** Nothing has come of the training for a time. */
  Optional<Finding> idle(long nanos) {
    return Optional.empty();
  }
}

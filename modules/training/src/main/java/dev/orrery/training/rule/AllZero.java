package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.Optional;
import java.util.Set;

/** The percentage of values of a tensor that are zeros reaches the threshold. */
final class AllZero extends Rule {

  private final TensorSelection selection;
  private final double threshold;

  AllZero(RuleValues values) {
    selection = TensorSelection.of(values, Set.of());
    threshold = values.number("threshold");
  }

  @Override
  Set<TensorCollection> collections() {
    return selection.collections();
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    for (Event.Tensor tensor : selection.of(saved)) {
      int zeros = 0;
      for (float value : tensor.values()) {
        zeros += value == 0 ? 1 : 0;
      }
      double percent = 100.0 * zeros / tensor.values().length;
      if (percent >= threshold) {
        return Optional.of(
            new Finding(
                saved.step(),
                Text.format(
                    "%d of the %d values of %s are zeros, %s %%, where threshold is %s %%; a smaller l1, or other first weights, may help",
                    zeros,
                    tensor.values().length,
                    tensor.name(),
                    Figures.of(percent),
                    Figures.of(threshold))));
      }
    }
    return Optional.empty();
  }
}

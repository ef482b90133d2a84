package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.Optional;
import java.util.Set;

/** A tensor of gradients whose mean absolute value is below the threshold. */
final class VanishingGradient extends Rule {

  private final double threshold;

  VanishingGradient(RuleValues values) {
    threshold = values.number("threshold");
  }

  @Override
  Set<TensorCollection> collections() {
    return Set.of(TensorCollection.GRADIENTS);
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    for (Event.Tensor tensor : saved.of(TensorCollection.GRADIENTS)) {
      double mean = Statistics.meanAbsolute(tensor.values());
      if (mean < threshold) {
        return Optional.of(
            new Finding(
                saved.step(),
                Text.format(
                    "the mean absolute value of %s is %s, below threshold = %s, so nothing is learned any more; where that is too early, begin from other weights or with features of a like scale (--standardize)",
                    tensor.name(), Figures.of(mean), Figures.of(threshold))));
      }
    }
    return Optional.empty();
  }
}

package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.Optional;
import java.util.Set;

/** The variance of the values of a tensor is above one threshold or below another. */
final class TensorVariance extends Rule {

  private final TensorSelection selection;
  private final double most;
  private final double least;

  TensorVariance(RuleValues values) {
    selection = TensorSelection.of(values, Set.of());
    most = values.numberIfSet("max_threshold").orElse(Double.POSITIVE_INFINITY);
    least = values.numberIfSet("min_threshold").orElse(Double.NEGATIVE_INFINITY);
  }

  @Override
  Set<TensorCollection> collections() {
    return selection.collections();
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    for (Event.Tensor tensor : selection.of(saved)) {
      double variance = Statistics.variance(tensor.values(), 0, 1);
      if (variance > most || variance < least) {
        return Optional.of(
            new Finding(
                saved.step(),
                Text.format(
                    "the variance of %s is %s, %s; %s",
                    tensor.name(),
                    Figures.of(variance),
                    variance > most
                        ? "above max_threshold = " + Figures.of(most)
                        : "below min_threshold = " + Figures.of(least),
                    variance > most
                        ? "a smaller learning rate or a greater weight decay may help"
                        : "a greater learning rate or other first weights may help")));
      }
    }
    return Optional.empty();
  }
}

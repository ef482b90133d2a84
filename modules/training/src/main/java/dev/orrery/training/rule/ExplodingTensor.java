package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A value that is not a number, or is infinite unless {@code only_nan}. */
final class ExplodingTensor extends Rule {

  private final TensorSelection selection;
  private final boolean onlyNan;

  ExplodingTensor(RuleValues values) {
    selection =
        TensorSelection.of(
            values,
            EnumSet.complementOf(
                EnumSet.of(TensorCollection.LABELS, TensorCollection.PREDICTIONS)));
    onlyNan = values.flag("only_nan");
  }

  @Override
  Set<TensorCollection> collections() {
    return selection.collections();
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    for (Event.Tensor tensor : selection.of(saved)) {
      int found = 0;
      for (float value : tensor.values()) {
        if (Float.isNaN(value) || !onlyNan && Float.isInfinite(value)) {
          found++;
        }
      }
      if (found > 0) {
        return Optional.of(
            new Finding(
                saved.step(),
                Text.format(
                    "values of %3$s are %4$s, %1$d of %2$d; a smaller learning rate or features brought to mean 0 and deviation 1 (--standardize) may help",
                    found,
                    tensor.values().length,
                    tensor.name(),
                    onlyNan ? "not a number" : "not finite")));
      }
    }
    return Optional.empty();
  }
}

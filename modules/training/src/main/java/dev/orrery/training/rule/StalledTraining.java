package dev.orrery.training.rule;

import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** No tensor has come for {@code threshold} seconds. */
final class StalledTraining extends Rule {

  private final double threshold;
  private long step = -1;

  StalledTraining(RuleValues values) {
    threshold = values.number("threshold");
  }

  @Override
  Set<TensorCollection> collections() {
    return EnumSet.of(TensorCollection.LOSSES);
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    step = saved.step();
    return Optional.empty();
  }

  @Override
  Optional<Finding> idle(long nanos) {
    double seconds = nanos / 1e9;
    if (!(seconds > threshold)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Math.max(0, step),
            Text.format(
                "nothing has come of the training for %s seconds where threshold is %s; see whether its data can still be read, or take smaller mini-batches",
                Figures.of(seconds), Figures.of(threshold))));
  }
}

package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.Optional;
import java.util.Set;

/**
 * A loss improves when it is less than its best so far by {@code delta} or more; it fires when the
 * training loss has not for {@code patience_train} saved steps, or that of validation for {@code
 * patience_validation} validations.
 */
final class Overtraining extends Rule {

  private final Best train;
  private final Best validation;

  private static final class Best {
    private final String patienceName;
    private final int patience;
    private final double delta;
    private double best = Double.NaN;
    private long bestStep;
    private int since;

    Best(RuleValues values, String patienceName) {
      this.patienceName = patienceName;
      patience = values.whole(patienceName);
      delta = values.number("delta");
    }

    Optional<Finding> look(String name, long step, double loss) {
      if (Double.isNaN(best) || best - loss >= delta && loss < best) {
        best = loss;
        bestStep = step;
        since = 0;
        return Optional.empty();
      }
      since++;
      if (since < Math.max(1, patience)) {
        return Optional.empty();
      }
      return Optional.of(
          new Finding(
              step,
              Text.format(
                  "%s is %s and has not been less than its best, %s at step %d, by delta = %s for %d steps (%s = %d); fewer epochs do the same, and early stopping ends training there",
                  name,
                  Figures.of(loss),
                  Figures.of(best),
                  bestStep,
                  Figures.of(delta),
                  since,
                  patienceName,
                  patience)));
    }
  }

  Overtraining(RuleValues values) {
    train = new Best(values, "patience_train");
    validation = new Best(values, "patience_validation");
  }

  @Override
  Set<TensorCollection> collections() {
    return Set.of(TensorCollection.LOSSES);
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    Optional<Finding> found = Optional.empty();
    for (Event.Tensor tensor : saved.of(TensorCollection.LOSSES)) {
      Best of = tensor.validation() ? validation : train;
      Optional<Finding> own = of.look(tensor.name(), saved.step(), tensor.values()[0]);
      found = found.or(() -> own);
    }
    return found;
  }
}

package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loss of a step is held against that of the last saved step that lies {@code num_steps} or
 * more behind it; after a look the next is {@code num_steps} later at the soonest. A loss that is
 * not a number has not decreased; one that was 0 cannot.
 */
final class LossNotDecreasing extends Rule {

  private final TensorSelection selection;
  private final boolean train;
  private final boolean validation;
  private final int numSteps;
  private final double least;
  private final double most;
  private final Map<String, Deque<Point>> history = new HashMap<>();
  private final Map<String, Long> looked = new HashMap<>();

  private record Point(long step, double loss) {}

  LossNotDecreasing(RuleValues values) {
    boolean losses = values.flag("use_losses_collection");
    selection =
        TensorSelection.of(
            values,
            losses ? EnumSet.of(TensorCollection.LOSSES) : EnumSet.noneOf(TensorCollection.class));
    String mode = values.text("mode");
    train = !mode.equals("EVAL");
    validation = !mode.equals("TRAIN");
    numSteps = values.whole("num_steps");
    least = values.number("diff_percent");
    most = values.number("increase_threshold_percent");
  }

  @Override
  Set<TensorCollection> collections() {
    return selection.collections();
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    for (Event.Tensor tensor : selection.of(saved)) {
      if (tensor.values().length == 1 && (tensor.validation() ? validation : train)) {
        Optional<Finding> found = look(tensor.name(), saved.step(), tensor.values()[0]);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> look(String name, long step, double loss) {
    Deque<Point> points = history.computeIfAbsent(name, n -> new ArrayDeque<>());
    points.add(new Point(step, loss));
    Point earlier = null;
    while (points.peek().step() <= step - numSteps) {
      earlier = points.poll();
    }
    if (earlier == null) {
      return Optional.empty();
    }
    points.addFirst(earlier);
    Long last = looked.get(name);
    if (last != null && step < last + numSteps) {
      return Optional.empty();
    }
    looked.put(name, step);
    return judge(name, earlier, step, loss);
  }

  private Optional<Finding> judge(String name, Point earlier, long step, double loss) {
    double percent = 100 * (earlier.loss() - loss) / Math.abs(earlier.loss());
    boolean nothingToLose = earlier.loss() == 0 && loss == 0;
    if (nothingToLose || percent >= least) {
      return Optional.empty();
    }
    String change =
        !Double.isFinite(percent)
            ? "which is not a decrease"
            : -percent > most
                ? Text.format(
                    "%s %% more, beyond increase_threshold_percent = %s",
                    Figures.of(-percent), Figures.of(most))
                : Text.format(
                    "%s %% less, and diff_percent = %s is asked for",
                    Figures.of(percent), Figures.of(least));
    return Optional.of(
        new Finding(
            step,
            Text.format(
                "%s is %s after %s at step %d, %s; a smaller learning rate helps where it swings, a greater one where it creeps, and fewer epochs do where it has converged",
                name, Figures.of(loss), Figures.of(earlier.loss()), earlier.step(), change)));
  }
}

package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mean absolute change of a tensor of weights since an earlier saved step, divided by its mean
 * absolute value there and epsilon.
 */
final class WeightUpdateRatio extends Rule {

  /** Most earlier steps that are kept of one tensor. */
  private static final int MOST_KEPT = 1000;

  private final long numSteps;
  private final double large;
  private final double small;
  private final double epsilon;
  private final Map<String, Deque<Event.Tensor>> history = new HashMap<>();

  WeightUpdateRatio(RuleValues values) {
    numSteps = values.has("num_steps") ? values.whole("num_steps") : 0;
    large = values.number("large_threshold");
    small = values.number("small_threshold");
    epsilon = values.number("epsilon");
  }

  @Override
  Set<TensorCollection> collections() {
    return Set.of(TensorCollection.WEIGHTS);
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    Optional<Finding> found = Optional.empty();
    for (Event.Tensor tensor : saved.of(TensorCollection.WEIGHTS)) {
      Optional<Finding> own = look(tensor, saved.step());
      found = found.or(() -> own);
    }
    return found;
  }

  private Optional<Finding> look(Event.Tensor now, long step) {
    Deque<Event.Tensor> kept = history.computeIfAbsent(now.name(), name -> new ArrayDeque<>());
    Event.Tensor before = null;
    while (!kept.isEmpty() && kept.peek().step() <= step - Math.max(1, numSteps)) {
      before = kept.poll();
    }
    if (before != null && numSteps > 1) {
      kept.addFirst(before);
    }
    kept.add(now);
    if (kept.size() > MOST_KEPT) {
      kept.poll();
    }
    if (before == null || before.values().length != now.values().length) {
      return Optional.empty();
    }
    double change = Statistics.meanChange(before.values(), now.values());
    double size = Statistics.meanAbsolute(before.values());
    double ratio = change / (size + epsilon);
    if (!(ratio > large || ratio < small)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            step,
            Text.format(
                "%s changed by %s since step %d where its mean absolute value was %s, a ratio of %s, %s; %s learning rate may help",
                now.name(),
                Figures.of(change),
                before.step(),
                Figures.of(size),
                Figures.of(ratio),
                ratio > large
                    ? "above large_threshold = " + Figures.of(large)
                    : "below small_threshold = " + Figures.of(small),
                ratio > large ? "a smaller" : "a greater")));
  }
}

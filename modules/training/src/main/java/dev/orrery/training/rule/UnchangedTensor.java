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
 * A tensor is close, by numpy's {@code allclose}, to what it was in each of the last {@code
 * num_steps} saved steps, this one among them.
 */
final class UnchangedTensor extends Rule {

  private final TensorSelection selection;
  private final int numSteps;
  private final double rtol;
  private final double atol;
  private final boolean equalNan;
  private final Map<String, Deque<Event.Tensor>> history = new HashMap<>();

  UnchangedTensor(RuleValues values) {
    selection = TensorSelection.of(values, Set.of());
    numSteps = values.whole("num_steps");
    rtol = values.number("rtol");
    atol = values.number("atol");
    equalNan = values.flag("equal_nan");
  }

  @Override
  Set<TensorCollection> collections() {
    return selection.collections();
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    Optional<Finding> found = Optional.empty();
    for (Event.Tensor tensor : selection.of(saved)) {
      Deque<Event.Tensor> last = history.computeIfAbsent(tensor.name(), name -> new ArrayDeque<>());
      last.add(tensor);
      if (last.size() > numSteps) {
        last.poll();
      }
      boolean same =
          last.size() == numSteps
              && last.stream()
                  .allMatch(
                      before ->
                          Statistics.allClose(
                              before.values(), tensor.values(), rtol, atol, equalNan));
      if (same && found.isEmpty()) {
        found = Optional.of(new Finding(saved.step(), why(tensor, last)));
      }
    }
    return found;
  }

  private String why(Event.Tensor tensor, Deque<Event.Tensor> last) {
    return Text.format(
        "%s has stayed the same since step %d, through %d saved steps (num_steps = %d, rtol = %s, atol = %s); a greater learning rate may help, or it has converged and fewer epochs do",
        tensor.name(),
        last.peek().step(),
        last.size(),
        numSteps,
        Figures.of(rtol),
        Figures.of(atol));
  }
}

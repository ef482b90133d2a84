package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import java.util.List;

/** The mean training loss since the last validation, and the validation loss. */
final class LossMeans {

  private double sum;
  private int count;

  /** Takes the losses of a step. */
  void add(List<Event.Tensor> losses) {
    for (Event.Tensor tensor : losses) {
      if (!tensor.validation()) {
        sum += tensor.values()[0];
        count++;
      }
    }
  }

  /** The mean training loss; NaN when there was none. */
  double train() {
    return sum / count;
  }

  /** Begins anew, after a validation. */
  void clear() {
    sum = 0;
    count = 0;
  }

  /** The validation loss of a step; null when there was none. */
  static Double validation(List<Event.Tensor> losses) {
    return losses.stream()
        .filter(Event.Tensor::validation)
        .findFirst()
        .map(tensor -> (double) tensor.values()[0])
        .orElse(null);
  }
}

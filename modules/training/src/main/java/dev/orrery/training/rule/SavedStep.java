package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import java.util.List;

/**
 * The tensors that were saved at one step.
 *
 * @param step mini-batches over all passes, from 0
 * @param passEnded whether a pass has ended with it
 * @param tensors without labels and predictions, which rules get by {@link Rule#count}
 */
record SavedStep(long step, boolean passEnded, List<Event.Tensor> tensors) {

  /** Those of a collection. */
  List<Event.Tensor> of(TensorCollection collection) {
    return tensors.stream().filter(t -> t.collection() == collection).toList();
  }
}

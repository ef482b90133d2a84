package dev.orrery.core.event;

import java.util.Locale;
import java.util.Optional;

/** What kinds of {@link Event.Tensor} there are, by the names of SageMaker Debugger (spec D). */
public enum TensorCollection {
  /** What is learned, but for intercepts; the centers of k-means. */
  WEIGHTS,
  /** Intercepts. */
  BIASES,
  /** Mean gradients of a mini-batch, by weights and intercepts. */
  GRADIENTS,
  /** The mean loss of a mini-batch, or of the validation channel after a pass. */
  LOSSES,
  /** The labels of a mini-batch, as the data has them. */
  LABELS,
  /** What the model said of these rows before the mini-batch moved it: classes, or numbers. */
  PREDICTIONS;

  /** Debugger's name, such as {@code weights}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a name. */
  public static Optional<TensorCollection> find(String text) {
    for (TensorCollection collection : values()) {
      if (collection.text().equals(text)) {
        return Optional.of(collection);
      }
    }
    return Optional.empty();
  }
}

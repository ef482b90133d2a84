package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tensors that a rule looks at: those of its {@code collection_names} and those whose name
 * begins as one of its {@code tensor_regex} (Python's {@code re.match}), together.
 */
final class TensorSelection {

  private final Set<TensorCollection> collections;
  private final List<Pattern> patterns;

  private TensorSelection(Set<TensorCollection> collections, List<Pattern> patterns) {
    this.collections = collections;
    this.patterns = patterns;
  }

  /**
   * What the parameters name.
   *
   * @param standard the collections when neither is given
   */
  static TensorSelection of(RuleValues values, Set<TensorCollection> standard) {
    boolean given = values.has("collection_names") || values.has("tensor_regex");
    return new TensorSelection(
        given
            ? values.words("collection_names").stream()
                .map(name -> TensorCollection.find(name).orElseThrow())
                .collect(Collectors.toSet())
            : standard,
        values.patterns("tensor_regex"));
  }

  /** All collections that a tensor of this selection may be of. */
  Set<TensorCollection> collections() {
    return patterns.isEmpty() ? collections : EnumSet.allOf(TensorCollection.class);
  }

  List<Event.Tensor> of(SavedStep saved) {
    return saved.tensors().stream().filter(this::has).toList();
  }

  boolean has(Event.Tensor tensor) {
    return collections.contains(tensor.collection())
        || patterns.stream().anyMatch(pattern -> pattern.matcher(tensor.name()).lookingAt());
  }
}

package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All tensors that are compared are close (numpy's {@code allclose}) to those of another run at the
 * same step: what was changed between the two makes no difference.
 */
final class SimilarAcrossRuns extends Rule {

  private static final double RTOL = 1e-5;
  private static final double ATOL = 1e-8;
  private static final Set<TensorCollection> SAVED = TensorFile.COLLECTIONS;

  private final TensorSelection selection;
  private final Map<String, TensorFile.Content> others = new LinkedHashMap<>();

  /** Reads the tensors of the other runs. */
  SimilarAcrossRuns(RuleValues values) {
    selection = TensorSelection.of(values, SAVED);
    for (String run : values.words("other_trials")) {
      others.put(run, TensorFile.ofRun(Path.of(run)));
    }
  }

  @Override
  Set<TensorCollection> collections() {
    Set<TensorCollection> wanted = EnumSet.copyOf(SAVED);
    wanted.retainAll(selection.collections());
    return wanted;
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    List<Event.Tensor> own = selection.of(saved);
    for (Map.Entry<String, TensorFile.Content> other : others.entrySet()) {
      int compared = 0;
      int alike = 0;
      for (Event.Tensor tensor : own) {
        Optional<float[]> there = other.getValue().find(tensor.name(), saved.step());
        if (there.isPresent()) {
          compared++;
          alike += Statistics.allClose(tensor.values(), there.get(), RTOL, ATOL, true) ? 1 : 0;
        }
      }
      if (compared > 0 && compared == alike) {
        return Optional.of(
            new Finding(
                saved.step(),
                Text.format(
                    "all %d tensors that were compared (%s) are those of the run %s at the same step; what was changed between the two runs makes no difference so far",
                    compared,
                    String.join(", ", own.stream().map(Event.Tensor::name).sorted().toList()),
                    Path.of(other.getKey()).getFileName())));
      }
    }
    return Optional.empty();
  }
}

package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A rule on labels and predictions, which are counted over the mini-batches of a pass, or over
 * those that a {@code save_interval} names.
 *
 * <p>Predictions are those that were made before the mini-batch moved the model, so in the first
 * pass they are of a model that has seen next to nothing: where there are several passes and no
 * {@code start_step}, the first is not judged by them.
 */
abstract class CountingRule extends Rule {

  final PairCounts counts = new PairCounts();
  private final Long startStep;
  private SavePlan plan;
  private int passesEnded;

  CountingRule(RuleValues values) {
    startStep = values.has("start_step") ? (long) values.whole("start_step") : null;
  }

  abstract boolean isLabels(Event.Tensor tensor);

  abstract boolean isPredictions(Event.Tensor tensor);

  /** Judges what was counted. */
  abstract Optional<Finding> judge(long step, boolean byPredictions);

  @Override
  Set<TensorCollection> collections() {
    return EnumSet.of(TensorCollection.LABELS, TensorCollection.PREDICTIONS);
  }

  @Override
  void begin(SavePlan given) {
    plan = given;
  }

  @Override
  void count(Event.Tensor tensor) {
    if (isLabels(tensor)) {
      counts.labels(tensor);
    } else if (isPredictions(tensor)) {
      counts.predictions(tensor);
    }
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    boolean due = plan.interval().isPresent() || saved.passEnded();
    boolean first = plan.passes() > 1 && passesEnded == 0;
    passesEnded += saved.passEnded() ? 1 : 0;
    if (!due || counts.rows() == 0) {
      return Optional.empty();
    }
    return judge(saved.step(), startStep == null ? !first : saved.step() >= startStep);
  }

  /** A class as it is written in the data. */
  static String text(float label) {
    return Figures.of(label);
  }
}

package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * After every validation its loss is held against the mean training loss since the one before; it
 * fires when {@code patience} validations in a row are beyond the ratio.
 */
final class Overfit extends Rule {

  private final TensorSelection selection;
  private final long startStep;
  private final int patience;
  private final double threshold;
  private final LossMeans means = new LossMeans();
  private int beyond;

  Overfit(RuleValues values) {
    selection = TensorSelection.of(values, Set.of(TensorCollection.LOSSES));
    startStep = values.whole("start_step");
    patience = values.whole("patience");
    threshold = values.number("ratio_threshold");
  }

  @Override
  Set<TensorCollection> collections() {
    return selection.collections();
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    List<Event.Tensor> losses = selection.of(saved);
    means.add(losses);
    Double validation = LossMeans.validation(losses);
    if (validation == null) {
      return Optional.empty();
    }
    double train = means.train();
    means.clear();
    if (saved.step() < startStep) {
      return Optional.empty();
    }
    double ratio = (validation - train) / train;
    beyond = ratio > threshold ? beyond + 1 : 0;
    if (beyond < Math.max(1, patience)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            saved.step(),
            Text.format(
                "the validation loss is %s and the training loss %s, a ratio of %s above it where ratio_threshold is %s, for %d validation(s) in a row; more rows, a greater wd or l1, or fewer epochs may help",
                Figures.of(validation),
                Figures.of(train),
                Figures.of(ratio),
                Figures.of(threshold),
                beyond)));
  }
}

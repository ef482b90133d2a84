package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Once {@code samples} labels have been counted: the most frequent class has more than {@code
 * threshold_imbalance} times the rows of the rarest that occurs, or more than {@code
 * threshold_misprediction} of the rows of a class are taken for another. Then counting begins anew.
 */
final class ClassImbalance extends CountingRule {

  private final double imbalance;
  private final double misprediction;
  private final long samples;
  private final Pattern labels;
  private final Pattern predictions;

  ClassImbalance(RuleValues values) {
    super(values);
    imbalance = values.number("threshold_imbalance");
    misprediction = values.number("threshold_misprediction");
    samples = values.whole("samples");
    labels = Pattern.compile(values.text("labels_regex"));
    predictions = Pattern.compile(values.text("predictions_regex"));
  }

  @Override
  boolean isLabels(Event.Tensor tensor) {
    return tensor.collection() == TensorCollection.LABELS
        && labels.matcher(tensor.name()).lookingAt();
  }

  @Override
  boolean isPredictions(Event.Tensor tensor) {
    return tensor.collection() == TensorCollection.PREDICTIONS
        && predictions.matcher(tensor.name()).lookingAt();
  }

  @Override
  Optional<Finding> judge(long step, boolean byPredictions) {
    if (counts.rows() < samples) {
      return Optional.empty();
    }
    SortedMap<Float, Long> rows = counts.byLabel();
    Optional<Finding> found =
        uneven(step, rows).or(() -> byPredictions ? missed(step, rows) : Optional.empty());
    counts.clear();
    return found;
  }

  private Optional<Finding> uneven(long step, SortedMap<Float, Long> rows) {
    var largest = Collections.max(rows.entrySet(), Map.Entry.comparingByValue());
    var smallest = Collections.min(rows.entrySet(), Map.Entry.comparingByValue());
    double ratio = (double) largest.getValue() / smallest.getValue();
    if (!(ratio > imbalance)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            step,
            Text.format(
                "of %d labels, class %s has %d and class %s has %d, %s times as many where threshold_imbalance is %s; weigh the rare class (positive_example_weight_mult=balanced, balance_multiclass_weights=true) or add rows of it",
                counts.rows(),
                text(largest.getKey()),
                largest.getValue(),
                text(smallest.getKey()),
                smallest.getValue(),
                Figures.of(ratio),
                Figures.of(imbalance))));
  }

  private Optional<Finding> missed(long step, SortedMap<Float, Long> rows) {
    for (Map.Entry<Float, Long> of : rows.entrySet()) {
      long wrong = of.getValue() - counts.of(of.getKey(), of.getKey());
      double share = (double) wrong / of.getValue();
      if (share > misprediction) {
        return Optional.of(
            new Finding(
                step,
                Text.format(
                    "%d of the %d rows of class %s are taken for another, a share of %s where threshold_misprediction is %s; weigh that class more, or give the model features that tell it apart",
                    wrong,
                    of.getValue(),
                    text(of.getKey()),
                    Figures.of(share),
                    Figures.of(misprediction))));
      }
    }
    return Optional.empty();
  }
}

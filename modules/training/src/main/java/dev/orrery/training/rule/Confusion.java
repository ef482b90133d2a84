package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.text.Text;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The confusion matrix by its columns, what was said: of the rows of which a class was said, the
 * share that is of it must reach {@code min_diag}, and that of any other class must not exceed
 * {@code max_off_diag}. A class that occurs and was never said has a share of 0.
 */
final class Confusion extends CountingRule {

  private final String labels;
  private final String predictions;
  private final String labelsCollection;
  private final String predictionsCollection;
  private final double minDiag;
  private final double maxOffDiag;
  private final int categories;

  Confusion(RuleValues values) {
    super(values);
    labels = values.text("labels");
    predictions = values.text("predictions");
    labelsCollection = values.text("labels_collection");
    predictionsCollection = values.text("predictions_collection");
    minDiag = values.number("min_diag");
    maxOffDiag = values.number("max_off_diag");
    categories = values.has("category_no") ? values.whole("category_no") : 0;
  }

  @Override
  boolean isLabels(Event.Tensor tensor) {
    return tensor.name().equals(labels) && tensor.collection().text().equals(labelsCollection);
  }

  @Override
  boolean isPredictions(Event.Tensor tensor) {
    return tensor.name().equals(predictions)
        && tensor.collection().text().equals(predictionsCollection);
  }

  @Override
  Optional<Finding> judge(long step, boolean byPredictions) {
    Optional<Finding> found = byPredictions ? judge(step) : Optional.empty();
    counts.clear();
    return found;
  }

  private Optional<Finding> judge(long step) {
    SortedMap<Float, Long> said = counts.bySaid();
    SortedSet<Float> classes = new TreeSet<>(counts.classes());
    if (categories > 0) {
      classes.removeIf(label -> label >= categories);
    }
    for (float of : classes) {
      long column = said.getOrDefault(of, 0L);
      long right = counts.of(of, of);
      double share = column == 0 ? 0 : (double) right / column;
      if (!(share >= minDiag)) {
        return Optional.of(
            new Finding(
                step,
                Text.format(
                    "of %d rows that were called class %s, %d are of it, a share of %s where min_diag is %s; train longer, or give the model features that tell the classes apart",
                    column, text(of), right, Figures.of(share), Figures.of(minDiag))));
      }
      for (float other : classes) {
        double wrong = (double) counts.of(other, of) / column;
        if (other != of && !(wrong <= maxOffDiag)) {
          return Optional.of(
              new Finding(
                  step,
                  Text.format(
                      "of %d rows that were called class %s, %d are of class %s, a share of %s where max_off_diag is %s; give the model features that tell these two apart",
                      column,
                      text(of),
                      counts.of(other, of),
                      text(other),
                      Figures.of(wrong),
                      Figures.of(maxOffDiag))));
        }
      }
    }
    return Optional.empty();
  }
}

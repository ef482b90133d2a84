package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * In the first {@code steps} saved steps: variances of the columns of a tensor of weights (each of
 * the factors counts as a layer) differ by more than {@code threshold} times, or the 5th and 95th
 * percentile of a tensor of gradients lie closer than {@code distribution_range}, or the training
 * loss has not decreased for {@code patience} steps.
 */
final class PoorWeightInitialization extends Rule {

  private static final String TRY =
      "; other first factors (factors_init_method, factors_init_sigma) may help";

  private final double threshold;
  private final double range;
  private final int patience;
  private final int steps;
  private int seen;
  private double best = Double.POSITIVE_INFINITY;
  private int since;

  PoorWeightInitialization(RuleValues values) {
    threshold = values.number("threshold");
    range = values.number("distribution_range");
    patience = values.whole("patience");
    steps = values.whole("steps");
  }

  @Override
  Set<TensorCollection> collections() {
    return EnumSet.of(
        TensorCollection.WEIGHTS, TensorCollection.GRADIENTS, TensorCollection.LOSSES);
  }

  @Override
  Optional<Finding> look(SavedStep saved) {
    if (saved.of(TensorCollection.WEIGHTS).isEmpty() || seen++ >= steps) {
      return Optional.empty();
    }
    return uneven(saved).or(() -> narrow(saved)).or(() -> level(saved));
  }

  private Optional<Finding> uneven(SavedStep saved) {
    for (Event.Tensor tensor : saved.of(TensorCollection.WEIGHTS)) {
      if (tensor.columns() < 2 || tensor.values().length < 2 * tensor.columns()) {
        continue;
      }
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (int c = 0; c < tensor.columns(); c++) {
        double variance = Statistics.variance(tensor.values(), c, tensor.columns());
        least = Math.min(least, variance);
        most = Math.max(most, variance);
      }
      if (most / least > threshold) {
        return Optional.of(
            new Finding(
                saved.step(),
                Text.format(
                    "the variance of the columns of %s is %s to %s, a ratio of %s where threshold is %s%s",
                    tensor.name(),
                    Figures.of(least),
                    Figures.of(most),
                    Figures.of(most / least),
                    Figures.of(threshold),
                    TRY)));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> narrow(SavedStep saved) {
    for (Event.Tensor tensor : saved.of(TensorCollection.GRADIENTS)) {
      double span = Statistics.percentileSpan(tensor.values(), 5, 95);
      if (tensor.values().length > 1 && span < range) {
        return Optional.of(
            new Finding(
                saved.step(),
                Text.format(
                    "the 5th and the 95th percentile of %s are %s apart where distribution_range is %s%s",
                    tensor.name(), Figures.of(span), Figures.of(range), TRY)));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> level(SavedStep saved) {
    for (Event.Tensor tensor : saved.of(TensorCollection.LOSSES)) {
      if (!tensor.validation()) {
        double loss = tensor.values()[0];
        since = loss < best ? 0 : since + 1;
        best = Math.min(best, loss);
        if (since >= Math.max(1, patience)) {
          return Optional.of(
              new Finding(
                  saved.step(),
                  Text.format(
                      "%s is %s and has not decreased for %d steps (patience = %d)%s",
                      tensor.name(), Figures.of(loss), since, patience, TRY)));
        }
      }
    }
    return Optional.empty();
  }
}

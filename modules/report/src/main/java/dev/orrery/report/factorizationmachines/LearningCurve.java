package dev.orrery.report.factorizationmachines;

import dev.orrery.core.event.Event;
import dev.orrery.factorizationmachines.FactorizationMachinesStep;
import dev.orrery.factorizationmachines.Loss;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.LinesPicture;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The loss by pass and by mini-batch, with the pass at which the model began to overfit. */
final class LearningCurve {

  /** Rises of the validation loss below this part of it are noise. */
  private static final double NOTABLE = 0.002;

  /** Where losses fall by more than this, equal steps of a linear axis hide the end. */
  private static final double STEEP = 5;

  private LearningCurve() {}

  static Optional<Picture> of(Loss loss, PictureContext context) {
    boolean regressor = loss == Loss.SQUARED;
    String metric = regressor ? "rmse" : "binary_classification_cross_entropy";
    TreeMap<Integer, Double> train = byPass(context.measured(), "train", metric);
    TreeMap<Integer, Double> validation = byPass(context.measured(), "validation", metric);
    TreeMap<Double, Double> batches = byBatch(context.steps(), regressor);
    if (train.isEmpty()) {
      return Optional.empty();
    }
    String name = regressor ? "root mean squared error" : "cross entropy";
    LinesPicture lines =
        LinesPicture.named("loss")
            .title("Loss by pass and by mini-batch")
            .wholeX("passes over the training data")
            .y(name);
    if (batches.size() > 1) {
      lines.series("mini-batches", keys(batches), values(batches), false);
    }
    DoubleSummaryStatistics all =
        Stream.of(train, validation, batches)
            .flatMap(values -> values.values().stream())
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    if (all.getMin() > 0 && all.getMax() > STEEP * all.getMin()) {
      lines.logY();
    }
    lines.series("train", keys(train), values(train), true);
    String told =
        "the "
            + name
            + " of the training rows, each before it was learned from, goes from "
            + Numbers.significant(train.firstEntry().getValue(), 4)
            + " to "
            + Numbers.significant(train.lastEntry().getValue(), 4);
    if (!validation.isEmpty()) {
      lines.series("validation", keys(validation), values(validation), true);
      Map.Entry<Integer, Double> best =
          validation.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
      lines.mark("best: pass " + best.getKey(), best.getKey(), best.getValue());
      boolean overfits =
          validation.lastEntry().getValue() > best.getValue() * (1 + NOTABLE)
              && train.lastEntry().getValue() < train.get(best.getKey());
      told +=
          overfits
              ? "; on the validation rows it is least after pass "
                  + best.getKey()
                  + ", "
                  + Numbers.significant(best.getValue(), 4)
                  + ", and then rises: from there on the model learns its rows by heart"
              : "; on the validation rows it ends at "
                  + Numbers.significant(validation.lastEntry().getValue(), 4);
      if (overfits) {
        lines.vertical("overfitting begins", best.getKey());
      }
    }
    told += batches.size() > 1 ? "; the thin line is of single mini-batches" : "";
    String sentence = Character.toUpperCase(told.charAt(0)) + told.substring(1);
    return Optional.of(lines.subtitle(sentence).description(sentence + ".").build());
  }

  /** Values after each pass; the first pass ends at 1. */
  private static TreeMap<Integer, Double> byPass(
      List<Event.Measured> measured, String channel, String metric) {
    TreeMap<Integer, Double> values = new TreeMap<>();
    for (Event.Measured event : measured) {
      if (event.epoch().isPresent()
          && event.batch().isEmpty()
          && event.metric().channel().equals(channel)
          && event.metric().name().equals(metric)) {
        values.put(event.epoch().get() + 1, event.metric().value());
      }
    }
    return values;
  }

  /** Losses of the mini-batches that the steps tell of, at the passes that were done by then. */
  private static TreeMap<Double, Double> byBatch(
      List<Event.AlgorithmStep> steps, boolean regressor) {
    int perPass = 1;
    for (Event.AlgorithmStep step : steps) {
      if (step instanceof FactorizationMachinesStep.BatchUpdate update) {
        perPass = Math.max(perPass, update.batch() + 1);
      }
    }
    TreeMap<Double, Double> values = new TreeMap<>();
    for (Event.AlgorithmStep step : steps) {
      if (step instanceof FactorizationMachinesStep.BatchUpdate update) {
        values.put(
            update.epoch() + (update.batch() + 0.5) / perPass,
            regressor ? Math.sqrt(update.meanLoss()) : update.meanLoss());
      }
    }
    return values;
  }

  private static double[] keys(Map<? extends Number, Double> map) {
    return map.keySet().stream().mapToDouble(Number::doubleValue).toArray();
  }

  private static double[] values(Map<? extends Number, Double> map) {
    return map.values().stream().mapToDouble(Double::doubleValue).toArray();
  }
}

package dev.orrery.report.linearlearner;

import dev.orrery.core.event.Event;
import dev.orrery.linearlearner.Account;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.report.Picture;
import dev.orrery.report.common.LinesPicture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The loss of every parallel model by pass, the winner's apart, and the optimum under them. */
final class ParallelModelsPicture {

  /** An optimum below this is that of separable classes, which is 0 and reached by no model. */
  private static final double SEPARABLE = 1e-6;

  private static final double WIDE = 30;

  private ParallelModelsPicture() {}

  static Optional<Picture> of(LinearLearnerModel model, List<Event.Measured> measured) {
    boolean validated =
        measured.stream()
            .anyMatch(m -> m.model().isPresent() && m.metric().channel().equals("validation"));
    String channel = validated ? "validation" : "train";
    Map<Integer, TreeMap<Integer, Double>> byModel = new TreeMap<>();
    for (Event.Measured event : measured) {
      if (event.model().isPresent()
          && event.epoch().isPresent()
          && event.metric().channel().equals(channel)
          && Double.isFinite(event.metric().value())) {
        byModel
            .computeIfAbsent(event.model().get(), m -> new TreeMap<>())
            .put(event.epoch().get() + 1, event.metric().value());
      }
    }
    if (byModel.isEmpty()) {
      return Optional.empty();
    }
    int best = model.account().map(Account::best).orElse(0);
    LinesPicture picture =
        LinesPicture.named("parallel-models")
            .title("Loss of the parallel models by pass")
            .wholeX("Pass over the training data")
            .y(channel + " loss");
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Map.Entry<Integer, TreeMap<Integer, Double>> line : byModel.entrySet()) {
      double[] x = line.getValue().keySet().stream().mapToDouble(e -> e).toArray();
      double[] y = line.getValue().values().stream().mapToDouble(v -> v).toArray();
      for (double value : y) {
        least = value > 0 ? Math.min(least, value) : least;
        most = Math.max(most, value);
      }
      boolean winner = line.getKey() == best;
      picture.series((winner ? "chosen: model " : "model ") + line.getKey(), x, y, winner);
    }
    if (most > WIDE * least) {
      picture.logY();
    }
    double optimum = model.account().map(Account::optimum).orElse(Double.NaN);
    boolean hasOptimum = !validated && optimum > SEPARABLE;
    if (hasOptimum) {
      picture.reference("optimum", optimum);
    }
    model
        .account()
        .ifPresent(
            account -> {
              TreeMap<Integer, Double> line = byModel.get(account.best());
              Double kept = line == null ? null : line.get(account.epoch() + 1);
              if (kept != null) {
                picture.mark("kept", account.epoch() + 1, kept);
              }
            });
    boolean hasSolved =
        model.account().stream()
            .flatMap(account -> account.models().stream())
            .anyMatch(one -> one.settings().solved());
    String why = model.account().map(Account::why).orElse("");
    return Optional.of(
        picture
            .subtitle(
                byModel.size()
                    + (byModel.size() == 1 ? " model" : " models on the same mini-batches"))
            .description(
                why
                    + (hasSolved
                        ? " Models of odd index begin at the optimum of the rows of the scaler, under penalties of their own."
                        : "")
                    + (hasOptimum
                        ? " The dashed line is the least loss that any linear model reaches on the rows of the scaler."
                        : !validated && optimum <= SEPARABLE
                            ? " The classes can be parted without a mistake, so the least loss of any linear model is 0."
                            : ""))
            .build());
  }
}

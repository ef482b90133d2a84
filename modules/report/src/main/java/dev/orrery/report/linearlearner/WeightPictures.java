package dev.orrery.report.linearlearner;

import dev.orrery.linearlearner.Account;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.linearlearner.LinearLearnerStep;
import dev.orrery.linearlearner.ModelAccount;
import dev.orrery.linearlearner.ModelSettings;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.BarsPicture;
import dev.orrery.report.common.ImageGridPicture;
import dev.orrery.report.common.LinesPicture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The weights of the winner: as they are, by pass, and by regularisation. Where the steps of the
 * training are known they are those of scaled features, which can be compared with each other. Of
 * several classes the norm over the classes is shown.
 */
final class WeightPictures {

  /** Features whose lines are in color. */
  private static final int NAMED = 8;

  /** Features that are drawn at all. */
  private static final int MOST = 200;

  private static final int BARS = 24;

  private final LinearLearnerModel model;
  private final PictureContext context;
  private final List<LinearLearnerStep.Epoch> passes;
  private final Optional<Account> account;
  private final int best;

  WeightPictures(LinearLearnerModel model, PictureContext context) {
    this.model = model;
    this.context = context;
    this.account = model.account();
    this.best = account.map(Account::best).orElse(0);
    this.passes =
        context.steps().stream()
            .filter(LinearLearnerStep.Epoch.class::isInstance)
            .map(LinearLearnerStep.Epoch.class::cast)
            .toList();
  }

  /** The last pass that is known up to the one whose parameters were kept. */
  private Optional<LinearLearnerStep.Epoch> kept() {
    int epoch = account.map(Account::epoch).orElse(Integer.MAX_VALUE);
    return passes.stream().filter(p -> p.epoch() <= epoch).reduce((a, b) -> b);
  }

  Picture bars() {
    int d = model.featureDim();
    BarsPicture bars =
        BarsPicture.named("weights")
            .title("Largest weights")
            .axis(
                kept().isPresent() ? "weight of the scaled feature" : "weight of the raw feature");
    for (int j = 0; j < d; j++) {
      bars.bar(name(j), kept().isPresent() ? scaled(kept().get(), best, j) : raw(j));
    }
    return bars.sorted()
        .top(BARS)
        .description(
            model.outputs() == 1
                ? "A positive weight raises the score; the longest bars matter most, as far as features do not depend on each other."
                : "The norm of the weights of each feature over the classes: the longest bars part the classes most.")
        .build();
  }

  /** The weights of each class as an image, where the features are pixels. */
  Optional<Picture> images() {
    int d = model.featureDim();
    if (!ImageGridPicture.arePixels(context.featureNames(), d)) {
      return Optional.empty();
    }
    ImageGridPicture picture =
        ImageGridPicture.named("weight-images")
            .title("Weights as images")
            .signed()
            .description("Blue pixels speak for a class, red ones against it.");
    // Of scaled features: the raw weights of pixels that hardly vary would outshine all others.
    float[] weights = kept().map(LinearLearnerStep.Epoch::weights).orElseGet(model::weights);
    int first = kept().isPresent() ? best * model.outputs() : 0;
    for (int o = 0; o < model.outputs(); o++) {
      float[] pixels = new float[d];
      System.arraycopy(weights, (first + o) * d, pixels, 0, d);
      picture.image(
          model.outputs() == 1
              ? "weights"
              : o < context.labelNames().size() ? context.labelNames().get(o) : "class " + o,
          pixels);
    }
    return Optional.of(picture.build());
  }

  Optional<Picture> byPass() {
    if (passes.size() < 2) {
      return Optional.empty();
    }
    double[] x = passes.stream().mapToDouble(p -> p.epoch() + 1).toArray();
    LinesPicture picture =
        LinesPicture.named("coefficient-paths")
            .title("Weights by pass")
            .subtitle("Model " + best + ", scaled features")
            .wholeX("Pass over the training data")
            .y("weight");
    LinearLearnerStep.Epoch last = passes.getLast();
    List<Integer> order = largest(last);
    for (int j : order) {
      picture.series(
          name(j),
          x,
          passes.stream().mapToDouble(p -> scaled(p, best, j)).toArray(),
          order.indexOf(j) < NAMED);
    }
    return Optional.of(
        picture
            .description(
                "How the weights of the chosen model move while it trains; those of the longest way are in color.")
            .build());
  }

  /** The weights of the models that differ from the winner in wd alone. */
  Optional<Picture> byRegularisation() {
    Optional<LinearLearnerStep.Epoch> kept = kept();
    if (kept.isEmpty() || account.isEmpty()) {
      return Optional.empty();
    }
    ModelSettings winner = account.get().winner().settings();
    List<ModelAccount> models =
        account.get().models().stream()
            .filter(m -> m.failedAt() == 0 && sameButForWd(m.settings(), winner))
            .sorted(Comparator.comparingDouble(m -> m.settings().wd()))
            .toList();
    if (models.size() < 2) {
      return Optional.empty();
    }
    double least =
        models.stream().mapToDouble(m -> m.settings().wd()).filter(wd -> wd > 0).min().orElse(1);
    double[] x =
        models.stream()
            .mapToDouble(m -> m.settings().wd() > 0 ? m.settings().wd() : least / 100)
            .toArray();
    boolean zero = models.getFirst().settings().wd() == 0;
    LinesPicture picture =
        LinesPicture.named("regularisation-paths")
            .title("Weights by regularisation")
            .subtitle(
                "Models that differ from the chosen one in wd alone"
                    + (zero ? "; the leftmost has wd = 0" : ""))
            .x("wd")
            .y("weight")
            .logX()
            .vertical("chosen", winner.wd() > 0 ? winner.wd() : least / 100);
    LinearLearnerStep.Epoch last = kept.get();
    List<Integer> order = largest(last);
    for (int j : order) {
      picture.series(
          name(j),
          x,
          models.stream().mapToDouble(m -> scaled(last, m.index(), j)).toArray(),
          order.indexOf(j) < NAMED);
    }
    return Optional.of(
        picture.description("Stronger regularisation pulls the weights towards 0.").build());
  }

  private static boolean sameButForWd(ModelSettings one, ModelSettings other) {
    return one.optimizer().equals(other.optimizer())
        && one.learningRate() == other.learningRate()
        && one.l1() == other.l1()
        && one.biasLrMult() == other.biasLrMult()
        && one.minimumLr() == other.minimumLr()
        && one.positiveWeight() == other.positiveWeight();
  }

  /** The features of the largest weights, largest first. */
  private List<Integer> largest(LinearLearnerStep.Epoch pass) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, model.featureDim()).boxed().toList());
    order.sort(Comparator.comparingDouble(j -> -Math.abs(scaled(pass, best, j))));
    return order.subList(0, Math.min(MOST, order.size()));
  }

  private double scaled(LinearLearnerStep.Epoch pass, int m, int j) {
    return over(pass.weights(), m * pass.outputs(), pass.outputs(), pass.d(), j);
  }

  private double raw(int j) {
    return over(model.weights(), 0, model.outputs(), model.featureDim(), j);
  }

  /** The weight of a feature, or its norm over several outputs. */
  private static double over(float[] weights, int first, int outputs, int d, int j) {
    if (outputs == 1) {
      return weights[first * d + j];
    }
    double sum = 0;
    for (int o = first; o < first + outputs; o++) {
      sum += (double) weights[o * d + j] * weights[o * d + j];
    }
    return Math.sqrt(sum);
  }

  private String name(int j) {
    return j < context.featureNames().size() ? context.featureNames().get(j) : "feature " + j;
  }
}

package dev.orrery.linearlearner;

import dev.orrery.core.data.DataSource;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The choice among the parallel models, and of a binary classifier's threshold. */
final class Calibration {

  /** Rows per feature below which a weak penalty is likely to fit noise. */
  private static final int FEW = 20;

  private Calibration() {}

  /** Rows of the calibration sample at most. */
  static long rows(Hyperparameters hp, int models) {
    return hp.getOr(LinearLearnerHyperparameters.NUM_CALIBRATION_SAMPLES, Scoring.mostRows(models));
  }

  /**
   * The best threshold of every model; null for one that failed or whose loss is no finite number.
   *
   * @param scoring with scores kept
   */
  static ThresholdSearch.Choice[] search(
      Criterion criterion, Loss loss, Scoring scoring, RunContext context) {
    ThresholdSearch.Choice[] choices = new ThresholdSearch.Choice[scoring.losses.length];
    float[] labels = scoring.keptLabels();
    context
        .parallel()
        .forEach(
            choices.length,
            1,
            (from, to) -> {
              for (int m = from; m < to; m++) {
                if (scoring.isSound(m)) {
                  choices[m] =
                      new ThresholdSearch(criterion, natural(loss), scoring.keptScores(m), labels)
                          .best();
                }
              }
            });
    return choices;
  }

  /** The score that divides the classes when nothing is searched: probability 0.5, or halfway. */
  static double natural(Loss loss) {
    return loss instanceof Loss.Hinge ? 0.5 : 0;
  }

  /** Finishes a model from the best pass of each. */
  static LinearLearnerModel finish(
      Hyperparameters hp,
      LinearLearnerState state,
      Optional<DataSource> calibration,
      RunContext context)
      throws IOException {
    Progress progress = state.progress;
    boolean trained = progress.weights.length > 0;
    float[] weights = trained ? progress.weights : state.weights;
    float[] bias = trained ? progress.bias : state.bias;
    Loss loss = LinearLearnerHyperparameters.loss(hp);
    PredictorType type = LinearLearnerHyperparameters.predictorType(hp);
    Criterion criterion = Criterion.of(hp);
    int models = state.models();
    Scoring scoring = null;
    ThresholdSearch.Choice[] choices = new ThresholdSearch.Choice[models];
    if (calibration.isPresent()) {
      scoring =
          Scoring.of(
              state,
              weights,
              bias,
              type,
              loss,
              calibration.get(),
              progress.validated ? "validation" : "train",
              criterion.isLoss() ? 0 : rows(hp, models),
              context);
      if (!criterion.isLoss()) {
        choices = search(criterion, loss, scoring, context);
      }
    }
    List<ModelAccount> accounts = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      ThresholdSearch.Choice choice = choices[m];
      accounts.add(
          new ModelAccount(
              m,
              state.settings.get(m),
              trained ? progress.trainLoss[m] : Double.NaN,
              scoring == null ? Double.NaN : scoring.losses[m],
              choice == null ? Double.NaN : choice.value(),
              choice == null || choice.allowed(),
              threshold(loss, choice == null ? natural(loss) : choice.threshold()),
              state.failedAt[m]));
    }
    int best = best(accounts, criterion, choices);
    Account account =
        new Account(
            criterion.name(),
            scoring == null ? "" : progress.validated ? "validation" : "train",
            scoring == null ? 0 : criterion.isLoss() ? scoring.rows : scoring.kept,
            loss.objectiveName(),
            trained ? progress.epochs[best] : -1,
            best,
            state.optimum,
            accounts);
    if (!accounts.get(best).allowed()) {
      context.warn(
          Text.format(
              "No threshold of any model meets the target of %s on the calibration sample; the"
                  + " nearest was taken.",
              criterion.name()));
    }
    if (trained && !progress.validated) {
      noteFit(state, accounts, best, context);
    }
    if (choices[best] != null) {
      ThresholdSearch search =
          new ThresholdSearch(
              criterion, natural(loss), scoring.keptScores(best), scoring.keptLabels());
      ThresholdSearch.Choice choice = choices[best];
      context.step(
          () ->
              new LinearLearnerStep.Threshold(
                  best,
                  criterion.name(),
                  account.channel(),
                  search.curve(),
                  choice.threshold(),
                  choice.value(),
                  choice.confusion()));
    }
    context.step(() -> new LinearLearnerStep.Winner(account));
    context.log("Best model found for hyperparameters: " + accounts.get(best).settings().toJson());
    int width = state.outputs * state.d;
    float[] own = Arrays.copyOfRange(weights, best * width, (best + 1) * width);
    float[] ownBias = new float[state.outputs];
    for (int o = 0; o < state.outputs; o++) {
      ownBias[o] = state.scaler.fold(own, o * state.d, bias[best * state.outputs + o]);
    }
    return new LinearLearnerModel(
        type, loss, own, ownBias, state.d, accounts.get(best).threshold(), Optional.of(account));
  }

  /** Says that the weakest penalty won where the rows that it was trained on chose it. */
  private static void noteFit(
      LinearLearnerState state, List<ModelAccount> accounts, int best, RunContext context) {
    double wd = accounts.get(best).settings().wd();
    long stronger = accounts.stream().filter(m -> m.settings().wd() > wd).count();
    long rows = state.order.high + state.order.low;
    if (rows < (long) FEW * state.d && stronger >= accounts.size() / 2.0) {
      context.note(
          Text.format(
              "There is no validation channel, so the training rows chose among the models, and they prefer a weak penalty (wd %s); with %d rows for %d features a --validation channel chooses better.",
              wd, rows, state.d));
    }
  }

  /**
   * A threshold on scores of the model as one on what it answers; below 1, so that it has a score.
   */
  private static double threshold(Loss loss, double score) {
    return loss instanceof Loss.Logistic
        ? Math.min(1 / (1 + Math.exp(-score)), Math.nextDown(1.0))
        : score;
  }

  /**
   * The least loss among those whose value of the criterion is within one standard error of the
   * greatest, since less is chance and a loss tells more of a model than a count; where no
   * threshold of any model meets the target, what comes nearest to it.
   */
  private static int best(
      List<ModelAccount> accounts, Criterion criterion, ThresholdSearch.Choice[] choices) {
    double greatest = Double.NEGATIVE_INFINITY;
    double error = 0;
    for (ModelAccount account : accounts) {
      ThresholdSearch.Choice choice = choices[account.index()];
      if (account.failedAt() == 0 && choice != null && criterion.judged(choice) > greatest) {
        greatest = criterion.judged(choice);
        error = criterion.standardError(choice);
      }
    }
    double least = greatest - error;
    return accounts.stream()
        .filter(m -> m.failedAt() == 0)
        .filter(m -> isLevel(m, criterion, choices[m.index()], least))
        .min(
            Comparator.comparingDouble(ModelAccount::judgedLoss).thenComparing(ModelAccount::index))
        .map(ModelAccount::index)
        .orElse(0);
  }

  /** Whether a model's value is among the best; all are where nothing was searched. */
  private static boolean isLevel(
      ModelAccount account, Criterion criterion, ThresholdSearch.Choice choice, double least) {
    if (choice == null) {
      return least == Double.NEGATIVE_INFINITY;
    }
    return criterion.judged(choice) >= least && (choice.allowed() || least < 0);
  }
}

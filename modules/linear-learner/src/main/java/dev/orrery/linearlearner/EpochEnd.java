package dev.orrery.linearlearner;

import dev.orrery.core.algorithm.Algorithm.Verdict;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** What happens after a pass: measuring, keeping the best, stopping early (spec B1.3 step 5). */
final class EpochEnd {

  private final Hyperparameters hp;
  private final LinearLearnerState state;
  private final Loss loss;
  private final PredictorType type;
  private final RunContext context;

  EpochEnd(Hyperparameters hp, LinearLearnerState state, RunContext context) {
    this.hp = hp;
    this.state = state;
    this.loss = LinearLearnerHyperparameters.loss(hp);
    this.type = LinearLearnerHyperparameters.predictorType(hp);
    this.context = context;
  }

  Verdict run(int epoch, Optional<DataSource> validation) throws IOException {
    if (epoch == 0) {
      state.order.warning().ifPresent(context::warn);
      boolean fresh = state.rowsSeen == state.order.high + state.order.low;
      state.order.checkClasses(type, state.outputs, fresh, context);
    }
    double[] train = state.meanLosses();
    measure(epoch, "train", train);
    Criterion criterion = Criterion.of(hp);
    double[] onValidation = new double[0];
    String name = loss.objectiveName();
    boolean less = true;
    double[] judged = train;
    double[] errors = new double[0];
    if (validation.isPresent()) {
      state.progress.validated = true;
      Scoring scoring = score(validation.get(), !criterion.isLoss());
      onValidation = scoring.losses;
      leaveOut(onValidation);
      measure(epoch, "validation", onValidation);
      new LearnedTensors(state, context).validated(onValidation[0], loss);
      judged = onValidation;
      if (!criterion.isLoss()) {
        name = "sampled_" + criterion.name();
        less = false;
        ThresholdSearch.Choice[] choices = Calibration.search(criterion, loss, scoring, context);
        errors = Arrays.stream(choices).mapToDouble(criterion::standardError).toArray();
        judged =
            Arrays.stream(choices)
                .mapToDouble(choice -> choice == null ? Double.NaN : criterion.judged(choice))
                .toArray();
      }
    }
    double value = best(judged, less);
    context.log(
        "#early_stopping_criteria_metric: host=algo-1, epoch="
            + epoch
            + ", criteria="
            + name
            + ", value="
            + value);
    long checking = System.nanoTime();
    Progress progress = state.progress;
    double[] ofSound = judged.clone();
    for (int m = 0; m < ofSound.length; m++) {
      ofSound[m] = state.failedAt[m] == 0 ? judged[m] : Double.NaN;
    }
    boolean[] improved =
        progress.judge(
            epoch,
            ofSound,
            less,
            hp.get(LinearLearnerHyperparameters.EARLY_STOPPING_TOLERANCE),
            errors,
            onValidation);
    progress.keep(improved, state.weights, state.bias, train, onValidation);
    context.logTime("check_early_stopping.time", checking);
    if (progress.passesWithout == 0) {
      context.log("Epoch " + epoch + ": Loss improved. Updating best model");
      context.log("Saving model for epoch: " + epoch);
    } else {
      context.log(
          "Epoch " + epoch + ": Loss has not improved for " + progress.passesWithout + " epochs.");
    }
    double[] losses = onValidation.length > 0 ? onValidation : train;
    boolean wasBest = progress.bestEpoch == epoch;
    if (LinearLearnerStep.shown(epoch, state.weights.length)) {
      context.step(() -> LinearLearnerStep.Epoch.of(epoch, state, losses, loss, wasBest));
    }
    state.clearLosses();
    return progress.passesWithout >= hp.get(LinearLearnerHyperparameters.EARLY_STOPPING_PATIENCE)
        ? Verdict.STOP
        : Verdict.CONTINUE;
  }

  /** Without those models whose scores on the validation channel are beyond numbers. */
  private void leaveOut(double[] losses) {
    for (int m = 0; m < losses.length; m++) {
      if (state.failedAt[m] == 0 && !Double.isFinite(losses[m])) {
        state.leaveOut(m, "validation", context);
      }
    }
  }

  private Scoring score(DataSource validation, boolean keep) throws IOException {
    return Scoring.of(
        state,
        state.weights,
        state.bias,
        type,
        loss,
        validation,
        "validation",
        keep ? Calibration.rows(hp, state.models()) : 0,
        context);
  }

  private void measure(int epoch, String channel, double[] losses) {
    Metric[] metrics = new Metric[losses.length];
    for (int m = 0; m < losses.length; m++) {
      metrics[m] = Metric.loss(channel, "objective_loss", losses[m]).inLogAs(loss.objectiveName());
      context.listener().on(Event.Measured.ofModel(epoch, m, metrics[m]));
    }
    if (losses.length > 0) {
      context.listener().on(Event.Measured.ofEpoch(epoch, metrics[0]));
    }
  }

  /** The best value of a sound model; NaN when there is none. */
  private double best(double[] values, boolean less) {
    double best = Double.NaN;
    for (int m = 0; m < values.length; m++) {
      if (state.failedAt[m] == 0
          && Double.isFinite(values[m])
          && (Double.isNaN(best) || (less ? values[m] < best : values[m] > best))) {
        best = values[m];
      }
    }
    return best;
  }
}

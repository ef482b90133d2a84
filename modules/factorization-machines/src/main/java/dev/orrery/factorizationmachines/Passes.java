package dev.orrery.factorizationmachines;

import dev.orrery.core.algorithm.Algorithm.Verdict;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.Optional;

/** What happens at the end of a pass: a sweep of ALS, metrics, early stopping. */
final class Passes {

  private Passes() {}

  static Verdict end(
      Hyperparameters hyperparameters,
      FactorizationMachinesState state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context)
      throws IOException {
    if (state.pass == epoch) {
      // Not again when training was stopped below, before the pass had ended.
      close(hyperparameters, state, context);
      warnOfOneClass(state, epoch, context);
    }
    for (Metric metric : state.last.metrics(state.loss, "train")) {
      context.listener().on(Event.Measured.ofEpoch(epoch, metric));
    }
    double held =
        validation.isEmpty()
            ? Double.NaN
            : validate(hyperparameters, state, epoch, validation.get(), context);
    if (context.listener().wantsSteps() && state.last.rows() > 0) {
      tell(state, epoch, held, context);
    }
    return stop(hyperparameters, state, epoch, validation.isPresent(), context);
  }

  /** Makes the sums of the pass those of the last one, after a sweep of ALS. */
  private static void close(
      Hyperparameters hyperparameters, FactorizationMachinesState state, RunContext context) {
    if (FactorizationMachinesHyperparameters.als(hyperparameters)) {
      sweep(hyperparameters, state, context);
    }
    state.last = state.meter;
    state.meter = new Meter();
    state.pass++;
    state.passRows = 0;
    state.passBatches = 0;
  }

  /** A classifier that saw one class answers that class, whatever the row. */
  private static void warnOfOneClass(
      FactorizationMachinesState state, int epoch, RunContext context) {
    long rows = state.last.rows();
    long positives = state.last.positives();
    boolean one = positives == 0 || positives == rows;
    if (epoch == 0 && state.loss == Loss.LOGISTIC && rows > 0 && one) {
      context.warn(
          Text.format(
              "All rows of the train dataset have the label %d; a binary classifier learns from rows of both classes, 0 and 1.",
              positives == 0 ? 0 : 1));
    }
  }

  /** Moves a copy of the weights, so that a sweep that is stopped has changed nothing. */
  private static void sweep(
      Hyperparameters hyperparameters, FactorizationMachinesState state, RunContext context) {
    Batch all = Batch.concatenate(state.kept);
    state.kept.clear();
    state.kept.add(all);
    Weights moved = state.weights.copy();
    state.meter =
        new AlternatingLeastSquares(
                hyperparameters, moved, (CsrMatrix) all.features(), all.labels())
            .sweep(context);
    state.weights.set(moved);
    state.steps++;
    LearnedTensors.swept(state, context);
  }

  /** Scores the validation channel and keeps the weights when they are the best so far. */
  private static double validate(
      Hyperparameters hyperparameters,
      FactorizationMachinesState state,
      int epoch,
      DataSource validation,
      RunContext context)
      throws IOException {
    Scoring.Result result =
        Scoring.measure(
            state.weights,
            state.loss,
            "validation",
            validation,
            FactorizationMachines.scoringRows(hyperparameters),
            context);
    if (result.meter().rows() == 0) {
      return Double.NaN;
    }
    for (Metric metric : result.meter().metrics(state.loss, "validation")) {
      context.listener().on(Event.Measured.ofEpoch(epoch, metric.asExtension()));
    }
    double loss = result.meter().meanLoss();
    context.lossTensor(true, Math.max(0, state.steps - 1), loss);
    if (!Double.isFinite(loss)) {
      throw NotFinite.error(
          "The loss on the validation channel is not finite after epoch " + epoch,
          hyperparameters,
          "validation");
    }
    if (state.best == null || loss < state.best.loss()) {
      boolean stops = hyperparameters.has(FactorizationMachinesHyperparameters.PATIENCE);
      state.best =
          new FactorizationMachinesState.Best(epoch, loss, stops ? state.weights.copy() : null);
      state.passesSinceBest = 0;
    } else {
      state.passesSinceBest++;
    }
    return loss;
  }

  private static Verdict stop(
      Hyperparameters hyperparameters,
      FactorizationMachinesState state,
      int epoch,
      boolean validated,
      RunContext context) {
    if (!hyperparameters.has(FactorizationMachinesHyperparameters.PATIENCE)) {
      return Verdict.CONTINUE;
    }
    if (!validated) {
      if (epoch == 0) {
        context.warn(
            "orrery_early_stopping_patience has no effect, since there is no validation channel");
      }
      return Verdict.CONTINUE;
    }
    long patience = hyperparameters.get(FactorizationMachinesHyperparameters.PATIENCE);
    boolean enough = state.passesSinceBest >= patience;
    boolean last = epoch + 1 >= hyperparameters.getInt(FactorizationMachinesHyperparameters.EPOCHS);
    if ((enough || last) && state.passesSinceBest > 0) {
      state.weights.set(state.best.weights());
      context.note(
          Text.format(
              enough
                  ? "Training stopped after epoch %1$d, since the loss on the validation channel had"
                      + " been least after epoch %2$d; the weights of epoch %2$d are the model."
                  : "The loss on the validation channel was least after epoch %2$d; the weights of"
                      + " that epoch are the model.",
              epoch,
              state.best.epoch()));
    }
    return enough ? Verdict.STOP : Verdict.CONTINUE;
  }

  private static void tell(
      FactorizationMachinesState state, int epoch, double held, RunContext context) {
    Workspace work = state.workspace();
    if (work.shown == null) {
      TouchedFeatures byFeature = work.touched;
      if (!state.kept.isEmpty()) {
        byFeature.index((CsrMatrix) state.kept.getFirst().features(), false);
      }
      work.shown = FactorizationMachinesStep.mostActive(byFeature);
    }
    if (!FactorizationMachinesStep.shown(epoch)) {
      return;
    }
    context.step(
        () ->
            new FactorizationMachinesStep.PassEnd(
                state.loss,
                epoch,
                state.last.meanLoss(),
                held,
                state.best == null ? -1 : state.best.epoch(),
                FactorizationMachinesStep.Places.of(state.weights, work.shown)));
  }
}

package dev.orrery.pca;

import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;

/** Makes the steps of PCA, at intervals that grow, for each costs an eigendecomposition. */
final class Steps {

  /** Features above which the growing rows are not drawn. */
  private static final int MOST_FEATURES = 1024;

  private static final int FEW_FEATURES = 128;

  private Steps() {}

  /** Draws mean and components of the rows so far, when there are a good part more than before. */
  static void rowsTaken(Hyperparameters hyperparameters, PcaState state, RunContext context) {
    if (state instanceof RangeState || state.d > MOST_FEATURES || state.rowsSeen < state.nextStep) {
      return;
    }
    double growth = state.d > FEW_FEATURES ? 2 : 1.2;
    state.nextStep = (long) Math.ceil(state.rowsSeen * growth);
    PcaState copy = state.copy();
    copy.flush(context);
    PcaStep.Picture before = state.lastPicture;
    PcaStep.Picture after = picture(hyperparameters, copy, context);
    state.lastPicture = after;
    boolean sketched = state instanceof SketchState;
    context.step(() -> new PcaStep.RowsTaken(state.rowsSeen, before, after, sketched));
  }

  static void subspaceTurned(
      Hyperparameters hyperparameters, RangeState state, int epoch, RunContext context) {
    context.step(
        () -> {
          Components found = Components.of(state, state.l, Pca.centered(hyperparameters), context);
          PcaStep.Picture before = state.lastPicture;
          state.lastPicture = PcaStep.Picture.of(found, Math.min(2, state.l));
          double kept = 0;
          for (double value : found.scatters()) {
            kept += value;
          }
          double share = found.total() > 0 ? kept / found.total() : 0;
          return new PcaStep.SubspaceTurned(epoch + 1, before, state.lastPicture, share, state.l);
        });
  }

  static void componentsFound(
      PcaState state, Components found, PcaModel model, RunContext context) {
    context.step(
        () ->
            new PcaStep.ComponentsFound(
                PcaStep.Picture.of(found, Math.min(2, model.numComponents())),
                model.numComponents(),
                model.explainedVarianceRatio(0),
                model.explainedVarianceRatio(),
                state instanceof SketchState));
  }

  private static PcaStep.Picture picture(
      Hyperparameters hyperparameters, PcaState state, RunContext context) {
    int axes = Math.min(2, state.d);
    return PcaStep.Picture.of(
        Components.of(state, axes, Pca.centered(hyperparameters), context), axes);
  }
}

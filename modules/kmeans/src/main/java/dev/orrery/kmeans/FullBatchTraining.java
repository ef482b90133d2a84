package dev.orrery.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Held;
import dev.orrery.kmeans.lloyd.FullBatch;
import dev.orrery.kmeans.lloyd.FullBatchResult;
import dev.orrery.kmeans.lloyd.IterationListener;
import dev.orrery.kmeans.lloyd.Progress;
import dev.orrery.kmeans.lloyd.RowStatistics;
import dev.orrery.kmeans.lloyd.Variant;
import java.util.List;
import java.util.Optional;

/** Full-batch k-means with restarts: the best of several runs from first centers of their own. */
final class FullBatchTraining {

  private final Hyperparameters hyperparameters;
  private final FullBatchState state;
  private final RunContext context;
  private final DenseMatrix rows;
  private final Variant variant;
  private final int k;
  private final FullBatchState.Restarts restarts;

  private FullBatchTraining(
      Hyperparameters hyperparameters, FullBatchState state, RunContext context) {
    this.hyperparameters = hyperparameters;
    this.state = state;
    this.context = context;
    this.rows = state.rows();
    this.variant = KMeansHyperparameters.variant(hyperparameters).orElseThrow();
    this.k = hyperparameters.getInt(KMeansHyperparameters.K);
    String wish = wish();
    if (state.restarts == null || !state.restarts.wish.equals(wish)) {
      state.restarts = new FullBatchState.Restarts(wish);
    }
    this.restarts = state.restarts;
  }

  /**
   * The model of the best run. When it is cancelled, the state says where it stood, and the same
   * wish goes on from there to the same model.
   */
  static KMeansModel finish(
      Hyperparameters hyperparameters, FullBatchState state, RunContext context) {
    int k = hyperparameters.getInt(KMeansHyperparameters.K);
    int n = state.rows().rows();
    if (n == 0) {
      throw new CustomerError("No training data processed. The training channel is empty", "train");
    }
    if (k > n) {
      throw new CustomerError(
          "k is " + k + ", but the training data has only " + n + " row(s)", "--hp k");
    }
    return new FullBatchTraining(hyperparameters, state, context).finish();
  }

  private KMeansModel finish() {
    checkMemory();
    RowStatistics statistics = RowStatistics.of(rows, context);
    FullBatch.Options options =
        new FullBatch.Options(
            variant,
            hyperparameters.getInt(KMeansHyperparameters.MAX_ITER),
            hyperparameters.get(KMeansHyperparameters.TOL));
    int runs = hyperparameters.getInt(KMeansHyperparameters.RESTARTS);
    Held held = context.kernels().hold(rows.values());
    try {
      while (restarts.restart < runs) {
        if (restarts.current == null) {
          restarts.current = new Progress(firstCenters(restarts.restart), rows.rows());
        }
        FullBatchResult result =
            FullBatch.run(
                rows, statistics, options, restarts.current, listener(restarts.restart), context);
        take(result);
      }
    } finally {
      held.close();
    }
    state.restarts = null;
    return model(runs);
  }

  /** What makes two finishes the same piece of work. */
  private String wish() {
    return String.join(
        " ",
        context.kernels().name(),
        Long.toString(context.random().seed()),
        variant.text(),
        Integer.toString(k),
        hyperparameters.get(KMeansHyperparameters.INIT_METHOD),
        hyperparameters.get(KMeansHyperparameters.RESTARTS).toString(),
        hyperparameters.get(KMeansHyperparameters.MAX_ITER).toString(),
        hyperparameters.get(KMeansHyperparameters.TOL).toString());
  }

  private void checkMemory() {
    long needed = variant.boundBytes(rows.rows(), k);
    long heap = Runtime.getRuntime().maxMemory();
    long left = heap - 4L * rows.rows() * rows.columns();
    if (needed > left || needed > 0 && (long) k * k > Integer.MAX_VALUE) {
      throw new CustomerError(
          Text.format(
              "orrery_algorithm=%s with %d rows and k = %d keeps bounds of %d MB, and the heap has"
                  + " %d MB; use orrery_algorithm=lloyd, which keeps none",
              variant.text(), rows.rows(), k, needed >> 20, heap >> 20),
          "--hp orrery_algorithm");
    }
  }

  private float[] firstCenters(int restart) {
    String method = hyperparameters.get(KMeansHyperparameters.INIT_METHOD);
    var random = context.random().stream("kmeans.restart", restart);
    Rows points = new Rows(rows, context.kernels());
    float[] centers;
    if (method.equals(KMeansHyperparameters.RANDOM)) {
      centers = points.copyOf(Seeding.random(rows.rows(), k, random));
    } else {
      int trials = Seeding.greedyTrials(k);
      int[] chosen = Seeding.plusPlus(points, null, k, trials, random, context);
      centers = LocalSearch.improve(rows, points.copyOf(chosen), k, random, context);
    }
    if (restart == 0) {
      context.step(
          () -> new KMeansStep.FirstCenters(method, rows.rows(), rows.columns(), centers.clone()));
    }
    return centers;
  }

  /** Tells the loss of each iteration, and the steps of the first run. */
  private IterationListener listener(int restart) {
    String name = restart == 0 ? "inertia" : "inertia_" + restart;
    return (iteration, loss, changed, before, after, counts) -> {
      context
          .listener()
          .on(
              new Event.Measured(
                  Optional.of(iteration), Metric.loss("train", name, loss).asExtension()));
      int d = rows.columns();
      if (restart == 0) {
        context.lossTensor(false, iteration, loss / rows.rows());
        context.tensor("centers", TensorCollection.WEIGHTS, iteration, d, after::clone);
      }
      if (restart == 0 && KMeansStep.shown(iteration, (long) k * d)) {
        context.step(
            () ->
                new KMeansStep.Assignment(
                    iteration, loss, changed, rows.rows(), d, before, counts));
        context.step(() -> new KMeansStep.CenterMove(iteration, loss, d, before, after, counts));
      }
    };
  }

  private void take(FullBatchResult result) {
    context.note(
        Text.format(
            "%s run #%d: %d iterations, inertia %.8g, %d distances computed, %d saved",
            variant.text(),
            restarts.restart,
            result.iterations(),
            result.inertia(),
            result.distances(),
            result.saved()));
    if (restarts.best == null || result.inertia() < restarts.bestInertia) {
      restarts.best = result.centers();
      restarts.bestInertia = result.inertia();
      restarts.bestRestart = restarts.restart;
      restarts.bestIterations = result.iterations();
    }
    restarts.distances += result.distances();
    restarts.saved += result.saved();
    restarts.current = null;
    restarts.restart++;
  }

  private KMeansModel model(int runs) {
    String why =
        Text.format(
            "Run %d of %d has the least inertia, %.8g, after %d iterations.",
            restarts.bestRestart, runs, restarts.bestInertia, restarts.bestIterations);
    float[] best = restarts.best;
    context.step(() -> new KMeansStep.FinalCenters(why, rows.columns(), best));
    return new KMeansModel(
        best,
        k,
        rows.columns(),
        List.of(
            Metric.loss("train", "inertia", restarts.bestInertia).asExtension(),
            Metric.loss("train", "iterations", restarts.bestIterations).asExtension(),
            Metric.loss("train", "distance_computations", restarts.distances).asExtension(),
            Metric.score("train", "distance_computations_saved", restarts.saved).asExtension()));
  }
}

package dev.orrery.pca;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.pca.PcaHyperparameters.Way;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Principal component analysis: SageMaker's {@code regular} and {@code randomized}, and a range
 * finder with power iterations, behind one interface. See the package for what each computes.
 */
public final class Pca implements Algorithm<PcaState, PcaModel> {

  @Override
  public Description description() {
    return PcaDescription.VALUE;
  }

  @Override
  public HyperparameterSchema hyperparameters() {
    return PcaHyperparameters.SCHEMA;
  }

  @Override
  public Hyperparameter<Long> featureDim() {
    return PcaHyperparameters.FEATURE_DIM;
  }

  @Override
  public Hyperparameter<Long> miniBatchSize() {
    return PcaHyperparameters.MINI_BATCH_SIZE;
  }

  /** 1, and for the range finder one more for each power iteration. */
  @Override
  public int passes(Hyperparameters hyperparameters) {
    return PcaHyperparameters.way(hyperparameters) == Way.RANGE_FINDER
        ? 1 + hyperparameters.getInt(PcaHyperparameters.POWER_ITERATIONS)
        : 1;
  }

  @Override
  public void check(Hyperparameters hyperparameters, boolean streamed) {
    Way way = PcaHyperparameters.way(hyperparameters);
    if (way == Way.RANGE_FINDER && streamed && passes(hyperparameters) > 1) {
      throw new CustomerError(
          "orrery_algorithm=range_finder reads the data "
              + passes(hyperparameters)
              + " times, so it cannot read through a pipe; use File mode, orrery_power_iterations=0"
              + " or algorithm_mode=randomized",
          "--hp orrery_algorithm");
    }
    if (way == Way.RANGE_FINDER
        && hyperparameters.get(PcaHyperparameters.ALGORITHM_MODE).equals("randomized")) {
      throw new CustomerError(
          "algorithm_mode=randomized and orrery_algorithm=range_finder are two ways to the"
              + " components; ask for one of them",
          "--hp orrery_algorithm");
    }
    long d = hyperparameters.get(PcaHyperparameters.FEATURE_DIM);
    if (d > 1) {
      // One feature is also what stands here before the data is read; initialize checks again.
      PcaHyperparameters.checkComponents(hyperparameters);
    }
    long width = way == Way.GRAM ? d : PcaHyperparameters.width(hyperparameters);
    if (width * d > Integer.MAX_VALUE - 8) {
      throw new CustomerError(
          way == Way.GRAM
              ? "regular PCA needs a matrix of "
                  + d
                  + " x "
                  + d
                  + ", which is more than one array of Java holds; use algorithm_mode=randomized"
              : "A sketch of "
                  + width
                  + " x "
                  + d
                  + " is more than one array of Java holds; lower num_components or"
                  + " extra_components",
          "--hp " + (way == Way.GRAM ? "algorithm_mode" : "num_components"));
    }
  }

  @Override
  public PcaState initialize(Hyperparameters hyperparameters, Batch sample, RunContext context) {
    Matrix rows = sample.features();
    checkWidth(hyperparameters, rows, "train");
    PcaHyperparameters.checkComponents(hyperparameters);
    int d = rows.columns();
    context.log("Create Store: dist_sync");
    context.logNoGpus();
    context.log("The default executor is <PCAExecutor on cpu(0)>.");
    context.log(d + " feature(s) found in 'data'.");
    int last = hyperparameters.getInt(PcaHyperparameters.MINI_BATCH_SIZE) - 1;
    context.log("<PCAExecutor on cpu(0)> is assigned to batch slice from 0 to " + last + ".");
    float[] shift =
        hyperparameters.get(PcaHyperparameters.SUBTRACT_MEAN) ? shift(rows) : new float[d];
    long width = PcaHyperparameters.width(hyperparameters); // regular needs none, however great
    return switch (PcaHyperparameters.way(hyperparameters)) {
      case GRAM -> new GramState(d, shift);
      case SKETCH -> new SketchState(d, shift, Math.toIntExact(width));
      case RANGE_FINDER -> RangeState.random(d, shift, Math.toIntExact(width), context);
    };
  }

  /** The mean of dense rows; zeros for sparse ones, whose zeros should stay so. */
  private static float[] shift(Matrix rows) {
    float[] shift = new float[rows.columns()];
    if (rows instanceof DenseMatrix dense && dense.rows() > 0) {
      double[] sums = new double[shift.length];
      for (int i = 0; i < dense.rows(); i++) {
        for (int j = 0; j < shift.length; j++) {
          sums[j] += dense.get(i, j);
        }
      }
      for (int j = 0; j < shift.length; j++) {
        shift[j] = (float) (sums[j] / dense.rows());
      }
    }
    return shift;
  }

  @Override
  public void update(
      Hyperparameters hyperparameters, PcaState state, Batch batch, RunContext context) {
    checkWidth(hyperparameters, batch.features(), "train");
    state.add(batch.features(), context);
    if (context.listener().wantsSteps()) {
      Steps.rowsTaken(hyperparameters, state, context);
    }
  }

  @Override
  public Verdict endPass(
      Hyperparameters hyperparameters,
      PcaState state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context) {
    state.flush(context);
    checkFinite(state);
    if (state instanceof RangeState range) {
      Steps.subspaceTurned(hyperparameters, range, epoch, context);
      if (epoch + 1 < passes(hyperparameters)) {
        range.turn(centered(hyperparameters), context);
      }
    }
    return Verdict.CONTINUE;
  }

  private static void checkFinite(PcaState state) {
    for (int j = 0; j < state.d; j++) {
      if (!Double.isFinite(state.squares[j]) || state.squares[j] > 1e36) {
        throw new CustomerError(
            "The values of feature "
                + j
                + " are so far apart that their products exceed the range of float32; scale the data,"
                + " for instance with --standardize",
            "train");
      }
    }
  }

  @Override
  public PcaState merge(
      Hyperparameters hyperparameters, List<PcaState> states, RunContext context) {
    PcaState merged = states.getFirst();
    merged.flush(context);
    for (PcaState other : states.subList(1, states.size())) {
      other.flush(context);
      merged.addSums(other);
    }
    return merged;
  }

  /** The first host goes on with the sums; the others begin with none, and with the same shift. */
  @Override
  public List<PcaState> fork(Hyperparameters hyperparameters, PcaState state, int hosts) {
    List<PcaState> states = new ArrayList<>(List.of(state));
    for (int host = 1; host < hosts; host++) {
      PcaState empty = state.empty();
      if (empty instanceof SketchState sketch) {
        sketch.host = host;
      }
      states.add(empty);
    }
    return states;
  }

  /**
   * The same way to the components; for a sketch or a subspace also its width, of which
   * num_components is a part. Regular PCA keeps all that any number of components needs.
   */
  @Override
  public void checkContinuation(Hyperparameters before, Hyperparameters now) {
    same(before, now, PcaHyperparameters.ALGORITHM_MODE);
    same(before, now, PcaHyperparameters.ALGORITHM);
    if (PcaHyperparameters.way(now) != Way.GRAM
        && PcaHyperparameters.width(before) != PcaHyperparameters.width(now)) {
      same(before, now, PcaHyperparameters.NUM_COMPONENTS);
      same(before, now, PcaHyperparameters.EXTRA_COMPONENTS);
    }
  }

  private static void same(
      Hyperparameters before, Hyperparameters now, Hyperparameter<?> hyperparameter) {
    Object trained = before.get(hyperparameter);
    Object wanted = now.get(hyperparameter);
    if (!trained.equals(wanted)) {
      throw new CustomerError(
          Text.format(
              "The state was trained with %1$s=%2$s and cannot be gone on from with %1$s=%3$s",
              hyperparameter, trained, wanted),
          "--hp " + hyperparameter);
    }
  }

  /**
   * Further rows are added to the sums. The range finder goes on from the subspace that it has come
   * to, and scores it on the new rows alone.
   */
  @Override
  public PcaState continueFrom(
      Hyperparameters hyperparameters, PcaState state, RunContext context) {
    Way way =
        switch (state) {
          case GramState gram -> Way.GRAM;
          case SketchState sketch -> Way.SKETCH;
          case RangeState range -> Way.RANGE_FINDER;
        };
    int width =
        switch (state) {
          case GramState gram -> state.d;
          case SketchState sketch -> sketch.l;
          case RangeState range -> range.l;
        };
    boolean fits =
        way == PcaHyperparameters.way(hyperparameters)
            && state.d == hyperparameters.get(PcaHyperparameters.FEATURE_DIM)
            && (way == Way.GRAM || width == PcaHyperparameters.width(hyperparameters))
            && (centered(hyperparameters) || !state.shifted);
    if (!fits) {
      throw new CustomerError(
          "The state to go on from has "
              + state.d
              + " features and was made by another algorithm_mode, num_components, extra_components"
              + " or subtract_mean than are asked for now",
          "--hp");
    }
    if (state instanceof RangeState range) {
      range.turn(centered(hyperparameters), context);
    }
    return state;
  }

  @Override
  public PcaModel finish(
      Hyperparameters hyperparameters,
      PcaState state,
      Optional<DataSource> calibration,
      RunContext context) {
    state.flush(context);
    checkFinite(state);
    context.cancellation().check();
    int asked = hyperparameters.getInt(PcaHyperparameters.NUM_COMPONENTS);
    boolean centered = centered(hyperparameters);
    Components found = Components.of(state, asked, centered, context);
    long directions = Math.max(0, state.rows - (centered ? 1 : 0));
    if (directions < asked) {
      context.warn(
          Text.format(
              "%d rows span at most %d directions%s, so the other %d of the %d components have singular"
                  + " value 0",
              state.rows,
              directions,
              centered ? " around their mean" : "",
              asked - directions,
              asked));
    } else if (found.total() == 0) {
      context.warn(
          Text.format(
              "All %d rows are alike, so there is no variance of which a share could be kept",
              state.rows));
    }
    int kept = found.enoughFor(hyperparameters.get(PcaHyperparameters.VARIANCE), context);
    PcaModel model = PcaModel.of(found, kept, hyperparameters.get(PcaHyperparameters.WHITEN));
    Steps.componentsFound(state, found, model, context);
    return model;
  }

  /** How many components are kept and whitened; regular has the sums for any number of them. */
  @Override
  public Set<String> finishingHyperparameters(Hyperparameters hyperparameters, boolean validated) {
    String whiten = PcaHyperparameters.WHITEN.name();
    String variance = PcaHyperparameters.VARIANCE.name();
    return PcaHyperparameters.way(hyperparameters) == Way.GRAM
        ? Set.of(
            whiten,
            variance,
            PcaHyperparameters.NUM_COMPONENTS.name(),
            PcaHyperparameters.EXTRA_COMPONENTS.name(),
            PcaHyperparameters.POWER_ITERATIONS.name())
        : Set.of(whiten, variance);
  }

  /** {@code num_components}, whose sketch or subspace is wide enough for fewer of them. */
  @Override
  public Set<String> sharedStateHyperparameters(Hyperparameters hyperparameters) {
    return PcaHyperparameters.way(hyperparameters) == Way.GRAM
        ? Set.of()
        : Set.of(PcaHyperparameters.NUM_COMPONENTS.name());
  }

  /**
   * For regular, the share of the variance that the components keep, and the mean squared error per
   * value of what they give back: both follow from the eigenvalues.
   */
  @Override
  public List<Metric> trainingMetrics(
      Hyperparameters hyperparameters, PcaState state, PcaModel model) {
    if (!(state instanceof GramState)) {
      return List.of();
    }
    double total = model.details().total();
    double lost = total == 0 ? 0 : Math.max(0, 1 - model.explainedVarianceRatio()) * total;
    return Scoring.metrics("train", total, lost, (double) state.rows * state.d);
  }

  @Override
  public List<Metric> evaluate(
      Hyperparameters hyperparameters,
      PcaModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    boolean train = channel.equals("train");
    if (train && PcaHyperparameters.way(hyperparameters) == Way.GRAM) {
      return List.of();
    }
    return Scoring.score(hyperparameters, model, channel, data, context);
  }

  @Override
  public void writeState(PcaState state, DataOutput out) throws IOException {
    StateFormat.write(state, out);
  }

  @Override
  public PcaState readState(DataInput in) throws IOException {
    return StateFormat.read(in);
  }

  /** The sums, what finishing them takes, the buffer and a mini-batch. */
  @Override
  public long memoryBytes(Hyperparameters hyperparameters, OptionalLong rows) {
    long d = hyperparameters.get(PcaHyperparameters.FEATURE_DIM);
    long batch = hyperparameters.get(PcaHyperparameters.MINI_BATCH_SIZE);
    int width = (int) Math.min(d, Integer.MAX_VALUE);
    long buffer = 4 * d * PcaState.bufferRows(width);
    long sums =
        PcaHyperparameters.way(hyperparameters) == Way.GRAM
            ? 8 * d * d * (GramState.lanes(width) + 2)
            : 40 * d * PcaHyperparameters.width(hyperparameters);
    return sums + buffer + batch * (4 * d + 8);
  }

  static boolean centered(Hyperparameters hyperparameters) {
    return hyperparameters.get(PcaHyperparameters.SUBTRACT_MEAN);
  }

  static void checkWidth(Hyperparameters hyperparameters, Matrix rows, String channel) {
    long expected = hyperparameters.get(PcaHyperparameters.FEATURE_DIM);
    if (rows.columns() != expected) {
      throw CustomerError.featureDim(channel, expected, rows.columns(), "--hp feature_dim");
    }
  }
}

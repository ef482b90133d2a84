package dev.orrery.training;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The smallest algorithm: adds up all values, and remembers the order of the batches. */
final class SumAlgorithm implements Algorithm<SumAlgorithm.Sum, SumAlgorithm.Total> {

  static final Hyperparameter<Long> FEATURE_DIM =
      Hyperparameter.integer("feature_dim", 1).required().meaning("Columns.");
  static final Hyperparameter<Long> MINI_BATCH_SIZE =
      Hyperparameter.integer("mini_batch_size", 1).defaultsTo("5").meaning("Rows.");
  static final Hyperparameter<Long> EPOCHS =
      Hyperparameter.integer("epochs", 1).defaultsTo("1").meaning("Passes.");

  /** States that were read. */
  int statesRead;

  /** Sum, an order-dependent digest of the batches, and the rows. */
  static final class Sum implements State {
    double sum;
    long digest;
    long rows;

    @Override
    public long rowsSeen() {
      return rows;
    }
  }

  record Total(double sum, long digest, long rows) implements Model {
    @Override
    public int featureDim() {
      return 1;
    }

    @Override
    public Predictions predict(Matrix rows, RunContext context) {
      throw new AssertionError("not asked here");
    }
  }

  @Override
  public Description description() {
    return Description.builder("sum").title("Sum").metricsName("Sum").summary("Adds up.").build();
  }

  @Override
  public HyperparameterSchema hyperparameters() {
    return HyperparameterSchema.of(FEATURE_DIM, MINI_BATCH_SIZE, EPOCHS);
  }

  @Override
  public Hyperparameter<Long> featureDim() {
    return FEATURE_DIM;
  }

  @Override
  public Hyperparameter<Long> miniBatchSize() {
    return MINI_BATCH_SIZE;
  }

  @Override
  public int passes(Hyperparameters hyperparameters) {
    return hyperparameters.getInt(EPOCHS);
  }

  @Override
  public Sum initialize(Hyperparameters hyperparameters, Batch sample, RunContext context) {
    return new Sum();
  }

  @Override
  public void update(Hyperparameters hyperparameters, Sum state, Batch batch, RunContext context) {
    DenseMatrix rows = batch.features().toDense();
    for (int i = 0; i < rows.rows(); i++) {
      state.sum += rows.get(i, 0);
    }
    state.digest = 31 * state.digest + Double.hashCode(state.sum) + rows.rows();
    state.rows += rows.rows();
  }

  /** Can be stopped after the hosts were merged, as algorithms that score a channel here can. */
  @Override
  public Verdict endPass(
      Hyperparameters hyperparameters,
      Sum state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context) {
    context.cancellation().check();
    return Verdict.CONTINUE;
  }

  /** Into the first of them, as it may be. */
  @Override
  public Sum merge(Hyperparameters hyperparameters, List<Sum> states, RunContext context) {
    Sum all = states.getFirst();
    for (Sum state : states.subList(1, states.size())) {
      all.sum += state.sum;
      all.digest = 17 * all.digest + state.digest;
      all.rows += state.rows;
    }
    return all;
  }

  @Override
  public List<Sum> fork(Hyperparameters hyperparameters, Sum state, int hosts) {
    List<Sum> forks = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      forks.add(i == 0 ? state : new Sum());
    }
    return forks;
  }

  @Override
  public Total finish(
      Hyperparameters hyperparameters,
      Sum state,
      Optional<DataSource> calibration,
      RunContext context) {
    context.cancellation().check();
    return new Total(state.sum, state.digest, state.rows);
  }

  @Override
  public List<Metric> trainingMetrics(Hyperparameters hyperparameters, Sum state, Total model) {
    return List.of();
  }

  @Override
  public List<Metric> evaluate(
      Hyperparameters hyperparameters,
      Total model,
      String channel,
      DataSource data,
      RunContext context) {
    return List.of();
  }

  @Override
  public void writeState(Sum state, DataOutput out) throws IOException {
    out.writeDouble(state.sum);
    out.writeLong(state.digest);
    out.writeLong(state.rows);
  }

  @Override
  public Sum readState(DataInput in) throws IOException {
    statesRead++;
    Sum state = new Sum();
    state.sum = in.readDouble();
    state.digest = in.readLong();
    state.rows = in.readLong();
    return state;
  }

  @Override
  public long memoryBytes(Hyperparameters hyperparameters, OptionalLong rows) {
    return 24;
  }
}

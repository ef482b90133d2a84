package dev.orrery.core.algorithm;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A machine-learning algorithm in the form of Liberty et al., "Elastic Machine Learning Algorithms
 * in Amazon SageMaker" (SIGMOD 2020): a state of bounded size summarises the rows seen so far, and
 * a model is finished from a state.
 *
 * <p>Implementations have no state of their own, are found by {@link java.util.ServiceLoader} and
 * have a public constructor without parameters. States belong to one thread at a time; threads
 * inside a call come from the context and do not change a bit of the result.
 *
 * @param <S> its states
 * @param <M> its models
 */
public interface Algorithm<S extends State, M extends Model> {

  /** What a pass over the training data led to. */
  enum Verdict {
    /** Another pass is welcome. */
    CONTINUE,
    /** Further passes would not help. */
    STOP
  }

  /** What it is. */
  Description description();

  /** Every hyperparameter, declared once. */
  HyperparameterSchema hyperparameters();

  /** The hyperparameter that holds the number of features, filled in from the data when absent. */
  Hyperparameter<Long> featureDim();

  /**
   * The hyperparameter that holds the rows of a mini-batch; the driver lowers the default to the
   * rows of a shard where those are fewer.
   */
  Hyperparameter<Long> miniBatchSize();

  /** Number of passes over the training data that these hyperparameters ask for, at least 1. */
  int passes(Hyperparameters hyperparameters);

  /**
   * Checks what no single declaration can, before any data is read: values that do not go together,
   * or an extension that cannot be had in this way of reading.
   *
   * @param streamed whether the data comes through a pipe and should not be kept in memory
   * @throws dev.orrery.core.error.CustomerError when they do not go together
   */
  default void check(Hyperparameters hyperparameters, boolean streamed) {}

  /**
   * Rows at the beginning of the data that {@link #initialize} wants to look at, at least a
   * mini-batch.
   */
  default int sampleRows(Hyperparameters hyperparameters) {
    return hyperparameters.getInt(miniBatchSize());
  }

  /**
   * Whether the mini-batch has one size only, which then stays as it is however few the rows are
   * and is not told of as a choice.
   */
  default boolean fixedMiniBatch() {
    return false;
  }

  /**
   * Whether SageMaker's training fails where mini-batches are larger than a host's data ("No
   * training data processed", spec A6), so that such a size is refused when it was asked for. The
   * others train on what there is, with a warning.
   */
  default boolean needsWholeBatch() {
    return false;
  }

  /**
   * The hyperparameter that holds the number of classes of the labels, where these hyperparameters
   * need one: filled in from the labels of the data when absent.
   */
  default Optional<Hyperparameter<Long>> classCount(Hyperparameters hyperparameters) {
    return Optional.empty();
  }

  /**
   * Checks labels that a model will be scored by, before it is trained.
   *
   * @param batch rows of the channel with their labels
   * @param channel {@code validation} or {@code test}
   * @throws dev.orrery.core.error.CustomerError naming the first label that scoring would refuse
   */
  default void checkLabels(Hyperparameters hyperparameters, Batch batch, String channel) {}

  /**
   * A state that has seen no rows.
   *
   * @param sample the first {@link #sampleRows} rows of the data, or all where those are fewer, to
   *     look at: they come again in {@link #update}
   */
  S initialize(Hyperparameters hyperparameters, Batch sample, RunContext context);

  /**
   * Takes in one mini-batch; changes {@code state}. Runs to its end: a request to stop is obeyed
   * between batches, so that a state is never half updated.
   */
  void update(Hyperparameters hyperparameters, S state, Batch batch, RunContext context);

  /**
   * Ends a pass over the training data, after the states of all hosts have been merged.
   *
   * <p>What is measured here is told by {@link dev.orrery.core.event.Event.Measured}, of the train
   * and the validation channel and with the pass.
   *
   * @param epoch the pass, from 0
   * @param validation the validation channel, when there is one
   */
  default Verdict endPass(
      Hyperparameters hyperparameters,
      S state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context)
      throws IOException {
    return Verdict.CONTINUE;
  }

  /** The state of all the rows that several states have seen; they must not be used afterwards. */
  S merge(Hyperparameters hyperparameters, List<S> states, RunContext context);

  /**
   * Equal copies of a state for several hosts, such that merging them at once gives the state back:
   * what counts rows is divided, so that nothing is counted twice.
   */
  List<S> fork(Hyperparameters hyperparameters, S state, int hosts);

  /**
   * Checks, before any data is read, that a state may be gone on with: what would give its figures
   * another meaning must be as it was.
   *
   * @param before the values by which the state was trained
   * @param now those that it is to go on with
   * @throws dev.orrery.core.error.CustomerError naming what was changed, with both values
   */
  default void checkContinuation(Hyperparameters before, Hyperparameters now) {}

  /**
   * Makes a state that another training came to ready to take in more data as the first pass of a
   * new training: what it has learned stays, what counts passes begins anew.
   *
   * @throws dev.orrery.core.error.CustomerError when the state does not fit the hyperparameters
   */
  default S continueFrom(Hyperparameters hyperparameters, S state, RunContext context) {
    return state;
  }

  /**
   * A model from a state. It may be called as often as wanted, with other finishing options in the
   * hyperparameters; what the state has learned stays as it is. Long work obeys a request to stop
   * by {@link dev.orrery.core.run.Cancellation#check}; it may leave its progress in the state, so
   * that calling it again goes on from there to the same model.
   *
   * @param calibration data to calibrate by: the validation channel, else the train channel; empty
   *     when there is neither
   * @throws dev.orrery.core.error.CustomerError when the rows seen do not suffice
   */
  M finish(
      Hyperparameters hyperparameters,
      S state,
      Optional<DataSource> calibration,
      RunContext context)
      throws IOException;

  /**
   * The names of the hyperparameters that only finishing, scoring and answering read, given the
   * others: trainings of one host that differ in these alone come to the same state, from which a
   * model of each can be finished, the same to the bit as if it had been trained by itself.
   *
   * @param hyperparameters the values in force
   * @param validated whether there is a validation channel, by which a pass may choose
   */
  default Set<String> finishingHyperparameters(Hyperparameters hyperparameters, boolean validated) {
    return Set.of();
  }

  /**
   * The names of the numeric hyperparameters on which the state depends, and of which a model of a
   * smaller value can be finished from the state of a greater one all the same. That model is not
   * the one that training by itself comes to, and has to be labelled so.
   */
  default Set<String> sharedStateHyperparameters(Hyperparameters hyperparameters) {
    return Set.of();
  }

  /** Metrics of the training itself, once the model is finished, such as {@code train:msd}. */
  List<Metric> trainingMetrics(Hyperparameters hyperparameters, S state, M model);

  /**
   * Scores a model on a channel, in one pass.
   *
   * @param channel {@code train}, {@code validation} or {@code test}; the train channel is scored
   *     for metrics that SageMaker does not have, and may be left out by returning no metrics
   */
  List<Metric> evaluate(
      Hyperparameters hyperparameters, M model, String channel, DataSource data, RunContext context)
      throws IOException;

  /** Writes a state, to the last bit. */
  void writeState(S state, DataOutput out) throws IOException;

  /** Reads what {@link #writeState} wrote. */
  S readState(DataInput in) throws IOException;

  /**
   * Bytes of memory that a state and the work on one mini-batch take, roughly.
   *
   * @param rows rows of the training data, where known, for a state that keeps them
   */
  long memoryBytes(Hyperparameters hyperparameters, OptionalLong rows);
}

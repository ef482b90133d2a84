package dev.orrery.training;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drives an algorithm over its data: passes, hosts, checkpoints, stop and resume. The hosts are
 * simulated one after the other, each on its own shard; their states are merged after every pass.
 */
final class Trainer<S extends State, M extends Model> {

  /** Where checkpoints go. */
  interface CheckpointSink<S extends State> {
    void save(Checkpoint<S> checkpoint) throws IOException;
  }

  /**
   * How a training ended.
   *
   * @param model the model; empty when it was stopped
   * @param state the state the model was finished from; null when it was stopped
   * @param hyperparameters the values in force
   */
  record Outcome<S, M>(Optional<M> model, S state, Hyperparameters hyperparameters) {}

  private static final double CHECKPOINT_SECONDS = 10;
  private static final double CHECKPOINT_SHARE = 0.05;

  private final Algorithm<S, M> algorithm;
  private final List<DataSource> shards;
  private final Optional<DataSource> validation;
  private final Optional<DataSource> calibration;
  private final RunContext context;
  private final CheckpointSink<S> sink;
  private final Timings timings;
  private final boolean defaultBatchSize;
  private Hyperparameters hyperparameters;
  private int miniBatchSize;
  private int passes;
  private List<S> states;
  private int epoch;
  private int host;
  private long rows;
  private long lastCheckpoint = System.nanoTime();
  private double checkpointCost;
  private boolean told;

  /**
   * A training that has not begun.
   *
   * @param shards one source per host
   * @param defaultBatchSize whether the rows of a mini-batch were left to the default, which is
   *     lowered to the rows of the shard where those are fewer
   * @param calibration what a model is calibrated by when it is finished
   * @param timings takes the times of initialize, update and finish
   */
  Trainer(
      Algorithm<S, M> algorithm,
      Hyperparameters hyperparameters,
      boolean defaultBatchSize,
      List<DataSource> shards,
      Optional<DataSource> validation,
      Optional<DataSource> calibration,
      RunContext context,
      CheckpointSink<S> sink,
      Timings timings) {
    this.algorithm = algorithm;
    this.hyperparameters = hyperparameters;
    this.defaultBatchSize = defaultBatchSize;
    this.shards = shards;
    this.validation = validation;
    this.calibration = calibration;
    this.context = context;
    this.sink = sink;
    this.timings = timings;
  }

  /**
   * Trains from the start, from another training's final state or from a checkpoint. When it is
   * stopped it saves a checkpoint, unless it has no state yet.
   *
   * @param from where to go on; empty to begin
   * @param learnt the state to begin with; empty to begin from nothing
   * @throws CustomerError when the data cannot be understood or does not suffice
   */
  Outcome<S, M> train(Optional<Checkpoint<S>> from, Optional<S> learnt) throws IOException {
    try {
      if (from.isPresent()) {
        goOnFrom(from.get());
      } else {
        begin(learnt);
      }
      passes = algorithm.passes(hyperparameters);
      while (epoch < passes) {
        if (pass() == Algorithm.Verdict.STOP) {
          break;
        }
      }
      S state = merged();
      states = new ArrayList<>(List.of(state));
      long finishing = System.nanoTime();
      M model = algorithm.finish(hyperparameters, state, calibration, context);
      timings.addOnceSince("finalize.time", finishing); // the algorithm may have told of it
      return new Outcome<>(Optional.of(model), state, hyperparameters);
    } catch (Cancellation.Cancelled stopped) {
      if (states != null) {
        save();
      }
      return new Outcome<>(Optional.empty(), null, hyperparameters);
    }
  }

  /** Saves where the training stands. */
  void save() throws IOException {
    sink.save(checkpoint());
  }

  /** Where the training stands. */
  Checkpoint<S> checkpoint() {
    return new Checkpoint<>(epoch, host, rows, miniBatchSize, states);
  }

  /**
   * The first rows of a shard.
   *
   * @throws CustomerError when the shard has no rows
   */
  static Batch firstBatch(DataSource shard, int rows) throws IOException {
    try (BatchReader reader = shard.open()) {
      Batch batch = reader.next(rows);
      if (batch == null) {
        throw new CustomerError(
            "No training data processed. Either the training channel is empty or the mini-batch size"
                + " is too high. There are no rows",
            shard.name());
      }
      return batch;
    }
  }

  private void goOnFrom(Checkpoint<S> checkpoint) {
    epoch = checkpoint.epoch();
    host = checkpoint.host();
    rows = checkpoint.rows();
    states = new ArrayList<>(checkpoint.states());
    useBatchSize(checkpoint.miniBatchSize());
  }

  private void begin(Optional<S> learnt) throws IOException {
    int asked = hyperparameters.getInt(algorithm.miniBatchSize());
    Batch sample =
        firstBatch(shards.getFirst(), Math.max(asked, algorithm.sampleRows(hyperparameters)));
    if (algorithm.fixedMiniBatch()) {
      miniBatchSize = asked;
    } else if (defaultBatchSize && sample.rows() < asked) {
      context.note(
          "'"
              + algorithm.miniBatchSize()
              + "' was left out: "
              + sample.rows()
              + ", all the rows (the default is "
              + asked
              + ").");
      useBatchSize(sample.rows());
    } else {
      tellOfShortShard(sample.rows(), asked);
      if (defaultBatchSize && algorithm.miniBatchSize().required()) {
        context.note(
            "'"
                + algorithm.miniBatchSize()
                + "' was left out: "
                + asked
                + ", as SageMaker's SDK sets it.");
      }
      miniBatchSize = asked;
    }
    long initializing = System.nanoTime();
    S state =
        learnt.isPresent()
            ? algorithm.continueFrom(hyperparameters, learnt.get(), context)
            : algorithm.initialize(hyperparameters, sample, context);
    timings.addSince("initialize.time", initializing);
    context
        .listener()
        .on(new Event.Initialized(sample.rows(), Math.ceilDiv(sample.rows(), miniBatchSize)));
    states =
        shards.size() == 1
            ? new ArrayList<>(List.of(state))
            : new ArrayList<>(algorithm.fork(hyperparameters, state, shards.size()));
  }

  /**
   * A mini-batch that was asked for and is larger than the data: SageMaker's text, or a warning.
   */
  private void tellOfShortShard(int rows, int asked) {
    if (rows >= asked) {
      return;
    }
    String sizes =
        Text.format("%s is %d, and there are %d rows", algorithm.miniBatchSize(), asked, rows);
    if (algorithm.needsWholeBatch()) {
      throw new CustomerError(
          "No training data processed. Either the training channel is empty or the mini-batch size"
              + " is too high. "
              + sizes,
          "--hp " + algorithm.miniBatchSize());
    }
    context.warn(sizes + "; the mini-batches hold what there is.");
  }

  private void useBatchSize(int size) {
    miniBatchSize = size;
    hyperparameters = hyperparameters.with(algorithm.miniBatchSize(), size);
  }

  private Algorithm.Verdict pass() throws IOException {
    long began = System.nanoTime();
    long seen = 0;
    while (host < shards.size()) {
      seen = readShard(seen);
      host++;
      rows = 0;
    }
    S state = merged();
    if (!told) {
      timings.add("epochs", passes);
      told = true;
    }
    timings.addSince("update.time", began);
    // A stop while the pass ends must not find states that have been merged already.
    states = new ArrayList<>(List.of(state));
    Algorithm.Verdict verdict =
        algorithm.endPass(hyperparameters, state, epoch, validation, context);
    boolean last = verdict == Algorithm.Verdict.STOP || epoch + 1 == passes;
    states =
        last || shards.size() == 1
            ? new ArrayList<>(List.of(state))
            : new ArrayList<>(algorithm.fork(hyperparameters, state, shards.size()));
    context.listener().on(new Event.EpochEnded(epoch, seen, (System.nanoTime() - began) / 1e9));
    epoch = last ? passes : epoch + 1;
    host = 0;
    return verdict;
  }

  private long readShard(long seenBefore) throws IOException {
    long seen = seenBefore;
    S state = states.get(host);
    try (BatchReader reader = shards.get(host).open()) {
      for (long skipped = 0; skipped < rows; ) {
        Batch batch = reader.next((int) Math.min(miniBatchSize, rows - skipped));
        if (batch == null) {
          throw new CustomerError(
              "The data ends before the row at which the run was stopped; it is not the data that"
                  + " the run began with",
              shards.get(host).name());
        }
        skipped += batch.rows();
      }
      seen += rows;
      int number = (int) (rows / miniBatchSize);
      for (Batch batch = reader.next(miniBatchSize);
          batch != null;
          batch = reader.next(miniBatchSize)) {
        context.cancellation().check();
        algorithm.update(hyperparameters, state, batch, context);
        rows += batch.rows();
        seen += batch.rows();
        double inShard = progress(reader, shards.get(host));
        double done = (epoch + (host + inShard) / shards.size()) / passes;
        context
            .listener()
            .on(new Event.BatchTrained(host, epoch, number++, batch.rows(), seen, done));
        checkpointNowAndThen();
      }
    }
    return seen;
  }

  private double progress(BatchReader reader, DataSource shard) {
    return shard.rows().isPresent()
        ? Math.min(1, (double) rows / Math.max(1, shard.rows().getAsLong()))
        : reader.progress();
  }

  private S merged() {
    return states.size() == 1
        ? states.getFirst()
        : algorithm.merge(hyperparameters, states, context);
  }

  /** Every ten seconds, and less often where saving takes long. */
  private void checkpointNowAndThen() throws IOException {
    double since = (System.nanoTime() - lastCheckpoint) / 1e9;
    if (since < Math.max(CHECKPOINT_SECONDS, checkpointCost / CHECKPOINT_SHARE)) {
      return;
    }
    long began = System.nanoTime();
    save();
    lastCheckpoint = System.nanoTime();
    checkpointCost = (lastCheckpoint - began) / 1e9;
  }
}

package dev.orrery.benchmarks;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of our algorithms, driven over rows in memory as the training driver would. */
final class OrreryTraining<S extends State, M extends Model> {

  private final Algorithm<S, M> algorithm;
  private final Hyperparameters hyperparameters;
  private final RunContext context;
  private final Batch rows;
  private final List<Batch> batches = new ArrayList<>();
  private S state;
  private int epoch;

  private OrreryTraining(
      Algorithm<S, M> algorithm, Map<String, String> given, Batch rows, RunContext context) {
    Map<String, String> all = new LinkedHashMap<>(given);
    all.put(algorithm.featureDim().name(), Integer.toString(rows.features().columns()));
    if (!algorithm.fixedMiniBatch()
        && rows.rows() < algorithm.hyperparameters().validate(all).get(algorithm.miniBatchSize())) {
      all.put(algorithm.miniBatchSize().name(), Integer.toString(rows.rows()));
    }
    this.algorithm = algorithm;
    this.hyperparameters = algorithm.hyperparameters().validate(all);
    this.context = context;
    this.rows = rows;
    int size = hyperparameters.getInt(algorithm.miniBatchSize());
    for (int from = 0; from < rows.rows(); from += size) {
      batches.add(rows.slice(from, Math.min(rows.rows(), from + size)));
    }
  }

  /**
   * A training of an algorithm by name.
   *
   * @param backend name of the backend
   */
  static OrreryTraining<?, ?> of(
      String algorithm,
      Map<String, String> hyperparameters,
      Batch rows,
      String backend,
      int threads) {
    return new OrreryTraining<>(
        Algorithms.find(algorithm), hyperparameters, rows, context(backend, threads));
  }

  /** What a quiet run on a backend works with. */
  static RunContext context(String backend, int threads) {
    return new RunContext(
        Backends.select(backend).kernels(),
        new RandomStreams(0),
        new Parallel(threads),
        EventListener.none(),
        new Cancellation());
  }

  /** Begins anew. */
  void begin() {
    int sample = Math.min(rows.rows(), algorithm.sampleRows(hyperparameters));
    state = algorithm.initialize(hyperparameters, rows.slice(0, sample), context);
    epoch = 0;
  }

  /** One pass over the rows. */
  void pass() {
    for (Batch batch : batches) {
      algorithm.update(hyperparameters, state, batch, context);
    }
    try {
      algorithm.endPass(hyperparameters, state, epoch++, Optional.empty(), context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model of what was seen, calibrated on the training rows. */
  Model finish() {
    try {
      return algorithm.finish(
          hyperparameters, state, Optional.of(new MemorySource("rows", rows)), context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of passes that the hyperparameters ask for. */
  int passes() {
    return algorithm.passes(hyperparameters);
  }

  RunContext context() {
    return context;
  }
}

package dev.orrery.factorizationmachines;

import dev.orrery.core.algorithm.Algorithm.Verdict;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.ScalarBackend;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Training in tests, as the driver does it. */
final class Trained {

  static final FactorizationMachines FM = new FactorizationMachines();

  private Trained() {}

  /** Hyperparameters from names and values, with the required ones filled in where left out. */
  static Hyperparameters hp(Object... namesAndValues) {
    Map<String, String> map = new HashMap<>();
    map.put("feature_dim", "2");
    map.put("num_factors", "2");
    map.put("predictor_type", "regressor");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
    }
    Hyperparameters values = FM.hyperparameters().validate(map);
    FM.check(values, false);
    return values;
  }

  static RunContext quiet() {
    return RunContext.quiet(new ScalarBackend().kernels(), 0);
  }

  /** A context that keeps every event, steps included. */
  static RunContext heard(List<Event> events) {
    return new RunContext(
        new ScalarBackend().kernels(),
        new RandomStreams(0),
        new Parallel(1),
        new EventListener() {
          @Override
          public void on(Event event) {
            events.add(event);
          }

          @Override
          public boolean wantsSteps() {
            return true;
          }
        },
        new Cancellation());
  }

  static FactorizationMachinesState start(Hyperparameters hp, Batch data, RunContext context) {
    int size = Math.min(data.rows(), hp.getInt(FM.miniBatchSize()));
    return FM.initialize(hp, data.slice(0, size), context);
  }

  /** One pass over some rows. */
  static void pass(
      Hyperparameters hp, FactorizationMachinesState state, Batch data, RunContext context) {
    int size = hp.getInt(FM.miniBatchSize());
    for (int from = 0; from < data.rows(); from += size) {
      FM.update(hp, state, data.slice(from, Math.min(data.rows(), from + size)), context);
    }
  }

  static FactorizationMachinesState train(Hyperparameters hp, Batch data, RunContext context) {
    return train(hp, data, Optional.empty(), context);
  }

  static FactorizationMachinesState train(
      Hyperparameters hp, Batch data, Optional<DataSource> validation, RunContext context) {
    try {
      FactorizationMachinesState state = start(hp, data, context);
      for (int epoch = 0; epoch < FM.passes(hp); epoch++) {
        pass(hp, state, data, context);
        if (FM.endPass(hp, state, epoch, validation, context) == Verdict.STOP) {
          break;
        }
      }
      return state;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static FactorizationMachinesModel model(Hyperparameters hp, FactorizationMachinesState state) {
    return FM.finish(hp, state, Optional.empty(), quiet());
  }

  /** Metrics on the test channel by key. */
  static Map<String, Double> test(
      Hyperparameters hp, FactorizationMachinesModel model, Batch data) {
    Map<String, Double> values = new HashMap<>();
    try {
      for (Metric metric :
          FM.evaluate(hp, model, "test", new MemorySource("test", data), quiet())) {
        values.put(metric.key(), metric.value());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  static byte[] bytes(FactorizationMachinesState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      FM.writeState(state, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /** Dense rows of small numbers, none of them 0, with labels 0 and 1 that depend on them. */
  static Batch random(int rows, int columns, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.rows");
    float[] values = new float[rows * columns];
    float[] labels = new float[rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.1 + random.nextDouble());
    }
    for (int r = 0; r < rows; r++) {
      labels[r] = values[r * columns] * values[r * columns + columns - 1] > 0.4 ? 1 : 0;
    }
    return new Batch(new DenseMatrix(values, rows, columns), labels, 1);
  }

  /** The same rows, sparse, without elements below {@code least}. */
  static Batch sparse(Batch dense, float least) {
    DenseMatrix rows = (DenseMatrix) dense.features();
    List<Integer> columns = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    int[] start = new int[rows.rows() + 1];
    for (int r = 0; r < rows.rows(); r++) {
      for (int j = 0; j < rows.columns(); j++) {
        if (rows.get(r, j) >= least) {
          columns.add(j);
          values.add(rows.get(r, j));
        }
      }
      start[r + 1] = columns.size();
    }
    float[] flat = new float[values.size()];
    for (int e = 0; e < flat.length; e++) {
      flat[e] = values.get(e);
    }
    Matrix x =
        new CsrMatrix(
            rows.rows(),
            rows.columns(),
            start,
            columns.stream().mapToInt(Integer::intValue).toArray(),
            flat);
    return new Batch(x, dense.labels(), 1);
  }
}

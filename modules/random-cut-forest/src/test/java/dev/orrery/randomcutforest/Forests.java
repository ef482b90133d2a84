package dev.orrery.randomcutforest;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Trains forests as the driver does. */
final class Forests {

  static final RandomCutForest RCF = new RandomCutForest();

  private Forests() {}

  static RunContext context(long seed) {
    return RunContext.quiet(Backends.select("scalar").kernels(), seed);
  }

  static Hyperparameters hp(int featureDim, Object... more) {
    Map<String, String> map = new TreeMap<>(Map.of("feature_dim", "" + featureDim));
    for (int i = 0; i < more.length; i += 2) {
      map.put((String) more[i], more[i + 1].toString());
    }
    Hyperparameters hyperparameters = RCF.hyperparameters().validate(map);
    RCF.check(hyperparameters, false);
    return hyperparameters;
  }

  static RandomCutForestState state(Hyperparameters hp, DenseMatrix rows, RunContext context) {
    RandomCutForestState state = RCF.initialize(hp, Batch.unlabelled(rows), context);
    feed(hp, state, rows, context);
    return state;
  }

  static void feed(
      Hyperparameters hp, RandomCutForestState state, DenseMatrix rows, RunContext context) {
    for (int from = 0; from < rows.rows(); from += 1000) {
      RCF.update(
          hp,
          state,
          Batch.unlabelled(rows.slice(from, Math.min(rows.rows(), from + 1000))),
          context);
    }
    RCF.endPass(hp, state, 0, Optional.empty(), context);
  }

  static RandomCutForestModel train(Hyperparameters hp, DenseMatrix rows, RunContext context) {
    return RCF.finish(hp, state(hp, rows, context), Optional.empty(), context);
  }

  static Map<String, Double> evaluate(
      Hyperparameters hp,
      RandomCutForestModel model,
      String channel,
      DenseMatrix rows,
      float[] labels,
      RunContext context) {
    Batch batch = labels == null ? Batch.unlabelled(rows) : new Batch(rows, labels, 1);
    Map<String, Double> values = new TreeMap<>();
    try {
      for (Metric metric :
          RCF.evaluate(hp, model, channel, new MemorySource(channel, batch), context)) {
        values.put(metric.key(), metric.value());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return values;
  }

  static DenseMatrix gaussians(int rows, int d, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test");
    float[] values = new float[rows * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new DenseMatrix(values, rows, d);
  }

  static float[][] lists(DenseMatrix rows) {
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      float[] row = new float[rows.columns()];
      System.arraycopy(rows.values(), rows.rowOffset(i), row, 0, row.length);
      all.add(row);
    }
    return all.toArray(float[][]::new);
  }

  /** The score of every row. */
  static float[] scores(RandomCutForestModel model, DenseMatrix rows) {
    return model.predict(rows, context(1)).keys().getFirst().values();
  }

  /** A context that hears of everything, steps too. */
  static RunContext telling(Consumer<Event> heard) {
    EventListener listener =
        new EventListener() {
          @Override
          public void on(Event event) {
            heard.accept(event);
          }

          @Override
          public boolean wantsSteps() {
            return true;
          }
        };
    return new RunContext(
        context(0).kernels(), new RandomStreams(0), new Parallel(1), listener, new Cancellation());
  }
}

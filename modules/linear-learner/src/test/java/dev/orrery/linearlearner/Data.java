package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Data and short ways for the tests of the linear learner. */
final class Data {

  static final LinearLearner LEARNER = new LinearLearner();

  private Data() {}

  /** Normal rows around {@code shift} whose label follows a random line; classes or numbers. */
  static Batch line(int n, int d, PredictorType type, int classes, float shift, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.line");
    int outputs = type == PredictorType.MULTICLASS ? classes : 1;
    double[] w = random.doubles((long) d * outputs, -1, 1).toArray();
    float[] x = new float[n * d];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      double[] f = new double[outputs];
      for (int j = 0; j < d; j++) {
        double value = random.nextGaussian();
        x[i * d + j] = (float) (shift + (1 + j % 3) * value);
        for (int o = 0; o < outputs; o++) {
          f[o] += w[o * d + j] * value;
        }
      }
      y[i] =
          switch (type) {
            case REGRESSOR -> (float) (5 + 3 * f[0] + 0.5 * random.nextGaussian());
            case BINARY -> random.nextDouble() < 1 / (1 + Math.exp(-3 * f[0])) ? 1 : 0;
            case MULTICLASS -> {
              int best = 0;
              for (int o = 1; o < outputs; o++) {
                best = f[o] > f[best] ? o : best;
              }
              yield best;
            }
          };
    }
    return new Batch(new DenseMatrix(x, n, d), y, 1);
  }

  static Batch batch(float[][] rows, float... labels) {
    int d = rows[0].length;
    float[] x = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, x, i * d, d);
    }
    return new Batch(new DenseMatrix(x, rows.length, d), labels, 1);
  }

  /** The same rows in sparse form. */
  static Batch sparse(Batch batch) {
    DenseMatrix dense = batch.features().toDense();
    int[] start = new int[dense.rows() + 1];
    int[] column = new int[dense.rows() * dense.columns()];
    float[] value = new float[column.length];
    int e = 0;
    for (int i = 0; i < dense.rows(); i++) {
      for (int j = 0; j < dense.columns(); j++) {
        if (dense.get(i, j) != 0) {
          column[e] = j;
          value[e++] = dense.get(i, j);
        }
      }
      start[i + 1] = e;
    }
    return new Batch(
        new CsrMatrix(dense.rows(), dense.columns(), start, column, value), batch.labels(), 1);
  }

  static Hyperparameters hp(PredictorType type, String... pairs) {
    Map<String, String> map = new java.util.HashMap<>();
    map.put("predictor_type", type.text());
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    Hyperparameters hp = LEARNER.hyperparameters().validate(map);
    LEARNER.check(hp, false);
    return hp;
  }

  /** That work ends with an error of the user's whose message has a sentence. */
  static void refused(String sentence, Runnable work) {
    assertThatThrownBy(work::run).isInstanceOf(CustomerError.class).hasMessageContaining(sentence);
  }

  static Kernels fastest() {
    return backends().findFirst().orElseThrow();
  }

  static Stream<Kernels> backends() {
    return Backends.all().stream().filter(b -> b.unavailable().isEmpty()).map(Backend::kernels);
  }

  static RunContext quiet() {
    return RunContext.quiet(fastest(), 7);
  }

  static RunContext context(Kernels kernels, Parallel parallel, EventListener listener) {
    return new RunContext(kernels, new RandomStreams(7), parallel, listener, new Cancellation());
  }

  /** A context that keeps what it hears of. */
  static RunContext listening(List<Event> events, boolean steps) {
    return context(
        fastest(),
        new Parallel(1),
        new EventListener() {
          @Override
          public void on(Event event) {
            events.add(event);
          }

          @Override
          public boolean wantsSteps() {
            return steps;
          }
        });
  }

  static DataSource source(Batch batch) {
    return new MemorySource("rows", batch);
  }

  /** A state after all passes, or fewer when it stopped early. */
  static LinearLearnerState state(
      Hyperparameters hp, Batch train, Optional<Batch> validation, RunContext context) {
    try {
      LinearLearnerState state =
          LEARNER.initialize(
              hp, train.slice(0, Math.min(train.rows(), LEARNER.sampleRows(hp))), context);
      for (int epoch = 0; epoch < LEARNER.passes(hp); epoch++) {
        pass(hp, state, train, context);
        if (LEARNER.endPass(hp, state, epoch, validation.map(Data::source), context)
            == LinearLearner.Verdict.STOP) {
          break;
        }
      }
      return state;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static void pass(Hyperparameters hp, LinearLearnerState state, Batch train, RunContext context)
      throws IOException {
    int size = hp.getInt(LinearLearnerHyperparameters.MINI_BATCH_SIZE);
    try (BatchReader reader = source(train).open()) {
      for (Batch batch = reader.next(size); batch != null; batch = reader.next(size)) {
        LEARNER.update(hp, state, batch, context);
      }
    }
  }

  static LinearLearnerModel train(
      Hyperparameters hp, Batch train, Optional<Batch> validation, RunContext context) {
    try {
      return LEARNER.finish(
          hp,
          state(hp, train, validation, context),
          Optional.of(source(validation.orElse(train))),
          context);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static LinearLearnerModel train(Hyperparameters hp, Batch train) {
    return train(hp, train, Optional.empty(), quiet());
  }

  /** The metric of a name on the test channel. */
  static double metric(Hyperparameters hp, LinearLearnerModel model, Batch test, String name) {
    try {
      return LEARNER.evaluate(hp, model, "test", source(test), quiet()).stream()
          .filter(metric -> metric.name().equals(name))
          .mapToDouble(Metric::value)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<String> logLines(List<Event> events) {
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.LogLine line) {
        lines.add(line.message());
      }
    }
    return lines;
  }
}

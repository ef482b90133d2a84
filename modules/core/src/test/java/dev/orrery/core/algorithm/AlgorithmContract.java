package dev.orrery.core.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every algorithm must do, whatever it learns: the same bits from the same seed at any number
 * of threads, a state that is saved and read back, hosts that count nothing twice, an answer for
 * every row, steps that describe themselves.
 *
 * @param <S> its states
 * @param <M> its models
 */
public abstract class AlgorithmContract<S extends State, M extends Model> {

  private static final long SEED = 7;

  /** The algorithm. */
  protected abstract Algorithm<S, M> algorithm();

  /** Hyperparameters, {@code feature_dim} included, by which it trains on {@link #rows}. */
  protected abstract Map<String, String> hyperparameters();

  /** At least 200 rows to train on, with labels where it needs them. */
  protected abstract Batch rows();

  @Test
  void itIsFoundByItsName() {
    Description description = algorithm().description();
    assertThat(description.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(description.title()).isNotBlank();
    assertThat(description.metricsName()).isNotBlank();
    assertThat(description.summary()).endsWith(".");
    assertThat(Algorithms.find(description.name())).hasSameClassAs(algorithm());
  }

  @Test
  void everyHyperparameterSaysWhatItMeans() {
    assertThat(algorithm().hyperparameters().all())
        .contains(algorithm().featureDim(), algorithm().miniBatchSize())
        .allSatisfy(one -> assertThat(one.meaning()).as(one.name()).endsWith("."))
        .extracting(Hyperparameter::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameSeedGivesTheSameBits() throws IOException {
    assertThat(bytes(train(context()))).isEqualTo(bytes(train(context())));
  }

  @Test
  void theNumberOfThreadsChangesNoBit() throws IOException {
    try (Parallel three = new Parallel(3)) {
      RunContext many = context(three, EventListener.none());
      assertThat(bytes(train(many))).isEqualTo(bytes(train(context())));
      assertThat(answers(finish(train(many), many), many))
          .isEqualTo(answers(finish(train(context()), context()), context()));
    }
  }

  /** As a run does that is stopped within a pass and resumed. */
  @Test
  void trainingGoesOnFromASavedState() throws IOException {
    RunContext context = context();
    S state = initialize(context);
    List<Batch> batches = batches(rows());
    for (int pass = 0; pass < passes(); pass++) {
      for (int i = 0; i < batches.size(); i++) {
        algorithm().update(values(), state, batches.get(i), context);
        if (i == batches.size() / 2) {
          byte[] saved = bytes(state);
          state = read(saved);
          assertThat(bytes(state)).isEqualTo(saved);
        }
      }
      algorithm().endPass(values(), state, pass, Optional.empty(), context);
    }
    assertThat(bytes(state)).isEqualTo(bytes(train(context())));
  }

  @Test
  void aStateDoesNotGrowWithTheRows() throws IOException {
    List<Batch> once = batches(rows());
    List<Batch> twice = new ArrayList<>(once);
    twice.addAll(once);
    RunContext context = context();
    assertThat(bytes(train(twice, context))).hasSameSizeAs(bytes(train(once, context)));
  }

  @Test
  void forkedStatesMergeToWhatTheyWere() throws IOException {
    RunContext context = context();
    S state = train(context);
    long seen = state.rowsSeen();
    float[] answers = answers(finish(read(bytes(state)), context), context);
    List<S> hosts = algorithm().fork(values(), state, 3);
    assertThat(hosts).hasSize(3);
    S merged = algorithm().merge(values(), hosts, context);
    assertThat(merged.rowsSeen()).isEqualTo(seen);
    assertThat(answers(finish(merged, context), context)).isEqualTo(answers);
  }

  @Test
  void hostsCountEveryRowOnce() throws IOException {
    RunContext context = context();
    List<S> hosts = algorithm().fork(values(), initialize(context), 2);
    List<Batch> batches = batches(rows());
    for (int i = 0; i < batches.size(); i++) {
      algorithm().update(values(), hosts.get(i % 2), batches.get(i), context);
    }
    S merged = algorithm().merge(values(), hosts, context);
    assertThat(merged.rowsSeen()).isEqualTo(rows().rows());
    assertThat(answers(finish(merged, context), context)).isNotEmpty();
  }

  @Test
  void finishingAgainGivesTheSameModel() throws IOException {
    RunContext context = context();
    S state = train(context);
    assertThat(answers(finish(state, context), context))
        .isEqualTo(answers(finish(state, context), context));
  }

  @Test
  void everyRowIsAnsweredByItself() throws IOException {
    RunContext context = context();
    M model = finish(train(context), context);
    assertThat(model.featureDim()).isEqualTo(rows().features().columns());
    Predictions all = model.predict(rows().features(), context);
    assertThat(all.rows()).isEqualTo(rows().rows());
    assertThat(all.keys()).isNotEmpty();
    for (int i = model.history(); i < 20; i++) {
      Predictions one = model.predict(rows().features().slice(i - model.history(), i + 1), context);
      Predictions alone = one.slice(model.history(), model.history() + 1);
      for (int key = 0; key < all.keys().size(); key++) {
        float[] expected = all.slice(i, i + 1).keys().get(key).values();
        assertThat(alone.keys().get(key).values()).as("row %d", i).isEqualTo(expected);
        for (float value : expected) {
          assertThat(value).isFinite();
        }
      }
    }
  }

  @Test
  void rowsOfAnotherWidthAreRefused() throws IOException {
    RunContext context = context();
    M model = finish(train(context), context);
    Matrix wide =
        new DenseMatrix(new float[2 * (model.featureDim() + 1)], 2, model.featureDim() + 1);
    assertThatThrownBy(() -> model.predict(wide, context)).isInstanceOf(CustomerError.class);
  }

  @Test
  void everyMetricHasItsOwnName() throws IOException {
    RunContext context = context();
    S state = train(context);
    M model = finish(state, context);
    List<Metric> metrics = new ArrayList<>(algorithm().trainingMetrics(values(), state, model));
    boolean scored =
        algorithm().description().labels() != Description.Labels.TEST_ONLY
            || rows().labelSize() == 1;
    for (String channel : scored ? List.of("train", "test") : List.of("train")) {
      MemorySource source = new MemorySource(channel, rows());
      metrics.addAll(algorithm().evaluate(values(), model, channel, source, context));
    }
    assertThat(metrics).isNotEmpty().allSatisfy(m -> assertThat(m.value()).isNotInfinite());
    assertThat(metrics).extracting(Metric::key).doesNotHaveDuplicates();
  }

  @Test
  void stepsDescribeThemselvesAndChangeNothing() throws IOException {
    List<Event.AlgorithmStep> steps = new ArrayList<>();
    EventListener listener =
        new EventListener() {
          @Override
          public void on(Event event) {
            if (event instanceof Event.AlgorithmStep step) {
              steps.add(step);
            }
          }

          @Override
          public boolean wantsSteps() {
            return true;
          }
        };
    try (Parallel one = new Parallel(1)) {
      RunContext watched = context(one, listener);
      S state = train(watched);
      assertThat(bytes(state)).isEqualTo(bytes(train(context())));
      assertThat(answers(finish(state, watched), watched))
          .isEqualTo(answers(finish(train(context()), context()), context()));
    }
    for (Event.AlgorithmStep step : steps) {
      assertThat(step.title()).isNotBlank();
      assertThat(step.why()).endsWith(".");
      Drawing drawing = step.drawing();
      int coordinates = drawing.axes().isEmpty() ? rows().features().columns() : 2;
      assertThat(drawing.points())
          .flatExtracting(Drawing.Points::positions)
          .allSatisfy(place -> assertThat(place).hasSize(coordinates));
    }
  }

  private Hyperparameters values() {
    return algorithm().hyperparameters().validate(hyperparameters());
  }

  private int passes() {
    return algorithm().passes(values());
  }

  private List<Batch> batches(Batch rows) {
    int size = values().getInt(algorithm().miniBatchSize());
    return IntStream.iterate(0, from -> from < rows.rows(), from -> from + size)
        .mapToObj(from -> rows.slice(from, Math.min(rows.rows(), from + size)))
        .toList();
  }

  private S initialize(RunContext context) {
    int sample = Math.min(rows().rows(), algorithm().sampleRows(values()));
    return algorithm().initialize(values(), rows().slice(0, sample), context);
  }

  private S train(RunContext context) throws IOException {
    return train(batches(rows()), context);
  }

  private S train(List<Batch> batches, RunContext context) throws IOException {
    S state = initialize(context);
    for (int pass = 0; pass < passes(); pass++) {
      for (Batch batch : batches) {
        algorithm().update(values(), state, batch, context);
      }
      algorithm().endPass(values(), state, pass, Optional.empty(), context);
    }
    return state;
  }

  private M finish(S state, RunContext context) throws IOException {
    return algorithm()
        .finish(values(), state, Optional.of(new MemorySource("train", rows())), context);
  }

  private float[] answers(M model, RunContext context) {
    Predictions all = model.predict(rows().features(), context);
    float[] values = new float[all.keys().stream().mapToInt(key -> key.values().length).sum()];
    int at = 0;
    for (Predictions.Key key : all.keys()) {
      System.arraycopy(key.values(), 0, values, at, key.values().length);
      at += key.values().length;
    }
    return values;
  }

  private byte[] bytes(S state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    algorithm().writeState(state, new DataOutputStream(out));
    return out.toByteArray();
  }

  private S read(byte[] saved) throws IOException {
    return algorithm().readState(new DataInputStream(new ByteArrayInputStream(saved)));
  }

  private static RunContext context() {
    return context(new Parallel(1), EventListener.none());
  }

  private static RunContext context(Parallel threads, EventListener listener) {
    return new RunContext(
        Backends.select("scalar").kernels(),
        new RandomStreams(SEED),
        threads,
        listener,
        new Cancellation());
  }
}

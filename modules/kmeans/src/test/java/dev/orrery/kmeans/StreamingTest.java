package dev.orrery.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StreamingTest {

  private final KMeans kmeans = new KMeans();

  /**
   * With the first batch 0, 10 both rows become centers; the batch itself leaves them there with
   * weight 1. The batch 2, 12 moves each half-way: 1 and 11, weight 2. The batch 4, 4 moves the
   * first by p = 2/4 to 1 + (4 - 1) / 2 = 2.5.
   */
  @ParameterizedTest
  @MethodSource("dev.orrery.kmeans.Data#backends")
  void updatesByHand(Kernels kernels) {
    RunContext context = RunContext.quiet(kernels, 0);
    Hyperparameters hp = Data.hp(1, 2, "extra_center_factor", 1, "mini_batch_size", 2);
    DenseMatrix rows = new DenseMatrix(new float[] {0, 10, 2, 12, 4, 4}, 6, 1);
    StreamingState state = (StreamingState) Data.state(hp, rows, context);
    float[] centers = state.centers();
    Arrays.sort(centers);
    assertThat(centers).containsExactly(2.5f, 11f);
    assertThat(Arrays.stream(state.weights()).sorted()).containsExactly(2.0, 4.0);
    assertThat(state.rowsSeen()).isEqualTo(6);
    KMeansModel model = kmeans.finish(hp, state, Optional.empty(), context);
    centers = model.centers();
    Arrays.sort(centers);
    assertThat(centers).containsExactly(2.5f, 11f);
    assertThat(kmeans.trainingMetrics(hp, state, model))
        .containsExactly(Metric.loss("train", "msd", 0));
  }

  /** Half-life 2 and batches of 2: old weights halve before each update. */
  @Test
  void halfLifeByHand() {
    RunContext context = RunContext.quiet(Data.textbook(), 0);
    Hyperparameters hp =
        Data.hp(1, 2, "extra_center_factor", 1, "mini_batch_size", 2, "half_life_time_size", 2);
    DenseMatrix rows = new DenseMatrix(new float[] {0, 10, 3, 13}, 4, 1);
    StreamingState state = (StreamingState) Data.state(hp, rows, context);
    float[] centers = state.centers();
    Arrays.sort(centers);
    // p = 1 / (0.5 + 1): two thirds of the way.
    assertThat(centers).containsExactly(2f, 12f);
    assertThat(state.weights()).containsExactly(1.5, 1.5);
  }

  @ParameterizedTest
  @CsvSource({
    "random, kmeans++, 0, 1, 0",
    "kmeans++, kmeans++, 0, 2, 1",
    "kmeans++, random, 700, 2, 2",
    "random, random, 100, 3, 3"
  })
  void endsWhereTheTextbookEnds(String init, String local, int halfLife, int epochs, long seed) {
    DenseMatrix rows = Data.blobs(1100, 5, 9, 0.15, 2, 8);
    Hyperparameters hp =
        Data.hp(
            5,
            6,
            "init_method",
            init,
            "local_lloyd_init_method",
            local,
            "half_life_time_size",
            halfLife,
            "epochs",
            epochs,
            "mini_batch_size",
            250,
            "extra_center_factor",
            7);
    double[][] plain = new double[rows.rows()][5];
    for (int i = 0; i < plain.length; i++) {
      for (int j = 0; j < 5; j++) {
        plain[i][j] = rows.get(i, j);
      }
    }
    double[][] expected =
        KMeansTextbook.train(
            plain,
            new KMeansTextbook.Settings(
                6,
                7,
                init.equals("kmeans++"),
                250,
                epochs,
                halfLife,
                local.equals("kmeans++"),
                10,
                300,
                1e-4),
            new RandomStreams(seed));
    for (Kernels kernels : Data.backends().toList()) {
      KMeansModel model = Data.train(hp, rows, RunContext.quiet(kernels, seed));
      for (int i = 0; i < 30; i++) {
        assertThat((double) model.centers()[i]).isCloseTo(expected[i / 5][i % 5], within(1e-4));
      }
    }
  }

  @Test
  void sparseRowsEndWhereDenseOnesDo() {
    DenseMatrix rows = Data.lattice(900, 6, 3, 2);
    Hyperparameters hp = Data.hp(6, 4, "mini_batch_size", 200, "init_method", "kmeans++");
    RunContext context = RunContext.quiet(Data.textbook(), 1);
    KMeansModel dense = Data.train(hp, rows, context);
    Batch sparse = Batch.unlabelled(Data.sparse(rows));
    KMeansModel other =
        kmeans.finish(hp, Data.state(hp, sparse, context), Optional.empty(), context);
    for (int i = 0; i < dense.centers().length; i++) {
      assertThat(other.centers()[i]).isCloseTo(dense.centers()[i], within(1e-5f));
    }
    assertThat(other.predict(Data.sparse(rows), context).keys().getFirst().values())
        .isEqualTo(other.predict(rows, context).keys().getFirst().values());
  }

  @ParameterizedTest
  @CsvSource({"sagemaker", "minibatch", "lloyd", "shallot"})
  void threadsDoNotChangeABit(String algorithm) {
    DenseMatrix rows = Data.blobs(9000, 6, 12, 0.2, 0, 3);
    Hyperparameters hp =
        Data.hp(
            6,
            10,
            "orrery_algorithm",
            algorithm,
            "init_method",
            "kmeans++",
            "mini_batch_size",
            4000);
    float[] one = Data.train(hp, rows, RunContext.quiet(Data.fastest(), 4)).centers();
    for (int threads = 2; threads <= 3; threads++) {
      try (Parallel parallel = new Parallel(threads)) {
        RunContext context = Data.context(Data.fastest(), 4, parallel, EventListener.none());
        assertThat(Data.train(hp, rows, context).centers()).isEqualTo(one);
      }
    }
    assertThat(Data.train(hp, rows, RunContext.quiet(Data.fastest(), 5)).centers())
        .isNotEqualTo(one);
  }

  @Test
  void logsTheShrinkingInSageMakersWords() {
    Heard heard = new Heard();
    Hyperparameters hp = Data.hp(4, 8, "mini_batch_size", 150, "epochs", 2);
    KMeansState state;
    try (Parallel parallel = new Parallel(1)) {
      RunContext context = Data.context(Data.textbook(), 0, parallel, heard);
      state = Data.state(hp, Data.csv("iris.csv"), context);
      kmeans.finish(hp, state, Optional.empty(), context);
    }
    assertThat(heard.notes.get(0))
        .isEqualTo("'extra_center_factor' was set to 'auto', evaluated to 10.");
    assertThat(heard.notes.get(1)).isEqualTo("shrinking 80 centers into 8");
    assertThat(heard.notes.subList(2, 12))
        .allMatch(
            note ->
                note.matches(
                    "local kmeans attempt #\\d\\. Current mean square distance \\d\\.\\d{6}"));
    assertThat(heard.notes.get(12))
        .isEqualTo("finished shrinking process. Mean Square Distance = 0");
    assertThat(heard.notes).hasSize(13);
    assertThat(heard.log)
        .startsWith("Number of GPUs being used: 0", "number of center slices 1")
        .contains("processed a total of 150 examples");
    assertThat(heard.figures).containsExactly("_shrink.time");
    assertThat(heard.warnings).isEmpty();
    assertThat(heard.measured)
        .extracting(m -> m.metric().key())
        .containsOnly("orrery:train_batch_msd");
    assertThat(heard.measured).extracting(m -> m.epoch().orElseThrow()).containsExactly(0, 1);
    assertThat(heard.steps).hasSize(1 + 2 + 10 + 1);
    for (Event.AlgorithmStep step : heard.steps) {
      assertThat(step.title()).isNotBlank();
      assertThat(step.why()).endsWith(".");
      assertThat(step.drawing().points()).isNotEmpty();
      assertThat(step.drawing().points().getFirst().positions())
          .allMatch(position -> position.length == 4);
    }
  }

  @Test
  void fullBatchTellsItsIterations() {
    Heard heard = new Heard();
    DenseMatrix rows = Data.csv("iris.csv");
    Hyperparameters hp = Data.hp(4, 3, "orrery_algorithm", "hamerly", "orrery_restarts", 2);
    try (Parallel parallel = new Parallel(1)) {
      Data.train(hp, rows, Data.context(Data.textbook(), 0, parallel, heard));
    }
    List<Event.Measured> first =
        heard.measured.stream().filter(m -> m.metric().name().equals("inertia")).toList();
    assertThat(first).hasSizeGreaterThan(2);
    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i).epoch()).contains(i);
    }
    assertThat(heard.measured)
        .extracting(m -> m.metric().key())
        .containsOnly("orrery:train_inertia", "orrery:train_inertia_1");
    assertThat(heard.notes).hasSize(2).allMatch(note -> note.contains("distances computed"));
    assertThat(heard.steps.get(0)).isInstanceOf(KMeansStep.FirstCenters.class);
    assertThat(heard.steps.get(1)).isInstanceOf(KMeansStep.Assignment.class);
    assertThat(heard.steps.get(2)).isInstanceOf(KMeansStep.CenterMove.class);
    assertThat(heard.steps.get(2).drawing().lines()).isNotEmpty();
    assertThat(heard.steps.getLast()).isInstanceOf(KMeansStep.FinalCenters.class);
    assertThat(heard.steps).allMatch(step -> step.why().endsWith("."));
    KMeansStep.Assignment assignment = (KMeansStep.Assignment) heard.steps.get(1);
    assertThat(assignment.changed()).isEqualTo(150);
    assertThat(assignment.why()).contains("150 rows");
  }

  @Test
  void longTrainingsShowFewSteps() {
    assertThat(LongStream.range(0, 16)).allMatch(index -> KMeansStep.shown(index, 100));
    assertThat(LongStream.range(0, 100_000).filter(index -> KMeansStep.shown(index, 100)).count())
        .isBetween(80L, 140L);
  }

  private static final class Heard implements EventListener {
    final List<String> notes = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final List<String> figures = new ArrayList<>();
    final List<Event.Measured> measured = new ArrayList<>();
    final List<Event.AlgorithmStep> steps = new ArrayList<>();

    @Override
    public void on(Event event) {
      switch (event) {
        case Event.Note note -> notes.add(note.message());
        case Event.Warning warning -> warnings.add(warning.message());
        case Event.Measured value -> measured.add(value);
        case Event.AlgorithmStep step -> steps.add(step);
        case Event.LogLine line -> log.add(line.message());
        case Event.LogFigure figure -> figures.add(figure.name());
        default -> throw new AssertionError(event);
      }
    }

    @Override
    public boolean wantsSteps() {
      return true;
    }
  }

  @Test
  void firstBatchSmallerThanTheWorkingCentersLowersThem() {
    List<Event> events = new ArrayList<>();
    try (Parallel parallel = new Parallel(1)) {
      RunContext context = Data.context(Data.textbook(), 0, parallel, events::add);
      Hyperparameters hp = Data.hp(2, 3);
      DenseMatrix rows = Data.blobs(12, 2, 3, 0.1, 0, 1);
      StreamingState state = (StreamingState) Data.state(hp, rows, context);
      assertThat(state.count()).isEqualTo(12);
      assertThat(kmeans.finish(hp, state, Optional.empty(), context).k()).isEqualTo(3);
    }
    assertThat(events)
        .contains(
            new Event.Warning(
                "Batch size 5000 is bigger than the first batch data. Effective batch size used to"
                    + " initialize is 12"),
            new Event.Warning(
                "K = 30 working centers are more than the 12 rows of the first mini-batch; K is"
                    + " 12"));
  }

  @Test
  void rareFarRowsAreWarnedOf() {
    DenseMatrix blobs = Data.blobs(6000, 3, 20, 0.05, 0, 2);
    float[] values = blobs.values().clone();
    for (int i = 0; i < 3; i++) {
      values[3 * (1000 + i)] = 400 + i;
    }
    assertThat(warnings(blobs, "random")).isEmpty();
    assertThat(warnings(new DenseMatrix(values, 6000, 3), "random"))
        .singleElement()
        .asString()
        .contains("init_method=kmeans++", "extra_center_factor", "mini_batch_size");
    assertThat(warnings(new DenseMatrix(values, 6000, 3), "kmeans++")).isEmpty();
  }

  private List<String> warnings(DenseMatrix rows, String init) {
    List<String> warnings = new ArrayList<>();
    try (Parallel parallel = new Parallel(1)) {
      RunContext context =
          Data.context(
              Data.textbook(),
              0,
              parallel,
              event -> {
                if (event instanceof Event.Warning warning) {
                  warnings.add(warning.message());
                }
              });
      Data.train(Data.hp(3, 4, "init_method", init, "mini_batch_size", 500), rows, context);
    }
    return warnings;
  }

  @Test
  void finishingManyModelsLeavesTheStateAsItIs() {
    RunContext context = RunContext.quiet(Data.textbook(), 0);
    DenseMatrix rows = Data.csv("iris.csv");
    Hyperparameters hp = Data.hp(4, 5, "mini_batch_size", 50);
    StreamingState state = (StreamingState) Data.state(hp, rows, context);
    float[] before = state.centers();
    float[] first = kmeans.finish(hp, state, Optional.empty(), context).centers();
    KMeansModel other =
        kmeans.finish(hp.with(KMeansHyperparameters.K, 3), state, Optional.empty(), context);
    assertThat(other.k()).isEqualTo(3);
    assertThat(state.centers()).isEqualTo(before);
    assertThat(kmeans.finish(hp, state, Optional.empty(), context).centers()).isEqualTo(first);
  }

  @Test
  void overflowIsAClearError() {
    RunContext context = RunContext.quiet(Data.textbook(), 0);
    DenseMatrix rows = new DenseMatrix(new float[] {1e30f, -1e30f, 0, 2e30f}, 4, 1);
    assertThatThrownBy(() -> Data.train(Data.hp(1, 2, "extra_center_factor", 1), rows, context))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("scale the features");
    assertThatThrownBy(() -> Data.train(Data.hp(1, 2, "orrery_algorithm", "elkan"), rows, context))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("scale the features");
  }
}

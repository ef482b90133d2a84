package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.Forests.RCF;
import static dev.orrery.randomcutforest.Forests.context;
import static dev.orrery.randomcutforest.Forests.gaussians;
import static dev.orrery.randomcutforest.Forests.hp;
import static dev.orrery.randomcutforest.Forests.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.tree.CutTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RandomCutForestTest {

  private static float[] scores(RandomCutForestModel model, DenseMatrix rows) {
    return model.predict(rows, context(1)).keys().getFirst().values();
  }

  @Test
  void isFoundByAllItsNames() {
    for (String name : List.of("randomcutforest", "random-cut-forest", "rcf")) {
      assertThat(Algorithms.find(name)).isInstanceOf(RandomCutForest.class);
    }
  }

  @Property(tries = 20, seed = "20261121")
  void agreesWithTheTextbook(
      @ForAll @IntRange(min = 1, max = 12) int d, @ForAll @IntRange(min = 50, max = 900) int n) {
    DenseMatrix rows = gaussians(n, d, n);
    for (int i = 0; i < rows.values().length; i += 3) {
      rows.values()[i] = Math.round(rows.values()[i]); // some equal values and rows
    }
    DenseMatrix queries = gaussians(40, d, n + 1);
    System.arraycopy(rows.values(), 0, queries.values(), 0, 10 * d);
    RunContext context = context(n);
    RandomCutForestModel model = train(hp(d, "num_trees", 50), rows, context);
    List<RandomGenerator> random = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      random.add(context.random().stream("rcf.tree", t));
    }
    double[] expected =
        RandomCutForestTextbook.scores(Forests.lists(rows), 50, Forests.lists(queries), random);
    float[] found = scores(model, queries);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(2e-6 * expected[i]));
    }
  }

  /**
   * The facts of a logged run of SageMaker (spec B5.3, LOG-RCF20) on a series of the same shape:
   * 4032 values, 50 trees, 512 asked for; 80 a tree in consecutive blocks, 4000 used, the nodes of
   * tree i being twice the distinct values of block i less one.
   */
  @Test
  void blocksAndForestInfoAreAsInSageMakersLog() {
    float[] values = new float[4032];
    RandomGenerator random = new RandomStreams(3).stream("series");
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.floor(60 + 40 * Math.sin(i / 45.8) + 25 * random.nextGaussian());
    }
    List<String> log = new ArrayList<>();
    EventListener listener =
        event -> {
          if (event instanceof Event.LogLine line) {
            log.add(line.message());
          }
        };
    RunContext context =
        new RunContext(
            context(0).kernels(),
            new RandomStreams(0),
            new Parallel(1),
            listener,
            new Cancellation());
    RandomCutForestModel model =
        train(
            hp(1, "num_trees", 50, "num_samples_per_tree", 512),
            new DenseMatrix(values, 4032, 1),
            context);
    StringBuilder nodes = new StringBuilder("trees_num_nodes: [");
    for (int t = 0; t < 50; t++) {
      Set<Float> distinct = new HashSet<>();
      for (int i = 80 * t; i < 80 * (t + 1); i++) {
        distinct.add(values[i]);
      }
      CutTree tree = model.forest().trees().get(t);
      assertThat(tree.size()).isEqualTo(80);
      assertThat(tree.nodes()).isEqualTo(2 * distinct.size() - 1);
      nodes.append(2 * distinct.size() - 1).append(", ");
    }
    assertThat(log.subList(0, 9))
        .startsWith(
            "Verifying hyperparamemters...",
            "Hyperparameters are correct.",
            "Validating that feature_dim agrees with dimensions in training data...",
            "feature_dim is correct.",
            "Validating memory limits...")
        .contains(
            "Estimated sample size in bytes: 409600",
            "Estimated memory needed to build the forest in bytes: 1024000",
            "Memory limits validated.");
    assertThat(log)
        .containsSubsequence(
            "Starting cluster sharing facilities...",
            "Create Store: dist_async",
            "Cluster sharing facilities started.",
            "Verifying all workers are accessible...",
            "All workers accessible.",
            "Initializing Sampler...",
            "Sampler correctly initialized.",
            "Sampling training data...",
            "Sampling training data completed.",
            "Early stop condition met. Stopping training.",
            "Master node: building Random Cut Forest...",
            "Gathering samples...",
            "4032 samples gathered",
            "Building Random Cut Forest...",
            "Master node: Serializing the RandomCutForest model");
    String info = log.get(log.size() - 2);
    assertThat(info)
        .startsWith(
            "Random Cut Forest built: \n\nForestInfo{num_trees: 50, num_samples_in_forest: 4000,"
                + " num_samples_per_tree: 80, sample_dim: 1, shingle_size: 1, "
                + nodes
                + "], trees_depth: [")
        .matches(
            "(?s).*, ], max_num_nodes: \\d+, min_num_nodes: \\d+, avg_num_nodes: \\d+, "
                + "max_tree_depth: \\d+, min_tree_depth: \\d+, avg_tree_depth: \\d+, mem_size: \\d+}");
  }

  /**
   * Cuts are drawn in units of the box, so a shift and a scale of powers of two change no score.
   */
  @Test
  void shiftAndScaleChangeNothing() {
    DenseMatrix rows = gaussians(600, 3, 5);
    float[] moved = rows.values().clone();
    for (int i = 0; i < moved.length; i++) {
      rows.values()[i] = Math.round(rows.values()[i] * 64) / 64f; // exact after the shift
      moved[i] = rows.values()[i] * 8 + 16;
    }
    Hyperparameters hp = hp(3, "num_trees", 50);
    float[] plain = scores(train(hp, rows, context(2)), rows);
    DenseMatrix other = new DenseMatrix(moved, 600, 3);
    float[] shifted = scores(train(hp, other, context(2)), other);
    for (int i = 0; i < plain.length; i++) {
      assertThat(shifted[i]).isCloseTo(plain[i], within(1e-5f));
    }
  }

  @Test
  void theScoreRisesWithTheDistance() {
    RandomCutForestModel model = train(hp(2), gaussians(5000, 2, 8), context(4));
    float before = 0;
    for (float far : new float[] {0, 2, 4, 8, 16, 64}) {
      float score = scores(model, new DenseMatrix(new float[] {far, far}, 1, 2))[0];
      assertThat(score).isGreaterThan(before);
      before = score;
    }
    assertThat(scores(model, new DenseMatrix(new float[2], 1, 2))[0]).isLessThan(1);
  }

  @Test
  void threadsAgreeToTheBitAndSparseRowsAreDenseRows() {
    DenseMatrix rows = gaussians(3000, 4, 6);
    Hyperparameters hp = hp(4, "num_trees", 60, "num_samples_per_tree", 40);
    float[] one = scores(train(hp, rows, context(9)), rows);
    try (Parallel parallel = new Parallel(3)) {
      RunContext three =
          new RunContext(
              context(0).kernels(),
              new RandomStreams(9),
              parallel,
              EventListener.none(),
              new Cancellation());
      RandomCutForestModel model = train(hp, rows, three);
      assertThat(model.predict(rows, three).keys().getFirst().values()).containsExactly(one);
    }
    CsrMatrix sparse =
        new CsrMatrix(2, 4, new int[] {0, 1, 2}, new int[] {1, 3}, new float[] {2, -1});
    RandomCutForestModel model = train(hp, rows, context(9));
    assertThat(model.predict(sparse, context(0)).keys().getFirst().values())
        .containsExactly(scores(model, sparse.toDense()));
  }

  @Test
  void aStateReadBackGoesOnAsIfNothingHadHappened() throws IOException {
    DenseMatrix rows = gaussians(9000, 2, 7);
    for (Hyperparameters hp :
        List.of(
            hp(2, "num_trees", 50, "num_samples_per_tree", 64),
            hp(2, "orrery_mode", "streaming", "num_samples_per_tree", 32),
            hp(2, "orrery_shingle_size", 3, "num_samples_per_tree", 32))) {
      RunContext context = context(3);
      float[] whole = scores(train(hp, rows, context), rows.slice(0, 500));
      RandomCutForestState state = RCF.initialize(hp, Batch.unlabelled(rows.slice(0, 10)), context);
      for (int from = 0; from < 9000; from += 1000) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RCF.writeState(state, new DataOutputStream(bytes));
        state = RCF.readState(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        RCF.update(hp, state, Batch.unlabelled(rows.slice(from, from + 1000)), context);
      }
      assertThat(state.rowsSeen()).isEqualTo(9000);
      RandomCutForestModel model = RCF.finish(hp, state, Optional.empty(), context);
      assertThat(scores(model, rows.slice(0, 500))).containsExactly(whole);
      RandomCutForestModel copy = ModelFormat.read(ModelFormat.toBytes(model));
      assertThat(scores(copy, rows.slice(0, 500))).containsExactly(whole);
      assertThat(copy.threshold()).isEqualTo(model.threshold());
    }
  }

  @Test
  void hostsShareTheSample() {
    DenseMatrix rows = gaussians(8000, 1, 11);
    for (int i = 0; i < 8000; i++) {
      rows.values()[i] += i < 6000 ? 0 : 100;
    }
    Hyperparameters hp = hp(1, "num_trees", 50, "num_samples_per_tree", 40);
    RunContext context = context(5);
    RandomCutForestState first = RCF.initialize(hp, Batch.unlabelled(rows), context);
    List<RandomCutForestState> hosts = RCF.fork(hp, first, 2);
    Forests.feed(hp, hosts.get(0), rows.slice(0, 6000), context);
    Forests.feed(hp, hosts.get(1), rows.slice(6000, 8000), context);
    RandomCutForestState merged = RCF.merge(hp, hosts, context);
    assertThat(merged.rowsSeen()).isEqualTo(8000);
    assertThat(merged.kept()).isEqualTo(2000);
    long late = 0;
    for (int i = 0; i < 2000; i++) {
      late += merged.reservoir.rows().get(i, 0) > 50 ? 1 : 0;
    }
    assertThat(late).isBetween(420L, 580L);
    float[] before = merged.reservoir.rows().values().clone();
    RandomCutForestState again = RCF.merge(hp, RCF.fork(hp, merged, 3), context);
    assertThat(again.rowsSeen()).isEqualTo(8000);
    assertThat(again.reservoir.rows().values()).containsExactly(before);
    assertThat(RCF.continueFrom(hp, again, context)).isSameAs(again);
    assertThatThrownBy(() -> RCF.continueFrom(hp(1), again, context))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("same feature_dim, num_trees");
  }

  @Test
  void answersHaveSageMakersShapeAndVerboseOnesExplain() {
    RandomCutForestModel model = train(hp(2), gaussians(2000, 2, 1), context(1));
    DenseMatrix far = new DenseMatrix(new float[] {0, 0, 30, 0}, 2, 2);
    Predictions plain = model.predict(far, context(1));
    assertThat(plain.root()).isEqualTo("scores");
    assertThat(plain.keys()).extracting(Predictions.Key::name).containsExactly("score");
    Predictions verbose = model.predictVerbose(far, context(1));
    assertThat(verbose.keys())
        .extracting(Predictions.Key::name)
        .containsExactly("score", "grade", "attribution");
    float[] grade = verbose.keys().get(1).values();
    float[] share = verbose.keys().get(2).values();
    assertThat(grade[0]).isZero();
    assertThat(grade[1]).isBetween(0.5f, 1f);
    assertThat(share[2]).isGreaterThan(5 * share[3]);
    assertThat(share[2] + share[3]).isCloseTo(plain.keys().getFirst().values()[1], within(1e-4f));
    assertThatThrownBy(() -> model.predict(gaussians(1, 3, 1), context(1)))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The feature dimension of the input: 3 does not match the feature dimension of the"
                + " model: 2. Please fix the input and try again.");
  }

  @Test
  void theTestChannelIsLabelledByThreeSigmas() {
    DenseMatrix rows = gaussians(1000, 2, 12);
    for (int i = 0; i < 2000; i++) {
      rows.values()[i] = Math.clamp(rows.values()[i], -1, 1);
    }
    float[] labels = new float[1000];
    for (int i = 0; i < 1000; i += 100) {
      rows.values()[2 * i] = 25;
      labels[i] = 1;
    }
    Hyperparameters hp = hp(2);
    RandomCutForestModel model = train(hp, gaussians(5000, 2, 13), context(1));
    Map<String, Double> found = Forests.evaluate(hp, model, "test", rows, labels, context(1));
    assertThat(found)
        .containsEntry("test:f1", 1.0)
        .containsEntry("test:accuracy", 1.0)
        .containsEntry("test:precision", 1.0)
        .containsEntry("test:recall", 1.0)
        .containsEntry("test:f1_negative", 1.0)
        .containsEntry("orrery:test_roc_auc", 1.0)
        .containsEntry("orrery:test_average_precision", 1.0);
    Hyperparameters accuracy = hp(2, "eval_metrics", "[\"accuracy\"]");
    assertThat(Forests.evaluate(accuracy, model, "test", rows, labels, context(1)).keySet())
        .containsExactlyInAnyOrder(
            "test:f1",
            "test:accuracy",
            "orrery:test_roc_auc",
            "orrery:test_average_precision",
            "orrery:test_score_threshold");
    assertThatThrownBy(() -> Forests.evaluate(hp, model, "test", rows, null, context(1)))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "Labeled test data required with label size equal 1. Label size on test dataset found"
                + " to be 0. Please provide a properly labeled test dataset.");
    labels[3] = 2;
    assertThatThrownBy(() -> Forests.evaluate(hp, model, "test", rows, labels, context(1)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("label 2");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> hp(2, "mini_batch_size", 500))
        .isInstanceOf(CustomerError.class)
        .hasMessage("Random Cut Forest uses a fixed mini_batch_size of 1000");
    assertThatThrownBy(() -> hp(2, "eval_metrics", "[\"accuracy\", \"auc\"]"))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The list of values for hyperparameter 'eval_metrics' contains invalid value:"
                + " ['auc']. The supported values are: ['accuracy', 'precision_recall_fscore']."
                + " Please provide supported values for"
                + " hyperparamter 'eval_metrics' and try again.");
    assertThatThrownBy(() -> hp(2, "num_trees", 49)).isInstanceOf(CustomerError.class);
    assertThatThrownBy(() -> hp(2, "num_samples_per_tree", 2049)).isInstanceOf(CustomerError.class);
    assertThatThrownBy(() -> hp(10_001)).isInstanceOf(CustomerError.class);
    assertThatThrownBy(() -> hp(10_000, "num_trees", 1000, "num_samples_per_tree", 2048))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("does not fit into one array");
    assertThatThrownBy(() -> hp(2, "orrery_time_decay", 0.1)).isInstanceOf(CustomerError.class);
    assertThatThrownBy(() -> train(hp(2), gaussians(99, 2, 1), context(1)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("num_trees=100");
    assertThatThrownBy(() -> train(hp(3), gaussians(200, 2, 1), context(1)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("The value of feature_dim hyperparameter '3' doesn't match train");
    byte[] bytes = ModelFormat.toBytes(train(hp(1), gaussians(200, 1, 1), context(1)));
    for (int length : new int[] {0, 7, 20, 60, bytes.length - 1}) {
      assertThatThrownBy(() -> ModelFormat.read(Arrays.copyOf(bytes, length)))
          .isInstanceOf(CustomerError.class);
    }
  }

  @Test
  void shinglesFindABreakInTheRhythmAndForecastIt() {
    int n = 4000;
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Math.sin(2 * Math.PI * (i % 12) / 12);
    }
    values[3003] = values[3009]; // an ordinary value at the wrong time
    DenseMatrix rows = new DenseMatrix(values, n, 1);
    Hyperparameters hp = hp(1, "orrery_shingle_size", 12, "orrery_partition", "shuffled");
    RandomCutForestModel model = train(hp, rows.slice(0, 2900), context(1));
    float[] scores = scores(model, rows);
    assertThat(scores.length).isEqualTo(n);
    assertThat(scores[10]).isZero();
    int highest = 0;
    for (int i = 0; i < n; i++) {
      highest = scores[i] > scores[highest] ? i : highest;
    }
    assertThat(highest).isBetween(3003, 3014);
    float[] ahead = model.forecast(Arrays.copyOf(values, 2900), 24);
    for (int i = 0; i < 24; i++) {
      assertThat(ahead[i]).isCloseTo(values[2900 + i], within(0.01f));
    }
    float[] point = Arrays.copyOfRange(values, 1200, 1212);
    float gone = point[4];
    point[4] = Float.NaN;
    assertThat(model.impute(point, new int[] {4})[4]).isCloseTo(gone, within(0.01f));
    assertThatThrownBy(() -> model.forecast(new float[3], 1)).isInstanceOf(CustomerError.class);
    assertThatThrownBy(() -> model.impute(new float[12], new int[] {12}))
        .isInstanceOf(CustomerError.class);
  }

  private static RunContext telling(Consumer<Event> heard) {
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

  private static List<Event.AlgorithmStep> steps(Hyperparameters hp, DenseMatrix rows) {
    List<Event.AlgorithmStep> steps = new ArrayList<>();
    RunContext context =
        telling(
            event -> {
              if (event instanceof Event.AlgorithmStep step) {
                steps.add(step);
              }
            });
    train(hp, rows, context);
    return steps;
  }

  /** In consecutive blocks a row of a later block may lie so far off that no cut can be seen. */
  @Test
  void theRowWhoseWayIsToldLiesNearTheTree() {
    DenseMatrix rows = gaussians(2000, 2, 2);
    rows.values()[3000] = 1000;
    for (Event.AlgorithmStep step : steps(hp(2, "num_trees", 50), rows)) {
      for (Drawing.Points points : step.drawing().points()) {
        for (float[] at : points.positions()) {
          assertThat(at[0]).isBetween(-20f, 20f);
        }
      }
    }
  }

  @Test
  void moreAnomaliesThanNormalRowsAreWarnedOf() {
    Hyperparameters hp = hp(2);
    RandomCutForestModel model = train(hp, gaussians(5000, 2, 13), context(1));
    DenseMatrix rows = gaussians(100, 2, 12);
    for (int ones : new int[] {40, 60}) {
      float[] labels = new float[100];
      Arrays.fill(labels, 0, ones, 1);
      List<String> warnings = new ArrayList<>();
      RunContext context =
          telling(
              event -> {
                if (event instanceof Event.Warning warning) {
                  warnings.add(warning.message());
                }
              });
      Forests.evaluate(hp, model, "test", rows, labels, context);
      assertThat(warnings).hasSize(ones > 50 ? 1 : 0);
    }
  }

  @Test
  void stepsAreToldOnlyWhenWantedAndSayWhy() {
    List<Event.AlgorithmStep> steps = steps(hp(3, "num_trees", 50), gaussians(2000, 3, 2));
    assertThat(steps.size()).isBetween(41, 80);
    assertThat(steps.getFirst().title()).startsWith("Tree 0, depth 0: cut feature ");
    assertThat(steps.getFirst().why()).contains("parts the 40 points into");
    assertThat(steps.getFirst().drawing().regions()).hasSize(3);
    assertThat(steps.getLast().title()).startsWith("Score row");
    for (Event.AlgorithmStep step : steps) {
      assertThat(step.drawing().axes()).hasSize(2);
    }
  }
}

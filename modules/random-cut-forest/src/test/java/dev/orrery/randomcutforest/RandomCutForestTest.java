package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.Forests.context;
import static dev.orrery.randomcutforest.Forests.gaussians;
import static dev.orrery.randomcutforest.Forests.hp;
import static dev.orrery.randomcutforest.Forests.scores;
import static dev.orrery.randomcutforest.Forests.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The scores of a forest, and what it refuses. */
class RandomCutForestTest {

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
}

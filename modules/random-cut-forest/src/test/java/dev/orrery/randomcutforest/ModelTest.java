package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.Forests.context;
import static dev.orrery.randomcutforest.Forests.gaussians;
import static dev.orrery.randomcutforest.Forests.hp;
import static dev.orrery.randomcutforest.Forests.scores;
import static dev.orrery.randomcutforest.Forests.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a model answers. */
class ModelTest {

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
        .containsExactly("score", "grade", "attribution", "co_displacement", "log_density");
    float[] grade = verbose.keys().get(1).values();
    float[] share = verbose.keys().get(2).values();
    assertThat(grade[0]).isZero();
    assertThat(grade[1]).isBetween(0.5f, 1f);
    assertThat(share[2]).isGreaterThan(5 * share[3]);
    assertThat(share[2] + share[3]).isCloseTo(plain.keys().getFirst().values()[1], within(1e-4f));
    float[] moved = verbose.keys().get(3).values();
    float[] density = verbose.keys().get(4).values();
    assertThat(moved[1]).isGreaterThan(5 * moved[0]);
    assertThat(density[1]).isLessThan(density[0] - 2);
    assertThatThrownBy(() -> model.predict(gaussians(1, 3, 1), context(1)))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The feature dimension of the input: 3 does not match the feature dimension of the"
                + " model: 2. Please fix the input and try again.");
  }

  @Test
  void whatExplainsDoesNotDependOnThreadsOrBlocks() {
    RandomCutForestModel model = train(hp(2), gaussians(2000, 2, 1), context(1));
    DenseMatrix rows = gaussians(700, 2, 9);
    Predictions one = model.predictVerbose(rows, context(1));
    Predictions part = model.predictVerbose(rows.slice(300, 700), context(1));
    try (Parallel parallel = new Parallel(3)) {
      RunContext three =
          new RunContext(
              context(0).kernels(),
              new RandomStreams(1),
              parallel,
              EventListener.none(),
              new Cancellation());
      Predictions again = model.predictVerbose(rows, three);
      for (int key = 0; key < 5; key++) {
        assertThat(again.keys().get(key).values()).containsExactly(one.keys().get(key).values());
        assertThat(part.keys().get(key).values())
            .containsExactly(one.slice(300, 700).keys().get(key).values());
      }
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
}

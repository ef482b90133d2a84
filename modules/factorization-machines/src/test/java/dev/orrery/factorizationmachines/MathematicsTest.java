package dev.orrery.factorizationmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RandomStreams;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast formulas against their definitions. */
class MathematicsTest {

  /** The definition, in O(n^2 k). */
  private static double output(
      double bias, double[] linear, double[] factors, int k, Fields fields, float[] row) {
    int width = k * fields.count();
    double y = bias;
    for (int i = 0; i < row.length; i++) {
      y += linear[i] * row[i];
      for (int j = i + 1; j < row.length; j++) {
        for (int f = 0; f < k; f++) {
          y +=
              factors[i * width + fields.of(j) * k + f]
                  * factors[j * width + fields.of(i) * k + f]
                  * row[i]
                  * row[j];
        }
      }
    }
    return y;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Property(tries = 100, seed = "20261121")
  void theFastOutputIsTheDefinition(
      @ForAll @IntRange(min = 1, max = 12) int n,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @IntRange(min = 1, max = 4) int wantedFields,
      @ForAll int seed) {
    RandomStreams streams = new RandomStreams(seed);
    var random = streams.stream("test");
    int count = Math.min(n, wantedFields);
    int[] ends = new int[count];
    for (int f = 0; f < count; f++) {
      ends[f] = f == count - 1 ? n : f + 1;
    }
    Fields fields = Fields.ofEnds(ends);
    float[] linear = new float[n];
    float[] factors = new float[n * count * k];
    float[] row = new float[n];
    for (int i = 0; i < n; i++) {
      linear[i] = (float) random.nextGaussian();
      row[i] = random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian();
    }
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) random.nextGaussian();
    }
    FactorizationMachinesModel model =
        new FactorizationMachinesModel(Loss.SQUARED, 0.5f, linear, factors, k, fields, true);

    double expected = output(0.5, widened(linear), widened(factors), k, fields, row);
    float found =
        model.predict(new DenseMatrix(row, 1, n), Trained.quiet()).keys().getFirst().values()[0];
    assertThat((double) found).isCloseTo(expected, within(2e-5 * (1 + n * k)));
  }

  /** With plain gradient descent at rate 1 a step is the gradient. */
  @ParameterizedTest
  @CsvSource({
    "regressor,,",
    "binary_classifier,,",
    "regressor,0-1,2-4",
    "binary_classifier,0-2,3-4"
  })
  void theGradientIsThatOfFiniteDifferences(String type, String first, String second) {
    Batch batch = Trained.sparse(Trained.random(7, 5, 3), 0.4f);
    Object[] settings = {
      "feature_dim", 5, "num_factors", 3, "predictor_type", type, "mini_batch_size", 7,
      "orrery_optimizer", "sgd", "bias_lr", 1, "linear_lr", 1, "factors_lr", 1,
      "bias_wd", 0, "linear_wd", 0, "factors_wd", 0, "factors_init_sigma", 0.5
    };
    Hyperparameters hp =
        first == null
            ? Trained.hp(settings)
            : Trained.hp(
                append(settings, "orrery_model", "ffm", "orrery_fields", first + "," + second));
    FactorizationMachinesState state = Trained.start(hp, batch, Trained.quiet());
    Weights before = state.weights.copy();
    Trained.FM.update(hp, state, batch, Trained.quiet());

    double[] bias = {before.bias[0]};
    double[] linear = widened(before.linear);
    double[] factors = widened(before.factors);
    compare(bias, before.bias, state.weights.bias, state, batch, bias, linear, factors);
    compare(linear, before.linear, state.weights.linear, state, batch, bias, linear, factors);
    compare(factors, before.factors, state.weights.factors, state, batch, bias, linear, factors);
  }

  private static void compare(
      double[] varied,
      float[] before,
      float[] after,
      FactorizationMachinesState state,
      Batch batch,
      double[] bias,
      double[] linear,
      double[] factors) {
    double h = 1e-5;
    for (int i = 0; i < varied.length; i++) {
      double at = varied[i];
      varied[i] = at + h;
      double above = meanLoss(state, batch, bias, linear, factors);
      varied[i] = at - h;
      double below = meanLoss(state, batch, bias, linear, factors);
      varied[i] = at;
      assertThat((double) before[i] - after[i])
          .as("weight %d", i)
          .isCloseTo((above - below) / (2 * h), within(1e-5));
    }
  }

  private static double meanLoss(
      FactorizationMachinesState state,
      Batch batch,
      double[] bias,
      double[] linear,
      double[] factors) {
    DenseMatrix rows = batch.features().toDense();
    double sum = 0;
    for (int r = 0; r < rows.rows(); r++) {
      float[] row = new float[rows.columns()];
      System.arraycopy(rows.values(), rows.rowOffset(r), row, 0, row.length);
      double y = output(bias[0], linear, factors, state.weights.k, state.weights.fields, row);
      sum += state.loss.value(y, batch.labels()[r]);
    }
    return sum / rows.rows();
  }

  private static Object[] append(Object[] some, Object... more) {
    Object[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  @ParameterizedTest
  @CsvSource({"regressor", "binary_classifier"})
  void theFastOneLearnsWhatTheTextbookLearns(String type) {
    Batch batch = Trained.sparse(Trained.random(50, 8, 11), 0.6f);
    Hyperparameters hp =
        Trained.hp(
            "feature_dim",
            8,
            "num_factors",
            4,
            "predictor_type",
            type,
            "mini_batch_size",
            16,
            "epochs",
            3,
            "bias_lr",
            0.1,
            "linear_lr",
            0.05,
            "factors_lr",
            0.02,
            "factors_init_sigma",
            0.1,
            "factors_wd",
            0.001);
    FactorizationMachinesModel fast = Trained.model(hp, Trained.train(hp, batch, Trained.quiet()));
    DenseMatrix dense = batch.features().toDense();
    double[][] rows = new double[50][8];
    double[] labels = new double[50];
    for (int r = 0; r < 50; r++) {
      labels[r] = batch.labels()[r];
      for (int j = 0; j < 8; j++) {
        rows[r][j] = dense.get(r, j);
      }
    }
    FactorizationMachinesTextbook textbook =
        FactorizationMachinesTextbook.train(
            rows,
            labels,
            new FactorizationMachinesTextbook.Settings(
                type.startsWith("binary"),
                4,
                16,
                3,
                new double[] {0.1, 0.05, 0.02},
                new double[] {0.01, 0.001, 0.001},
                new double[] {0.01, 0.01, 0.1}),
            new RandomStreams(0));

    float[] outputs = Scoring.outputs(fast.weights(), batch.features(), Trained.quiet());
    for (int r = 0; r < 50; r++) {
      assertThat((double) outputs[r]).isCloseTo(textbook.output(rows[r]), within(2e-5));
    }
  }

  @Test
  void sparseAndDenseLearnTheSameWhereAllFeaturesAreTouched() {
    Batch dense = Trained.random(64, 6, 5);
    Batch sparse = Trained.sparse(dense, 0);
    Hyperparameters hp =
        Trained.hp("feature_dim", 6, "num_factors", 5, "mini_batch_size", 10, "epochs", 2);

    Weights ofDense = Trained.train(hp, dense, Trained.quiet()).weights;
    Weights ofSparse = Trained.train(hp, sparse, Trained.quiet()).weights;
    assertThat(ofSparse.factors).isEqualTo(ofDense.factors);
    assertThat(ofSparse.linear).isEqualTo(ofDense.linear);
    assertThat(ofSparse.bias).isEqualTo(ofDense.bias);
  }

  @Test
  void aSparseBatchLeavesWhatItDoesNotTouch() {
    CsrMatrix row = new CsrMatrix(1, 3, new int[] {0, 2}, new int[] {0, 2}, new float[] {1, 1});
    Batch batch = new Batch(row, new float[] {1}, 1);
    Hyperparameters hp = Trained.hp("feature_dim", 3);
    FactorizationMachinesState state = Trained.start(hp, batch, Trained.quiet());
    Weights before = state.weights.copy();
    Trained.FM.update(hp, state, batch, Trained.quiet());

    assertThat(state.weights.linear[1]).isEqualTo(before.linear[1]);
    assertThat(state.weights.factors[2]).isEqualTo(before.factors[2]);
    assertThat(state.weights.linear[0]).isNotEqualTo(before.linear[0]);

    // The same row, dense: weight decay moves the others too.
    Batch dense = new Batch(row.toDense(), new float[] {1}, 1);
    FactorizationMachinesState all = Trained.start(hp, dense, Trained.quiet());
    Trained.FM.update(hp, all, dense, Trained.quiet());
    assertThat(all.weights.linear[1]).isNotEqualTo(before.linear[1]);
  }

  @Test
  void theSparseIndexListsEachFeaturesRowsInOrder() {

    CsrMatrix x = (CsrMatrix) Trained.sparse(Trained.random(40, 30, 1), 0.8f).features();
    TouchedFeatures touched = new TouchedFeatures(30);
    touched.index((CsrMatrix) Trained.sparse(Trained.random(9, 30, 2), 0.2f).features(), false);
    touched.index(x.slice(10, 40), false);

    DenseMatrix dense = x.slice(10, 40).toDense();
    for (int t = 0; t < touched.count; t++) {
      int e = touched.start[t];
      for (int r = 0; r < 30; r++) {
        float value = dense.get(r, touched.feature[t]);
        if (value != 0) {
          assertThat(touched.row[e]).isEqualTo(r);
          assertThat(touched.value[e++]).isEqualTo(value);
        }
      }
      assertThat(e).isEqualTo(touched.start[t + 1]);
    }
  }
}

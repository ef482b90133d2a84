package dev.orrery.factorizationmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well it learns, on real and on drawn data. */
class QualityTest {

  private static final double NOISE = 0.5;

  /**
   * Letters A to M (1) against N to Z (0), 16 features of 16 values each one-hot, every row whose
   * hash has two leading zeros held out. Golden figures of an FM with Adam, 16 factors and 15
   * epochs: AUC 0.9814, log loss 0.2081, accuracy 0.9292; the best logistic regression
   * (scikit-learn 1.2.1): AUC 0.9141.
   */
  @ParameterizedTest
  @CsvSource({"fm, adam, 0.005, 0.0005", "fm, adagrad, 0.05, 0.0005", "ffm, adam, 0.005, 0.0005"})
  void seesInLettersWhatALinearModelCannot(
      String model, String optimizer, double rate, double decay) throws IOException {
    Batch[] letters = letters();
    Object[] settings = {
      "feature_dim",
      256,
      "num_factors",
      model.equals("ffm") ? 4 : 16,
      "predictor_type",
      "binary_classifier",
      "mini_batch_size",
      200,
      "epochs",
      15,
      "bias_lr",
      0.01,
      "linear_lr",
      rate,
      "factors_lr",
      rate,
      "factors_init_sigma",
      0.02,
      "linear_wd",
      decay,
      "factors_wd",
      decay,
      "orrery_optimizer",
      optimizer,
      "orrery_model",
      model,
      "orrery_fields",
      fields()
    };
    Hyperparameters hp = Trained.hp(model.equals("ffm") ? settings : Arrays.copyOf(settings, 24));
    FactorizationMachinesState state = Trained.train(hp, letters[0], Trained.quiet());
    Map<String, Double> test = Trained.test(hp, Trained.model(hp, state), letters[1]);

    assertThat(test.get("orrery:test_roc_auc")).isBetween(0.98, 1.0);
    assertThat(test.get("test:binary_classification_cross_entropy")).isLessThan(0.2081);
    assertThat(test.get("test:binary_classification_accuracy")).isGreaterThan(0.92);
  }

  private static String fields() {
    List<String> ranges = new ArrayList<>();
    for (int f = 0; f < 16; f++) {
      ranges.add(16 * f + "-" + (16 * f + 15));
    }
    return String.join(",", ranges);
  }

  private static Batch[] letters() throws IOException {
    Path file = Path.of("").toAbsolutePath();
    while (!Files.exists(file.resolve("datasets/letter-recognition.csv.gz"))) {
      file = file.getParent();
    }
    List<List<int[]>> rows = List.of(new ArrayList<>(), new ArrayList<>());
    List<List<Float>> labels = List.of(new ArrayList<>(), new ArrayList<>());
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(file.resolve("datasets/letter-recognition.csv.gz"))),
                StandardCharsets.UTF_8))) {
      reader.readLine();
      int i = 0;
      for (String line; (line = reader.readLine()) != null; i++) {
        String[] cells = line.replace("\"", "").split(",");
        int part = (i * 0x9E3779B1) >>> 30 == 0 ? 1 : 0;
        int[] row = new int[16];
        for (int j = 0; j < 16; j++) {
          row[j] = 16 * j + Integer.parseInt(cells[j + 1]);
        }
        rows.get(part).add(row);
        labels.get(part).add(cells[0].charAt(0) <= 'M' ? 1f : 0f);
      }
    }
    return new Batch[] {oneHot(rows.get(0), labels.get(0)), oneHot(rows.get(1), labels.get(1))};
  }

  private static Batch oneHot(List<int[]> rows, List<Float> labels) {
    int[] start = new int[rows.size() + 1];
    int[] column = new int[16 * rows.size()];
    float[] value = new float[column.length];
    float[] flat = new float[rows.size()];
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(rows.get(r), 0, column, 16 * r, 16);
      start[r + 1] = 16 * (r + 1);
      flat[r] = labels.get(r);
    }
    Arrays.fill(value, 1);
    return new Batch(new CsrMatrix(rows.size(), 256, start, column, value), flat, 1);
  }

  /** Ratings of a known machine: the error comes near the noise, which no model can go below. */
  @ParameterizedTest
  @CsvSource({
    "adam, 0.01, 0.001, 12",
    "adagrad, 0.2, 0.00005, 25",
    "sgd, 1.0, 0.00001, 30",
    "ftrl, 0.3, 0.0, 15",
    "als, 0, 0.0001, 12"
  })
  void recoversRatings(String optimizer, double rate, double decay, int epochs) {
    Ratings ratings = Ratings.of(200, 100, 2, 4, 40000, 5000, NOISE);
    Hyperparameters hp =
        Trained.hp(
            "feature_dim",
            340,
            "num_factors",
            4,
            "epochs",
            epochs,
            "mini_batch_size",
            250,
            "bias_lr",
            0.1,
            "linear_lr",
            rate,
            "factors_lr",
            rate,
            "linear_wd",
            decay / 10,
            "factors_wd",
            decay,
            "bias_wd",
            0,
            "factors_init_sigma",
            0.1,
            "orrery_optimizer",
            optimizer);
    FactorizationMachinesState state = Trained.train(hp, ratings.train(), Trained.quiet());
    Map<String, Double> test = Trained.test(hp, Trained.model(hp, state), ratings.test());

    assertThat(test.get("test:rmse")).isBetween(0.95 * NOISE, 1.08 * NOISE);
    // The root is rounded before it is squared again.
    assertThat(test.get("test:mse"))
        .isCloseTo(Math.pow(test.get("test:rmse"), 2), withinPercentage(1e-12));
  }

  /** Every step of coordinate descent lowers its objective. */
  @Test
  void leastSquaresNeverGetsWorse() {
    Ratings ratings = Ratings.of(50, 30, 1, 3, 3000, 10, NOISE);
    Hyperparameters hp =
        Trained.hp(
            "feature_dim",
            100,
            "num_factors",
            3,
            "epochs",
            1,
            "orrery_optimizer",
            "als",
            "factors_init_sigma",
            0.1,
            "factors_wd",
            0.001);
    FactorizationMachinesState state = Trained.start(hp, ratings.train(), Trained.quiet());
    CsrMatrix x = (CsrMatrix) ratings.train().features();
    AlternatingLeastSquares als =
        new AlternatingLeastSquares(hp, state.weights, x, ratings.train().labels());
    double before = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < 20; sweep++) {
      double rows = x.rows();
      double objective = rows * als.sweep(Trained.quiet()).meanLoss();
      objective += rows / 2 * 0.01 * square(state.weights.bias);
      objective += rows / 2 * 0.001 * square(state.weights.linear);
      objective += rows / 2 * 0.001 * square(state.weights.factors);
      assertThat(objective).isLessThanOrEqualTo(before * (1 + 1e-6));
      before = objective;
    }
  }

  private static double square(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }
}

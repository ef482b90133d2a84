package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real data, split by the rule {@code ((i * 0x9E3779B1) >>> 30) == 0} for test rows, against the
 * figures of scikit-learn 1.2.1 on the same split of standardised features: LogisticRegression with
 * C = 1, LinearRegression.
 */
class QualityTest {

  private record Parts(Batch train, Batch test, int classes) {}

  /** A sample whose columns are all numbers but for the label, which may be words. */
  private static Parts sample(String name, String label) {
    Path file = Path.of("..", "..", "datasets", name);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                name.endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
      List<String> names = List.of(reader.readLine().replace("\"", "").split(","));
      int at = names.indexOf(label);
      List<String[]> rows = reader.lines().map(line -> line.replace("\"", "").split(",")).toList();
      List<String> words =
          new ArrayList<>(new TreeSet<>(rows.stream().map(row -> row[at]).toList()));
      boolean numbers = words.stream().allMatch(word -> word.matches("[-+.\\dEe]+"));
      int d = names.size() - 1;
      List<List<float[]>> parts = List.of(new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < rows.size(); i++) {
        float[] row = new float[d + 1];
        int to = 0;
        for (int j = 0; j <= d; j++) {
          if (j != at) {
            row[to++] = Float.parseFloat(rows.get(i)[j]);
          }
        }
        String word = rows.get(i)[at];
        row[d] = numbers ? Float.parseFloat(word) : words.indexOf(word);
        parts.get((i * 0x9E3779B1) >>> 30 == 0 ? 1 : 0).add(row);
      }
      return new Parts(batch(parts.get(0), d), batch(parts.get(1), d), words.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Batch batch(List<float[]> rows, int d) {
    float[] x = new float[rows.size() * d];
    float[] y = new float[rows.size()];
    for (int i = 0; i < y.length; i++) {
      System.arraycopy(rows.get(i), 0, x, i * d, d);
      y[i] = rows.get(i)[d];
    }
    return new Batch(new DenseMatrix(x, y.length, d), y, 1);
  }

  private static Hyperparameters hp(PredictorType type, Parts parts, String... pairs) {
    List<String> all = new ArrayList<>(List.of(pairs));
    // What the driver does where a shard has fewer rows than the default.
    all.addAll(List.of("mini_batch_size", "" + Math.min(1000, parts.train().rows())));
    if (type == PredictorType.MULTICLASS) {
      all.addAll(List.of("num_classes", "" + parts.classes()));
    }
    return Data.hp(type, all.toArray(String[]::new));
  }

  @Test
  void breastCancerByTheDefaults() {
    Parts parts = sample("breast-cancer.csv", "label");
    Hyperparameters hp = hp(PredictorType.BINARY, parts);
    LinearLearnerModel model = Data.train(hp, parts.train());
    // scikit-learn: accuracy 0.9583, AUC 0.9940; 144 test rows.
    assertThat(Data.metric(hp, model, parts.test(), "binary_classification_accuracy"))
        .isGreaterThan(0.9583 - 2 / 144.0);
    assertThat(Data.metric(hp, model, parts.test(), "roc_auc_score")).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @CsvSource({
    // sample, label, root mean squared error of ordinary least squares
    "diabetes.csv, progression, 53.544",
    "concrete.csv, compressive_strength, 10.669"
  })
  void regressionIsLeastSquares(String name, String label, double rmse) {
    Parts parts = sample(name, label);
    Hyperparameters hp = hp(PredictorType.REGRESSOR, parts);
    LinearLearnerModel model = Data.train(hp, parts.train());
    assertThat(Data.metric(hp, model, parts.test(), "rmse")).isLessThan(1.001 * rmse);
  }

  @Test
  @Tag("long")
  void longDescentComesToTheOptimum() {
    Parts parts = sample("concrete.csv", "compressive_strength");
    Hyperparameters hp =
        hp(
            PredictorType.REGRESSOR,
            parts,
            "epochs",
            "3000",
            "early_stopping_patience",
            "3000",
            "num_models",
            "1",
            "bias_lr_mult",
            "1");
    LinearLearnerState state = Data.state(hp, parts.train(), Optional.empty(), Data.quiet());
    assertThat(state.progress.bestValue).isBetween(state.optimum * 0.9999, state.optimum * 1.001);
  }

  @ParameterizedTest
  @CsvSource({
    // sample, label, accuracy of scikit-learn, test rows that may be told otherwise
    "iris.csv, label, 0.9744, 1",
    "wine.csv, label, 0.9778, 1",
    "digits.csv.gz, label, 0.9534, 0",
    "satellite.csv.gz, classes, 0.8609, 2",
    "letter-recognition.csv.gz, lettr, 0.7627, 15",
    "shuttle.csv.gz, Class, 0.9677, 43"
  })
  void severalClasses(String name, String label, double accuracy, int rows) {
    Parts parts = sample(name, label);
    Hyperparameters hp = hp(PredictorType.MULTICLASS, parts);
    LinearLearnerModel model = Data.train(hp, parts.train());
    assertThat(Data.metric(hp, model, parts.test(), "multiclass_accuracy"))
        .isGreaterThan(accuracy - (rows + 0.5) / parts.test().rows());
  }
}

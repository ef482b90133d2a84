package dev.orrery.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Figures of NumPy 1.24 (singular value decomposition in double of the centered float32 rows) and
 * of scikit-learn 1.2.1 ({@code PCA}), made outside this repository.
 */
class GoldenTest {

  /** Explained variance ratios, raw and standardized. */
  @ParameterizedTest
  @CsvSource({
    "iris.csv, label, false, 0.924619, 0.053066, 0.017103, 0.005212",
    "iris.csv, label, true, 0.729624, 0.228508, 0.036689, 0.005179",
    "wine.csv, label, false, 0.998091, 0.001736, 0.000095, 0.000050",
    "wine.csv, label, true, 0.361988, 0.192075, 0.111236, 0.070690",
    "breast-cancer.csv, label, false, 0.982045, 0.016176, 0.001558, 0.000121",
    "breast-cancer.csv, label, true, 0.442720, 0.189712, 0.093932, 0.066021",
    "digits.csv.gz, label, false, 0.148906, 0.136188, 0.117946, 0.084100",
    "digits.csv.gz, label, true, 0.120339, 0.095611, 0.084444, 0.064984",
    "satellite.csv.gz, classes, false, 0.475875, 0.388614, 0.033365, 0.023584",
    "satellite.csv.gz, classes, true, 0.453540, 0.398820, 0.043794, 0.024704",
    "letter-recognition.csv.gz, lettr, false, 0.286762, 0.150686, 0.125067, 0.087513",
    "letter-recognition.csv.gz, lettr, true, 0.268462, 0.164090, 0.107567, 0.085569",
    "shuttle.csv.gz, Class, false, 0.834713, 0.107146, 0.026187, 0.023416",
    "shuttle.csv.gz, Class, true, 0.346534, 0.178331, 0.145502, 0.117166",
    "diabetes.csv, progression, false, 0.732492, 0.096212, 0.074711, 0.043164",
    "diabetes.csv, progression, true, 0.402421, 0.149232, 0.120597, 0.095548",
    "concrete.csv, compressive_strength, false, 0.325768, 0.248874, 0.184798, 0.107659",
    "concrete.csv, compressive_strength, true, 0.285012, 0.177009, 0.167510, 0.126770",
    "mnist-1k/mnist-1k.csv.gz, label, false, 0.109759, 0.071958, 0.062338, 0.055546",
    "mnist-1k/mnist-1k.csv.gz, label, true, 0.072249, 0.050111, 0.044189, 0.034983"
  })
  void explainedVarianceRatios(
      String file,
      String label,
      boolean standardized,
      double first,
      double second,
      double third,
      double fourth) {
    check(Data.sample(file, label), standardized, first, second, third, fourth);
  }

  @Test
  void explainedVarianceRatiosOfMeats() {
    DenseMatrix meats = Data.sample("meats/meats.csv.gz", "water", "fat", "protein");
    check(meats, false, 0.986792, 0.009009, 0.002963, 0.001140, 0.000058);
    check(meats, true, 0.986262, 0.009697, 0.002793, 0.001144, 0.000065);
  }

  private static void check(DenseMatrix rows, boolean standardized, double... expected) {
    DenseMatrix data = standardized ? Data.standardized(rows) : rows;
    PcaModel model = Data.train(data, Math.min(5, data.columns()));
    for (int i = 0; i < expected.length && i < model.numComponents(); i++) {
      assertThat(model.explainedVarianceRatio(i)).isEqualTo(expected[i], within(1e-6));
    }
  }

  @Test
  void singularValuesAndVectorsOfIris() {
    PcaModel model = Data.train(Data.sample("iris.csv", "label"), 4);
    close(model.singularValues(), 1.8845234978, 3.4136806444, 6.0131471865, 25.099959632);
    close(model.component(0), 0.3613865893, -0.0845225190, 0.8566706080, 0.3582891936);
    close(model.component(1), 0.6565887527, 0.7301614554, -0.1733726517, -0.0754810081);
    close(model.component(2), -0.5820298572, 0.5979107945, 0.0762360642, 0.5458314665);
    close(model.component(3), 0.3154872237, -0.3197231220, -0.4798389892, 0.7536574032);
  }

  @Test
  void singularValuesAndVectorsOfIrisWithTheMean() {
    PcaModel model = Data.train(Data.sample("iris.csv", "label"), 4, "subtract_mean", "false");
    close(model.singularValues(), 1.8848262939, 3.4609309523, 17.7610336404, 95.9599136981);
    close(model.component(0), 0.7511081628, 0.3800861732, 0.5130088584, 0.1679075345);
    close(model.component(1), -0.2841748987, -0.5467445040, 0.7086645566, 0.3436708025);
    close(model.component(2), -0.5021547149, 0.6752433051, 0.0591661953, 0.5370162777);
    close(model.component(3), 0.3208142721, -0.3172560909, -0.4807450663, 0.7518716359);
  }

  /** From 4190 down to 1.2: nothing of the small ones is lost beside the great one. */
  @Test
  void allSingularValuesOfWine() {
    PcaModel model = Data.train(Data.sample("wine.csv", "label"), 13);
    close(
        model.singularValues(),
        1.2050126355,
        1.9312713222,
        2.5789432565,
        3.5624935991,
        4.4543380881,
        5.1763388238,
        7.0269706465,
        12.2011600013,
        14.7480712661,
        29.7226953908,
        40.8723149688,
        174.7533752607,
        4190.3122490572);
  }

  /** Of scikit-learn, with the sign of the third component as our rule has it. */
  @Test
  void projectionsOfWine() {
    DenseMatrix wine = Data.sample("wine.csv", "label");
    PcaModel model = Data.train(wine, 3);
    var answers = model.predictVerbose(wine.slice(0, 2), Data.context());
    float[] p = answers.keys().get(0).values();
    float[] first = {p[2], p[1], p[0]};
    assertThat(first)
        .usingComparatorWithPrecision(1e-3f)
        .containsExactly(318.56298f, 21.49213f, -3.13073f);
    assertThat(answers.keys().get(1).values())
        .usingComparatorWithPrecision(1e-3f)
        .containsExactly(1.78411f, 1.44992f);
    PcaModel white = Data.train(wine, 3, "orrery_whiten", "true");
    float[] w = white.predict(wine.slice(0, 2), Data.context()).keys().getFirst().values();
    assertThat(w)
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(-1.01907f, 1.63622f, 1.01143f, -2.22087f, -0.40842f, 0.96233f);
  }

  /** Share of the variance that scikit-learn's randomized solver keeps, seed 0. */
  @ParameterizedTest
  @CsvSource({
    "digits.csv.gz, label, 10, 0.7382264",
    "satellite.csv.gz, classes, 4, 0.9214387",
    "mnist-1k/mnist-1k.csv.gz, label, 50, 0.8421074",
    "wine.csv, label, 5, 0.9999847"
  })
  void theRangeFinderKeepsWhatScikitLearnsRandomizedKeeps(
      String file, String label, int components, double kept) {
    DenseMatrix rows = Data.sample(file, label);
    PcaModel model = Data.train(rows, components, "orrery_algorithm", "range_finder");
    assertThat(Data.kept(model, rows)).isGreaterThan(kept - 1e-4);
    assertThat(model.explainedVarianceRatio()).isEqualTo(kept, within(1e-4));
  }

  private static void close(float[] found, double... expected) {
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).isEqualTo(expected[i], within(2e-6 * Math.max(1, expected[i])));
    }
  }
}

package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What scikit-learn's nearest neighbour scores on the samples with the fixed split: it comes out
 * only when values, labels, split, left-out rows and standardizing are all as they were there.
 */
class ReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "iris, false, 0.9744, 39",
    "iris, true, 0.9487, 39",
    "wine, false, 0.6889, 45",
    "wine, true, 0.9333, 45",
    "breast-cancer, false, 0.875, 144",
    "breast-cancer, true, 0.9306, 144",
    "digits, false, 0.9911, 451",
    "penguins, false, 0.8966, 87",
    "penguins, true, 0.9885, 87",
  })
  void oneNearestNeighbourScoresWhatTheReferenceSays(
      String sample, boolean standardize, double accuracy, int tests) throws IOException {
    ReadOptions options =
        ReadOptions.builder()
            .split(Split.train(Split.FIXED))
            .standardize(standardize)
            .drop(sample.equals("penguins") ? List.of("island", "sex") : List.of())
            .dropMissing(sample.equals("penguins"))
            .build();
    OpenedData train = Samples.open(sample, options);
    OpenedData test =
        Data.open(
            sample,
            "test",
            options.toBuilder().split(Split.test(Split.FIXED)).build(),
            Samples.FOLDER,
            note -> {},
            train.preparation());
    List<float[]> rows = Samples.rows(train.source());
    List<Float> labels = Samples.labels(train.source());
    List<float[]> asked = Samples.rows(test.source());
    List<Float> expected = Samples.labels(test.source());
    int right = 0;
    for (int i = 0; i < asked.size(); i++) {
      right += labels.get(nearest(asked.get(i), rows)).equals(expected.get(i)) ? 1 : 0;
    }
    assertThat(asked).hasSize(tests);
    assertThat((double) right / tests).isCloseTo(accuracy, within(0.00005));
  }

  private static int nearest(float[] row, List<float[]> rows) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.size(); i++) {
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        double apart = row[j] - rows.get(i)[j];
        sum += apart * apart;
      }
      if (sum < least) {
        least = sum;
        best = i;
      }
    }
    return best;
  }
}

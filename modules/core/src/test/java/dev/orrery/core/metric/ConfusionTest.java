package dev.orrery.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Figures of scikit-learn 1.2.1 on the same labels. */
class ConfusionTest {

  private static final float[] LABELS = {1, 0, 1, 1, 0, 0, 1, 0};
  private static final float[] SCORES = {0.9f, 0.8f, 0.7f, 0.4f, 0.4f, 0.2f, 0.6f, 0.1f};

  @Test
  void binaryCountsAndShares() {
    BinaryConfusion confusion = BinaryConfusion.of(SCORES, LABELS, 0.5);
    assertThat(confusion).isEqualTo(new BinaryConfusion(3, 1, 1, 3));
    assertThat(confusion.accuracy()).isEqualTo(0.75);
    assertThat(confusion.precision()).isEqualTo(0.75);
    assertThat(confusion.recall()).isEqualTo(0.75);
    assertThat(BinaryConfusion.of(SCORES, LABELS, 0.65).fBeta(2))
        .isEqualTo(5 * 2.0 / (5 * 2 + 4 * 2 + 1), within(1e-12));
    assertThat(confusion.ofNegatives()).isEqualTo(new BinaryConfusion(3, 1, 1, 3));
  }

  @Test
  void nothingCalledPositiveIsZeroAndNotNaN() {
    BinaryConfusion confusion = BinaryConfusion.of(SCORES, LABELS, 2);
    assertThat(confusion.precision()).isZero();
    assertThat(confusion.fBeta(1)).isZero();
  }

  /** roc_auc_score and average_precision_score; the tie at 0.4 counts half. */
  @Test
  void rankingCurve() {
    RankingCurve curve = RankingCurve.of(SCORES, LABELS);
    assertThat(curve.rocAuc()).isEqualTo(0.78125, within(1e-12));
    assertThat(curve.averagePrecision())
        .isEqualTo((1 + 2 / 3.0 + 3 / 4.0 + 4 / 6.0) / 4, within(1e-12));
    assertThat(curve.points()).hasSize(7);
    assertThat(curve.points().getFirst().confusion()).isEqualTo(new BinaryConfusion(1, 0, 3, 4));
    assertThat(curve.points().getLast().confusion().recall()).isEqualTo(1);
  }

  @Test
  void theCurveOfManyScoresHasFewPointsAndExactAreas() {
    int n = 100_000;
    float[] scores = new float[n];
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      scores[i] = i;
      labels[i] = i % 2;
    }
    RankingCurve curve = RankingCurve.of(scores, labels);
    // The positive of rank k (from 0, rising) has k + 1 of the n / 2 negatives below it.
    double half = n / 2.0;
    assertThat(curve.rocAuc()).isEqualTo((half + 1) / (2 * half), within(1e-12));
    assertThat(curve.points()).hasSize(16384);
    assertThat(curve.points().getFirst().threshold()).isEqualTo(n - 1);
    assertThat(curve.points().getLast().confusion().rows()).isEqualTo(n);
    assertThat(curve.points().getLast().threshold()).isZero();
  }

  @Test
  void negativeScoresSortAsNumbers() {
    float[] scores = {-3, -1, -2, 0, -0.0f, 2};
    float[] labels = {0, 1, 0, 1, 1, 1};
    assertThat(RankingCurve.of(scores, labels).rocAuc()).isEqualTo(1);
    assertThat(RankingCurve.of(new float[] {1, 2}, new float[] {1, 1}).rocAuc()).isNaN();
  }

  /** y = 0 0 1 1 1 2, called 0 1 1 1 0 1 of four classes, one of which never occurs. */
  @Test
  void multiclassAverages() {
    MulticlassConfusion confusion = new MulticlassConfusion(4);
    int[] label = {0, 0, 1, 1, 1, 2};
    int[] called = {0, 1, 1, 1, 0, 1};
    for (int i = 0; i < label.length; i++) {
      confusion.add(label[i], called[i]);
    }
    assertThat(confusion.accuracy()).isEqualTo(0.5);
    assertThat(confusion.macroPrecision()).isEqualTo((0.5 + 0.5 + 0) / 3, within(1e-12));
    assertThat(confusion.macroRecall()).isEqualTo((0.5 + 2 / 3.0 + 0) / 3, within(1e-12));
    assertThat(confusion.macroFBeta(1)).isEqualTo((0.5 + 4 / 7.0 + 0) / 3, within(1e-12));
    assertThat(confusion.balancedAccuracy()).isEqualTo((0.5 + 2 / 3.0 + 0) / 3, within(1e-12));
    assertThat(confusion.against(1)).isEqualTo(new BinaryConfusion(2, 2, 1, 1));
  }

  /** Spec B1.1 allows a million; what is kept grows with the rows. */
  @Test
  void aMillionClassesAreCounted() {
    MulticlassConfusion confusion = new MulticlassConfusion(1_000_000);
    confusion.add(999_999, 999_999);
    confusion.add(999_999, 0);
    confusion.add(7, 7);

    assertThat(confusion.count(999_999, 0)).isEqualTo(1);
    assertThat(confusion.count(0, 999_999)).isZero();
    assertThat(confusion.accuracy()).isEqualTo(2 / 3.0);
    assertThat(confusion.macroRecall()).isCloseTo(0.5, within(1e-12)); // 1/2, 1 and 0
    assertThat(confusion.against(999_999)).isEqualTo(new BinaryConfusion(1, 0, 1, 1));
  }
}

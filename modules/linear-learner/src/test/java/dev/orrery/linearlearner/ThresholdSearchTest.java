package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.metric.BinaryConfusion;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThresholdSearchTest {

  // Falling scores: 3+, 2-, 1+, 0+, -1-, -2-.
  private static final float[] SCORES = {3, 2, 1, 0, -1, -2};
  private static final float[] LABELS = {1, 0, 1, 1, 0, 0};

  private static ThresholdSearch.Choice best(Criterion criterion, double natural) {
    return new ThresholdSearch(criterion, natural, SCORES, LABELS).best();
  }

  @Test
  void accuracyByHand() {
    // From 0 on: 3 of 3 positives, 1 false alarm, 5 of 6 right.
    ThresholdSearch.Choice choice = best(new Criterion("accuracy", 0, 1), -0.25);
    assertThat(choice.value()).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(choice.threshold()).isEqualTo(-0.25);
    assertThat(best(new Criterion("accuracy", 0, 1), 9).threshold()).isEqualTo(-0.5);
    assertThat(choice.confusion()).isEqualTo(new BinaryConfusion(3, 1, 0, 2));
  }

  @Test
  void fBetaByHand() {
    // At -0.5 precision is 3/4 and recall 1: F1 = 6/7.
    assertThat(best(new Criterion("f_beta", 0, 1), 0).value()).isCloseTo(6 / 7.0, within(1e-12));
  }

  @Test
  void precisionAtTargetRecallByHand() {
    // Recall of at least 0.6 needs two positives: down to 1, precision 2/3, or to 0, 3/4.
    ThresholdSearch.Choice choice = best(new Criterion("precision_at_target_recall", 0.6, 1), 0);
    assertThat(choice.value()).isCloseTo(0.75, within(1e-12));
    assertThat(choice.allowed()).isTrue();
    assertThat(best(new Criterion("precision_at_target_recall", 0.3, 1), 0).value()).isEqualTo(1);
  }

  @Test
  void recallAtTargetPrecisionByHand() {
    ThresholdSearch.Choice choice = best(new Criterion("recall_at_target_precision", 0.8, 1), 0);
    assertThat(choice.value()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(choice.threshold()).isEqualTo(2.5);
    assertThat(best(new Criterion("recall_at_target_precision", 0.7, 1), 0).value()).isEqualTo(1);
  }

  @Test
  void aTargetOutOfReachIsSaid() {
    ThresholdSearch search =
        new ThresholdSearch(
            new Criterion("recall_at_target_precision", 0.9, 1),
            0,
            new float[] {1, 1, 1},
            new float[] {1, 0, 0});
    assertThat(search.best().allowed()).isFalse();
    assertThat(search.best().confusion().precision()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void equalScoresAreNotParted() {
    ThresholdSearch.Choice choice =
        new ThresholdSearch(
                new Criterion("accuracy", 0, 1),
                0.5,
                new float[] {-0.0f, 0.0f, 0, 0},
                new float[] {1, 1, 0, 1})
            .best();
    assertThat(choice.value()).isEqualTo(0.75);
    assertThat(choice.threshold()).isLessThanOrEqualTo(0);
  }

  @Property(seed = "20261121", tries = 200)
  void isTheBestOfAllThresholds(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
    RandomGenerator random = new java.util.SplittableRandom(seed);
    float[] scores = new float[n];
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      scores[i] = random.nextInt(-6, 7) / 2f;
      labels[i] = random.nextInt(2);
    }
    for (Criterion criterion :
        new Criterion[] {
          new Criterion("accuracy", 0, 1),
          new Criterion("f_beta", 0, 2),
          new Criterion("precision_at_target_recall", 0.7, 1),
          new Criterion("recall_at_target_precision", 0.7, 1)
        }) {
      ThresholdSearch.Choice found = new ThresholdSearch(criterion, 0, scores, labels).best();
      assertThat(BinaryConfusion.of(scores, labels, found.threshold()))
          .isEqualTo(found.confusion());
      for (double t = -4; t <= 4; t += 0.25) {
        BinaryConfusion other = BinaryConfusion.of(scores, labels, t);
        if (criterion.allows(other)) {
          assertThat(found.allowed()).isTrue();
          assertThat(found.value()).isGreaterThanOrEqualTo(criterion.value(other));
        }
      }
    }
  }
}

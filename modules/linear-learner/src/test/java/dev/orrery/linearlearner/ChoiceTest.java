package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.BinaryConfusion;
import org.junit.jupiter.api.Test;

/** Which of the parallel models wins. */
class ChoiceTest {

  private static final BinaryConfusion CONFUSION = new BinaryConfusion(40, 10, 8, 42);

  /** 82 of 100 right; with one right and one wrong more, 83 of 102. */
  @Test
  void standardErrorsByHand() {
    assertThat(error("accuracy"))
        .isCloseTo(Math.sqrt(83 / 102.0 * 19 / 102.0 / 102), within(1e-12));
    // 40 of the 50 that were called positive, and of the 48 that are.
    assertThat(error("precision_at_target_recall"))
        .isCloseTo(Math.sqrt(41 / 52.0 * 11 / 52.0 / 52), within(1e-12));
    assertThat(error("recall_at_target_precision"))
        .isCloseTo(Math.sqrt(41 / 50.0 * 9 / 50.0 / 50), within(1e-12));
    assertThat(new Criterion("accuracy", 0, 1).standardError(new BinaryConfusion(5, 0, 0, 5)))
        .isPositive();
  }

  /** The winner has the least loss of those that are level, and is no worse than one error. */
  @Test
  void theLeastLossWinsAmongLevelModels() {
    Batch train = Data.line(600, 6, PredictorType.BINARY, 2, 1.5f, 15);
    Hyperparameters hp = Data.hp(PredictorType.BINARY, "mini_batch_size", "100");
    Account account = Data.train(hp, train).account().orElseThrow();
    double greatest =
        account.models().stream().mapToDouble(ModelAccount::value).max().orElseThrow();
    ModelAccount winner = account.winner();
    double error = Math.sqrt(greatest * (1 - greatest) / 600);
    assertThat(winner.value()).isBetween(greatest - 1.05 * error, greatest);
    assertThat(account.models())
        .filteredOn(m -> m.value() >= winner.value())
        .allMatch(m -> m.loss() >= winner.loss());
    assertThat(account.why()).contains("Model " + winner.index());
    if (winner.value() < greatest) {
      assertThat(account.why()).contains("within one standard error of the greatest");
    }
  }

  private static double error(String criterion) {
    return new Criterion(criterion, 0.5, 1).standardError(CONFUSION);
  }
}

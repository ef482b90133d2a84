package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.hyperparameter.Hyperparameters;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The settings of the parallel models. */
class GridTest {

  @Test
  void theGridIsThatOfSageMakersLogs() {
    Hyperparameters hp = Data.hp(PredictorType.BINARY);
    List<ModelSettings> grid = ModelGrid.of(hp, 3, 0, Data.quiet().random());
    assertThat(grid).hasSize(32).doesNotHaveDuplicates();
    assertThat(grid.subList(0, 4)).allMatch(s -> s.learningRate() <= 0.02 && s.wd() == 0);
    assertThat(grid.subList(28, 32)).allMatch(s -> s.learningRate() == 0.1 && s.wd() == 1);
    // LOG-LL20b, LOG-LL20a and LOG-LL18 (b).
    assertThat(grid)
        .anyMatch(
            s -> s.learningRate() == 0.1 && s.wd() == 1e-4 && s.minimumLr() == 1e-5 && s.l1() == 0)
        .anyMatch(
            s -> s.learningRate() == 0.005 && s.wd() == 1 && s.minimumLr() == 1e-4 && s.l1() == 0)
        .anyMatch(s -> s.learningRate() == 0.005 && s.wd() == 1e-4 && s.minimumLr() == 1e-5);
  }

  @Test
  void whatTheUserFixesIsTheSameForAll() {
    Hyperparameters hp =
        Data.hp(
            PredictorType.BINARY,
            "learning_rate",
            "0.3",
            "wd",
            "0.5",
            "num_models",
            "40",
            "positive_example_weight_mult",
            "auto");
    List<ModelSettings> models = ModelGrid.of(hp, 3, 0, Data.quiet().random());
    assertThat(models).hasSize(40).allMatch(s -> s.learningRate() == 0.3 && s.wd() == 0.5);
    assertThat(models.stream().map(ModelSettings::positiveWeight).distinct())
        .containsExactlyInAnyOrder(1.0, 3.0);
  }

  @Test
  void theLearningRateFallsToItsMinimum() {
    ModelSettings s =
        ModelGrid.of(
                Data.hp(
                    PredictorType.BINARY,
                    "num_models",
                    "1",
                    "learning_rate",
                    "0.1",
                    "lr_scheduler_step",
                    "10",
                    "lr_scheduler_factor",
                    "0.5",
                    "lr_scheduler_minimum_lr",
                    "0.02"),
                1,
                0,
                Data.quiet().random())
            .getFirst();
    assertThat(s.rate(1)).isEqualTo(0.1);
    assertThat(s.rate(10)).isEqualTo(0.1);
    assertThat(s.rate(11)).isEqualTo(0.05);
    assertThat(s.rate(31)).isEqualTo(0.02);
  }

  /** C = 1 of scikit-learn's LogisticRegression is a penalty of 1 / rows. */
  @Test
  void everySecondModelIsSolvedUnderPenaltiesThatFollowTheRows() {
    List<ModelSettings> grid =
        ModelGrid.of(Data.hp(PredictorType.BINARY), 3, 500, Data.quiet().random());
    assertThat(grid).hasSize(32).doesNotHaveDuplicates();
    for (int i = 0; i < 32; i++) {
      assertThat(grid.get(i).solved()).isEqualTo(i % 2 == 1);
      if (i % 2 == 1) {
        assertThat(grid.get(i).wd()).isCloseTo(Math.pow(10, i / 8) / 500, within(1e-12));
      }
    }
    assertThat(
            ModelGrid.of(Data.hp(PredictorType.BINARY, "wd", "0.5"), 3, 500, Data.quiet().random()))
        .allMatch(s -> s.wd() == 0.5);
  }
}

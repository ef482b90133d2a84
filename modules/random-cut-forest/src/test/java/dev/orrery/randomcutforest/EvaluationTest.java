package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.Forests.context;
import static dev.orrery.randomcutforest.Forests.gaussians;
import static dev.orrery.randomcutforest.Forests.hp;
import static dev.orrery.randomcutforest.Forests.telling;
import static dev.orrery.randomcutforest.Forests.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows with labels against their scores. */
class EvaluationTest {

  @Test
  void theTestChannelIsLabelledByThreeSigmas() {
    DenseMatrix rows = gaussians(1000, 2, 12);
    for (int i = 0; i < 2000; i++) {
      rows.values()[i] = Math.clamp(rows.values()[i], -1, 1);
    }
    float[] labels = new float[1000];
    for (int i = 0; i < 1000; i += 100) {
      rows.values()[2 * i] = 25;
      labels[i] = 1;
    }
    Hyperparameters hp = hp(2);
    RandomCutForestModel model = train(hp, gaussians(5000, 2, 13), context(1));
    Map<String, Double> found = Forests.evaluate(hp, model, "test", rows, labels, context(1));
    assertThat(found)
        .containsEntry("test:f1", 1.0)
        .containsEntry("test:accuracy", 1.0)
        .containsEntry("test:precision", 1.0)
        .containsEntry("test:recall", 1.0)
        .containsEntry("test:f1_negative", 1.0)
        .containsEntry("orrery:test_roc_auc", 1.0)
        .containsEntry("orrery:test_average_precision", 1.0);
    Hyperparameters accuracy = hp(2, "eval_metrics", "[\"accuracy\"]");
    assertThat(Forests.evaluate(accuracy, model, "test", rows, labels, context(1)).keySet())
        .containsExactlyInAnyOrder(
            "test:f1",
            "test:accuracy",
            "orrery:test_roc_auc",
            "orrery:test_average_precision",
            "orrery:test_score_threshold");
    assertThatThrownBy(() -> Forests.evaluate(hp, model, "test", rows, null, context(1)))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "Labeled test data required with label size equal 1. Label size on test dataset found"
                + " to be 0. Please provide a properly labeled test dataset.");
    labels[3] = 2;
    assertThatThrownBy(() -> Forests.evaluate(hp, model, "test", rows, labels, context(1)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("label 2");
  }

  @Test
  void moreAnomaliesThanNormalRowsAreWarnedOf() {
    Hyperparameters hp = hp(2);
    RandomCutForestModel model = train(hp, gaussians(5000, 2, 13), context(1));
    DenseMatrix rows = gaussians(100, 2, 12);
    for (int ones : new int[] {40, 60}) {
      float[] labels = new float[100];
      Arrays.fill(labels, 0, ones, 1);
      List<String> warnings = new ArrayList<>();
      RunContext context =
          telling(
              event -> {
                if (event instanceof Event.Warning warning) {
                  warnings.add(warning.message());
                }
              });
      Forests.evaluate(hp, model, "test", rows, labels, context);
      assertThat(warnings).hasSize(ones > 50 ? 1 : 0);
    }
  }
}

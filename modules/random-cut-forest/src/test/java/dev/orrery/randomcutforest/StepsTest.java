package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.Forests.RCF;
import static dev.orrery.randomcutforest.Forests.context;
import static dev.orrery.randomcutforest.Forests.gaussians;
import static dev.orrery.randomcutforest.Forests.hp;
import static dev.orrery.randomcutforest.Forests.state;
import static dev.orrery.randomcutforest.Forests.telling;
import static dev.orrery.randomcutforest.Forests.train;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the player is told of a forest. */
class StepsTest {

  private static List<Event.AlgorithmStep> steps(Hyperparameters hp, DenseMatrix rows) {
    List<Event.AlgorithmStep> steps = new ArrayList<>();
    RunContext context =
        telling(
            event -> {
              if (event instanceof Event.AlgorithmStep step) {
                steps.add(step);
              }
            });
    train(hp, rows, context);
    return steps;
  }

  /** In consecutive blocks a row of a later block may lie so far off that no cut can be seen. */
  @Test
  void theRowWhoseWayIsToldLiesNearTheTree() {
    DenseMatrix rows = gaussians(2000, 2, 2);
    rows.values()[3000] = 1000;
    for (Event.AlgorithmStep step : steps(hp(2, "num_trees", 50), rows)) {
      for (Drawing.Points points : step.drawing().points()) {
        for (float[] at : points.positions()) {
          assertThat(at[0]).isBetween(-20f, 20f);
        }
      }
    }
  }

  @Test
  void stepsAreToldOnlyWhenWantedAndSayWhy() {
    List<Event.AlgorithmStep> steps = steps(hp(3, "num_trees", 50), gaussians(2000, 3, 2));
    assertThat(steps.size()).isBetween(41, 80);
    assertThat(steps.getFirst().title()).startsWith("Tree 0, depth 0: cut feature ");
    assertThat(steps.getFirst().why()).contains("parts the 40 points into");
    assertThat(steps.getFirst().drawing().regions()).hasSize(3);
    assertThat(steps.getLast().title()).startsWith("Score row");
    for (Event.AlgorithmStep step : steps) {
      assertThat(step.drawing().axes()).hasSize(2);
    }
  }

  @Test
  void stepsAndDrawingsNameTheFeatures() {
    Hyperparameters hp = hp(2, "num_trees", 50, "orrery_shingle_size", 2);
    DenseMatrix rows = gaussians(2000, 2, 2);
    DataSource named =
        new DataSource() {
          @Override
          public String name() {
            return "train";
          }

          @Override
          public BatchReader open() {
            throw new AssertionError("names need no rows");
          }

          @Override
          public OptionalLong rows() {
            return OptionalLong.empty();
          }

          @Override
          public List<DataSource> parts() {
            return List.of(this);
          }

          @Override
          public List<String> featureNames() {
            return List.of("load", "heat");
          }
        };
    List<Event.AlgorithmStep> steps = new ArrayList<>();
    RunContext context =
        telling(
            event -> {
              if (event instanceof Event.AlgorithmStep step) {
                steps.add(step);
              }
            });
    RCF.finish(hp, state(hp, rows, context), Optional.of(named), context);
    assertThat(steps).isNotEmpty();
    for (Event.AlgorithmStep step : steps) {
      assertThat(step.title() + step.why()).doesNotContain("feature ");
      assertThat(step.drawing().axes())
          .isSubsetOf("load", "heat", "load (1 row before)", "heat (1 row before)");
    }
    assertThat(steps.getFirst().title())
        .matches("Tree 0, depth 0: cut (load|heat)( \\(1 row before\\))?");
  }
}

package dev.orrery.report.comparison.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.linearlearner.Loss;
import dev.orrery.linearlearner.PredictorType;
import dev.orrery.report.Picture;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.report.comparison.ComparisonPictures;
import dev.orrery.report.comparison.ComparisonReport;
import dev.orrery.report.comparison.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoefficientPathTest {

  /** Two rows whose columns deviate by 1, 2 and 0 from their means. */
  private static final float[] ROWS = {0, 0, 5, 2, 4, 5};

  private static Optional<Model> model(Map<String, String> values) {
    if (values.get("l1").equals("4")) {
      return Optional.empty(); // one that failed
    }
    float weight = 8 / Float.parseFloat(values.get("l1"));
    if (values.get("wd").equals("1")) {
      weight = 100;
    }
    return Optional.of(
        new LinearLearnerModel(
            PredictorType.REGRESSOR,
            new Loss.Squared(),
            new float[] {weight, -weight, weight},
            new float[] {0},
            3,
            0,
            Optional.empty()));
  }

  private static ComparisonPictures.Context context() {
    List<Comparison.Trial> trials = new ArrayList<>();
    int id = 0;
    for (String wd : List.of("0", "1")) {
      for (int l1 : new int[] {8, 1, 4, 2}) {
        id++;
        trials.add(
            new Comparison.Trial(
                id,
                id,
                Map.of("l1", "" + l1, "wd", wd),
                0,
                0,
                "Completed",
                "",
                Map.of("validation:objective_loss", l1 + 100 * Double.parseDouble(wd)),
                List.of(),
                1,
                0.1));
      }
    }
    Comparison comparison =
        new Comparison(
            "A study",
            "linear-learner",
            List.of(),
            "",
            List.of(),
            List.of(
                new Comparison.Axis("l1", true, true, ""),
                new Comparison.Axis("wd", true, false, "")),
            "validation:objective_loss",
            Map.of("validation:objective_loss", Metric.Direction.LOSS),
            trials,
            List.of(),
            "",
            List.of(),
            "",
            List.of(),
            List.of());
    ComparisonReport.Data data =
        new ComparisonReport.Data(
            Batch.unlabelled(new DenseMatrix(ROWS, 2, 3)),
            RunContext.quiet(Backends.select("scalar").kernels(1), 1),
            List.of("narrow", "wide", "constant"),
            CoefficientPathTest::model);
    return new ComparisonPictures.Context(comparison, Settings.of(comparison), Optional.of(data));
  }

  @Test
  void weightsCountByTheDeviationOfTheirFeatureAtTheBestOfWhatElseDiffers() {
    CoefficientPath.Path path = CoefficientPath.of(context(), "l1").orElseThrow();
    assertThat(path.penalties()).containsExactly(1.0, 2.0, 8.0);
    assertThat(path.weights().get(0)).containsExactly(8, -16, 0);
    assertThat(path.weights().get(1)).containsExactly(4, -8, 0);
    assertThat(path.weights().get(2)).containsExactly(1, -2, 0);
  }

  @Test
  void aPenaltyOfTwoValuesIsNoPath() {
    assertThat(CoefficientPath.of(context(), "wd")).isEmpty();
  }

  @Test
  void thePathStandsBeforeTheLoss() {
    assertThat(new LinearLearnerComparison().pictures(context()).stream().map(Picture::name))
        .startsWith("coefficient-path-l1", "regularization-path-l1");
  }
}

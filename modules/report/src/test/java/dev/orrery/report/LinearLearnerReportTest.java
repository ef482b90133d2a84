package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.linearlearner.LinearLearner;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.linearlearner.LinearLearnerState;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The report meets the real linear learner: its model, its steps and what it measured. */
class LinearLearnerReportTest {

  private static Batch rows(int n, int d, int classes) {
    RandomGenerator random = new RandomStreams(1).stream("test.rows");
    float[] x = new float[n * d];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      float sum = 0;
      for (int j = 0; j < d; j++) {
        x[i * d + j] = (float) random.nextGaussian();
        sum += x[i * d + j];
      }
      float noisy = sum + (float) random.nextGaussian();
      y[i] = classes == 0 ? noisy : Math.clamp((int) (noisy + classes / 2.0), 0, classes - 1);
    }
    return new Batch(new DenseMatrix(x, n, d), y, 1);
  }

  private static List<Picture> pictures(Batch rows, boolean steps, Map<String, String> given)
      throws IOException {
    List<Event> events = new ArrayList<>();
    EventListener listener =
        new EventListener() {
          @Override
          public void on(Event event) {
            events.add(event);
          }

          @Override
          public boolean wantsSteps() {
            return steps;
          }
        };
    RunContext context =
        new RunContext(
            SyntheticRun.KERNELS,
            new RandomStreams(0),
            new Parallel(1),
            listener,
            new Cancellation());
    LinearLearner learner = new LinearLearner();
    Hyperparameters hp = learner.hyperparameters().validate(given);
    MemorySource source = new MemorySource("rows", rows);
    LinearLearnerState state = learner.initialize(hp, rows, context);
    for (int epoch = 0; epoch < 3; epoch++) {
      learner.update(hp, state, rows, context);
      learner.endPass(hp, state, epoch, Optional.empty(), context);
    }
    LinearLearnerModel model = learner.finish(hp, state, Optional.of(source), context);
    DenseMatrix dense = rows.features().toDense();
    return ModelPictures.find("linear-learner")
        .orElseThrow()
        .pictures(
            new PictureContext(
                model,
                dense,
                rows.labels(),
                List.of(),
                List.of(),
                Map.of(),
                steps ? Map.of("test", source) : Map.of(),
                events.stream()
                    .filter(Event.Measured.class::isInstance)
                    .map(Event.Measured.class::cast)
                    .toList(),
                events.stream()
                    .filter(Event.AlgorithmStep.class::isInstance)
                    .map(Event.AlgorithmStep.class::cast)
                    .toList(),
                Projection.of(dense, List.of(), Optional.empty()),
                context));
  }

  private static void drawn(List<Picture> pictures) {
    for (Picture picture : pictures) {
      BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
      picture.drawer().draw(image.createGraphics(), 400, 300);
      assertThat(picture.description()).as(picture.name()).isNotEmpty().doesNotContain("NaN");
    }
  }

  @Test
  void aBinaryClassifier() throws IOException {
    List<Picture> pictures =
        pictures(
            rows(300, 4, 2),
            true,
            Map.of("predictor_type", "binary_classifier", "mini_batch_size", "300"));
    drawn(pictures);
    assertThat(pictures)
        .extracting(Picture::name)
        .containsExactly(
            "parallel-models",
            "weights",
            "coefficient-paths",
            "regularisation-paths",
            "roc",
            "precision-recall",
            "confusion",
            "threshold");
    assertThat(pictures.getFirst().description())
        .containsPattern("greatest accuracy of 32|among 32 models whose accuracy")
        .contains("The dashed line is the least loss");
    assertThat(pictures.get(4).title()).isEqualTo("ROC curve, test channel");
  }

  @Test
  void aMulticlassClassifier() throws IOException {
    List<Picture> pictures =
        pictures(
            rows(300, 4, 3),
            true,
            Map.of(
                "predictor_type",
                "multiclass_classifier",
                "num_classes",
                "3",
                "mini_batch_size",
                "300"));
    drawn(pictures);
    assertThat(pictures).extracting(Picture::name).contains("confusion").doesNotContain("roc");
  }

  @Test
  void aRegressorWithoutStepsOrChannels() throws IOException {
    List<Picture> pictures =
        pictures(
            rows(300, 4, 0),
            false,
            Map.of("predictor_type", "regressor", "mini_batch_size", "300", "num_models", "1"));
    drawn(pictures);
    assertThat(pictures)
        .extracting(Picture::name)
        .containsExactly("parallel-models", "weights", "residuals");
  }
}

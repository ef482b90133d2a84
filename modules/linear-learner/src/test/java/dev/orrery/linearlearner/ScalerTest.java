package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What scaling does, and that it does not change what is learned. */
class ScalerTest {

  @Test
  void theScalerLooksAtCompleteMiniBatches() {
    List<Event> events = new ArrayList<>();
    Batch train = Data.batch(new float[][] {{1}, {3}, {5}, {7}, {1000}}, 1, 2, 3, 4, 900);
    Hyperparameters hp = Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "2");
    LinearLearnerState state = Data.LEARNER.initialize(hp, train, Data.listening(events, false));
    assertThat(state.scaler.mean()).containsExactly(4);
    assertThat(state.scaler.deviation()[0]).isCloseTo((float) Math.sqrt(5), within(1e-6f));
    assertThat(state.scaler.labelMean()).isEqualTo(2.5f);
    assertThat(Data.logLines(events).get(1)).startsWith("Scaler algorithm parameters");
    assertThat(Data.logLines(events).get(2))
        .startsWith("Scaling model computed with parameters: {'stdev_weight': [2.236")
        .contains("'mean_label': [2.5]", "'mean_weight': [4.0]");
  }

  @Test
  void aFeatureThatDoesNotVaryDoesNoHarm() {
    Batch train = Data.line(200, 4, PredictorType.BINARY, 2, 0, 2);
    DenseMatrix rows = train.features().toDense();
    for (int i = 0; i < 200; i++) {
      rows.values()[rows.rowOffset(i) + 2] = 0.1f;
    }
    LinearLearnerModel model =
        Data.train(Data.hp(PredictorType.BINARY, "mini_batch_size", "50"), train);
    for (float w : model.weights()) {
      assertThat(w).isFinite();
    }
  }

  @Test
  void scalingTheFeaturesLeavesThePredictions() {
    Batch train = Data.line(400, 5, PredictorType.REGRESSOR, 2, 1, 3);
    DenseMatrix rows = train.features().toDense();
    float[] scaled = rows.values().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = scaled[i] * (i % 5 + 1) * 8 + 2;
    }
    Batch other = new Batch(new DenseMatrix(scaled, 400, 5), train.labels(), 1);
    Hyperparameters hp = Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "40");
    float[] one = Data.train(hp, train).linearScores(train.features(), Data.quiet());
    float[] two = Data.train(hp, other).linearScores(other.features(), Data.quiet());
    for (int i = 0; i < one.length; i++) {
      assertThat(two[i]).isCloseTo(one[i], within(0.02f));
    }
  }
}

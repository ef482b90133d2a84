package dev.orrery.benchmarks;

import dev.orrery.core.data.DenseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.SGD;

/** An epoch of logistic regression by stochastic gradient descent; the quality is the accuracy. */
final class LinearContenders {

  private static final String ANSWER = "predicted_label";

  private LinearContenders() {}

  /**
   * Contenders are {@code tribuo}, and {@code orrery-simd-1} or {@code orrery-simd-32} by the
   * number of parallel models.
   */
  static Contender of(String name, int epochs, RaceData data, int threads) {
    return name.equals("tribuo")
        ? tribuo(epochs, data)
        : new EpochContenders.Orrery(
            training(name, data, threads), ANSWER, epochs, data, EpochContenders::accuracy);
  }

  /** The same, trained, of whom the answers for the test rows are timed. */
  static Contender answering(String name, int epochs, RaceData data, int threads) {
    return name.equals("tribuo")
        ? new EpochContenders.TribuoAnswers<>(tribuo(epochs, data), threads)
        : new EpochContenders.OrreryAnswers(
            training(name, data, threads), ANSWER, epochs, data, EpochContenders::accuracy);
  }

  private static OrreryTraining<?, ?> training(String name, RaceData data, int threads) {
    String[] words = name.split("-");
    return OrreryTraining.of(
        "linear-learner",
        Map.of("predictor_type", "binary_classifier", "num_models", words[2]),
        data.train(),
        words[1],
        threads);
  }

  /**
   * Tribuo's linear model, one row at a time as it does by default, at the rate of those tried that
   * came to the best accuracy in five epochs (linear and square-root decay, constant rates and
   * AdaGrad, 0.001 to 1); with linear decay from 0.01 it stays far below.
   */
  private static EpochContenders.Tribuo<Label> tribuo(int epochs, RaceData data) {
    return new EpochContenders.Tribuo<>(
        LinearContenders::trainer,
        new LabelFactory(),
        examples(data.train().features().toDense(), data.train().labels()),
        examples(data.test().features().toDense(), data.test().labels()),
        label -> Double.parseDouble(label.getLabel()),
        epochs,
        data.test().labels(),
        EpochContenders::accuracy);
  }

  private static LinearSGDTrainer trainer(int epochs) {
    return new LinearSGDTrainer(
        new LogMulticlass(), SGD.getSqrtDecaySGD(0.1), epochs, Integer.MAX_VALUE, 1, 1L);
  }

  private static List<Example<Label>> examples(DenseMatrix rows, float[] labels) {
    String[] names = RaceData.names(rows.columns());
    double[][] doubles = Blobs.asDoubles(rows);
    List<Example<Label>> examples = new ArrayList<>();
    for (int i = 0; i < doubles.length; i++) {
      Label label = new Label(labels[i] > 0 ? "1" : "0");
      examples.add(new ArrayExample<>(label, names, doubles[i]));
    }
    return examples;
  }
}

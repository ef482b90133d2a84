package dev.orrery.benchmarks;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.DenseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * An epoch of logistic regression by stochastic gradient descent; the quality is the accuracy on
 * other rows after some epochs.
 */
final class LinearContenders {

  private LinearContenders() {}

  static Contender of(String name, int epochs, RaceData data, int threads) {
    return name.equals("tribuo")
        ? new Tribuo(epochs, data)
        : new Orrery(name, epochs, data, threads);
  }

  /** Ours: {@code orrery-simd-1} or {@code orrery-simd-32}, by the number of parallel models. */
  private static final class Orrery implements Contender {
    private final int epochs;
    private final RaceData data;
    private final OrreryTraining<?, ?> training;

    Orrery(String name, int epochs, RaceData data, int threads) {
      this.epochs = epochs;
      this.data = data;
      String[] words = name.split("-");
      this.training =
          OrreryTraining.of(
              "linear-learner",
              Map.of("predictor_type", "binary_classifier", "num_models", words[2]),
              data.train(),
              words[1],
              threads);
      training.begin();
    }

    @Override
    public void run() {
      training.pass();
    }

    @Override
    public double quality() {
      training.begin();
      for (int epoch = 0; epoch < epochs; epoch++) {
        training.pass();
      }
      Predictions answers = training.finish().predict(data.test().features(), training.context());
      float[] called =
          answers.keys().stream()
              .filter(key -> key.name().equals("predicted_label"))
              .findFirst()
              .orElseThrow()
              .values();
      int right = 0;
      for (int i = 0; i < called.length; i++) {
        right += called[i] == data.test().labels()[i] ? 1 : 0;
      }
      return (double) right / called.length;
    }
  }

  /** Tribuo's linear model, one row at a time as it does by default. */
  private static final class Tribuo implements Contender {
    private final int epochs;
    private final MutableDataset<Label> rows;
    private final List<Example<Label>> test;

    Tribuo(int epochs, RaceData data) {
      this.epochs = epochs;
      LabelFactory factory = new LabelFactory();
      this.rows = new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
      rows.addAll(examples(data.train().features().toDense(), data.train().labels()));
      this.test = examples(data.test().features().toDense(), data.test().labels());
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

    private static LinearSGDTrainer trainer(int epochs) {
      return new LinearSGDTrainer(
          new LogMulticlass(), SGD.getLinearDecaySGD(0.01), epochs, Integer.MAX_VALUE, 1, 1L);
    }

    @Override
    public void run() {
      trainer(1).train(rows);
    }

    @Override
    public double quality() {
      var model = trainer(epochs).train(rows);
      int right = 0;
      for (Example<Label> example : test) {
        right += model.predict(example).getOutput().equals(example.getOutput()) ? 1 : 0;
      }
      return (double) right / test.size();
    }
  }
}

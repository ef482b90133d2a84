package dev.orrery.benchmarks;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Contenders of whom an epoch is timed, and whose quality is that of their answers for other rows
 * after some epochs.
 */
final class EpochContenders {

  private EpochContenders() {}

  /** How good the answers for some rows are. */
  @FunctionalInterface
  interface Quality {
    /** Compares the answer of each row with its label. */
    double of(double[] answers, float[] labels);
  }

  /** The share of right answers. */
  static double accuracy(double[] answers, float[] labels) {
    int right = 0;
    for (int i = 0; i < answers.length; i++) {
      right += answers[i] == labels[i] ? 1 : 0;
    }
    return (double) right / answers.length;
  }

  /** The root of the mean squared error. */
  static double rmse(double[] answers, float[] labels) {
    double sum = 0;
    for (int i = 0; i < answers.length; i++) {
      sum += Math.pow(answers[i] - labels[i], 2);
    }
    return Math.sqrt(sum / answers.length);
  }

  /** One of our algorithms; each timed epoch goes on from the one before. */
  static final class Orrery implements Contender {
    private final OrreryTraining<?, ?> training;
    private final String answer;
    private final int epochs;
    private final RaceData data;
    private final Quality quality;

    /**
     * Begins the training.
     *
     * @param answer key of the answers that count
     */
    Orrery(
        OrreryTraining<?, ?> training, String answer, int epochs, RaceData data, Quality quality) {
      this.training = training;
      this.answer = answer;
      this.epochs = epochs;
      this.data = data;
      this.quality = quality;
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
      float[] values =
          training.finish().predict(data.test().features(), training.context()).keys().stream()
              .filter(key -> key.name().equals(answer))
              .findFirst()
              .orElseThrow()
              .values();
      double[] answers = new double[values.length];
      for (int i = 0; i < answers.length; i++) {
        answers[i] = values[i];
      }
      return quality.of(answers, data.test().labels());
    }
  }

  /** A trainer of Tribuo's; each timed epoch begins anew. */
  static final class Tribuo<T extends Output<T>> implements Contender {
    private final IntFunction<Trainer<T>> trainer;
    private final MutableDataset<T> rows;
    private final List<Example<T>> test;
    private final ToDoubleFunction<T> answer;
    private final int epochs;
    private final float[] labels;
    private final Quality quality;

    /**
     * Takes over the examples.
     *
     * @param trainer the trainer of a number of epochs
     * @param answer an answer as a number
     * @param labels those of the test rows
     */
    Tribuo(
        IntFunction<Trainer<T>> trainer,
        OutputFactory<T> factory,
        List<Example<T>> train,
        List<Example<T>> test,
        ToDoubleFunction<T> answer,
        int epochs,
        float[] labels,
        Quality quality) {
      this.trainer = trainer;
      this.rows = new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
      rows.addAll(train);
      this.test = test;
      this.answer = answer;
      this.epochs = epochs;
      this.labels = labels;
      this.quality = quality;
    }

    @Override
    public void run() {
      trainer.apply(1).train(rows);
    }

    @Override
    public double quality() {
      Model<T> model = trainer.apply(epochs).train(rows);
      double[] answers =
          test.stream()
              .mapToDouble(example -> answer.applyAsDouble(model.predict(example).getOutput()))
              .toArray();
      return quality.of(answers, labels);
    }
  }
}

package dev.orrery.benchmarks;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
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

  /** The numbers of some rows, dealt out to two or more threads if there may be so many. */
  static IntStream dealt(int rows, int threads) {
    IntStream numbers = IntStream.range(0, rows);
    return threads > 1 ? numbers.parallel() : numbers;
  }

  private static double[] answers(Predictions predictions, String key) {
    float[] values =
        predictions.keys().stream()
            .filter(each -> each.name().equals(key))
            .findFirst()
            .orElseThrow()
            .values();
    double[] answers = new double[values.length];
    Arrays.setAll(answers, i -> values[i]);
    return answers;
  }

  /** One of our algorithms, trained, of which the answers for the test rows are timed. */
  static final class OrreryAnswers implements Contender {
    private final dev.orrery.core.algorithm.Model model;
    private final RunContext context;
    private final String answer;
    private final RaceData data;
    private final Quality quality;
    private Predictions predictions;

    /**
     * Trains.
     *
     * @param answer key of the answers that count
     */
    OrreryAnswers(
        OrreryTraining<?, ?> training, String answer, int epochs, RaceData data, Quality quality) {
      this.answer = answer;
      this.data = data;
      this.quality = quality;
      this.context = training.context();
      training.begin();
      for (int epoch = 0; epoch < epochs; epoch++) {
        training.pass();
      }
      this.model = training.finish();
    }

    @Override
    public void run() {
      predictions = model.predict(data.test().features(), context);
    }

    @Override
    public double quality() {
      return quality.of(answers(predictions, answer), data.test().labels());
    }
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
      return quality.of(
          answers(training.finish().predict(data.test().features(), training.context()), answer),
          data.test().labels());
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

  /**
   * A model of Tribuo's, of which the answers for the test rows are timed, dealt out to a parallel
   * stream.
   */
  static final class TribuoAnswers<T extends Output<T>> implements Contender {
    private final Model<T> model;
    private final List<Example<T>> test;
    private final ToDoubleFunction<T> answer;
    private final float[] labels;
    private final Quality quality;
    private final int threads;
    private final double[] answers;

    /** Trains as {@link Tribuo} does for its quality. */
    TribuoAnswers(Tribuo<T> trained, int threads) {
      this.model = trained.trainer.apply(trained.epochs).train(trained.rows);
      this.test = trained.test;
      this.answer = trained.answer;
      this.labels = trained.labels;
      this.quality = trained.quality;
      this.threads = threads;
      this.answers = new double[labels.length];
    }

    @Override
    public void run() {
      dealt(answers.length, threads)
          .forEach(i -> answers[i] = answer.applyAsDouble(model.predict(test.get(i)).getOutput()));
    }

    @Override
    public double quality() {
      return quality.of(answers, labels);
    }
  }
}

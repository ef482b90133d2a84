package dev.orrery.benchmarks;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * An epoch of a factorization machine; the quality is the root mean squared error on other rows
 * after some epochs.
 */
final class FactorizationContenders {

  private static final int FACTORS = 16;

  private FactorizationContenders() {}

  static Contender of(String name, int epochs, RaceData data, int threads) {
    return name.equals("tribuo")
        ? new Tribuo(epochs, data)
        : new Orrery(name, epochs, data, threads);
  }

  private static final class Orrery implements Contender {
    private final int epochs;
    private final RaceData data;
    private final OrreryTraining<?, ?> training;

    Orrery(String name, int epochs, RaceData data, int threads) {
      this.epochs = epochs;
      this.data = data;
      this.training =
          OrreryTraining.of(
              "factorization-machines",
              Map.of(
                  "predictor_type", "regressor",
                  "num_factors", Integer.toString(FACTORS),
                  "epochs", Integer.toString(epochs),
                  "bias_lr", "0.1",
                  "linear_lr", "0.02",
                  "factors_lr", "0.005",
                  "factors_wd", "0.0003",
                  "factors_init_sigma", "0.05"),
              data.train(),
              name.substring("orrery-".length()),
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
      float[] scores =
          training
              .finish()
              .predict(data.test().features(), training.context())
              .keys()
              .getFirst()
              .values();
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += Math.pow(scores[i] - data.test().labels()[i], 2);
      }
      return Math.sqrt(sum / scores.length);
    }
  }

  /** Tribuo with AdaGrad. */
  private static final class Tribuo implements Contender {
    private final int epochs;
    private final MutableDataset<Regressor> rows;
    private final List<Example<Regressor>> test;

    Tribuo(int epochs, RaceData data) {
      this.epochs = epochs;
      RegressionFactory factory = new RegressionFactory();
      this.rows = new MutableDataset<>(new SimpleDataSourceProvenance("ratings", factory), factory);
      rows.addAll(examples(data.train()));
      this.test = examples(data.test());
    }

    private static List<Example<Regressor>> examples(Batch batch) {
      CsrMatrix rows = (CsrMatrix) batch.features();
      String[] all = RaceData.names(rows.columns());
      List<Example<Regressor>> examples = new ArrayList<>();
      for (int i = 0; i < rows.rows(); i++) {
        int from = rows.rowStart()[i];
        int count = rows.rowStart()[i + 1] - from;
        String[] names = new String[count];
        double[] values = new double[count];
        for (int e = 0; e < count; e++) {
          names[e] = all[rows.column()[from + e]];
          values[e] = rows.value()[from + e];
        }
        Regressor rating = new Regressor("rating", batch.labels()[i]);
        examples.add(new ArrayExample<>(rating, names, values));
      }
      return examples;
    }

    private static FMRegressionTrainer trainer(int epochs) {
      return new FMRegressionTrainer(
          new SquaredLoss(),
          new AdaGrad(0.1, 0.1),
          epochs,
          Integer.MAX_VALUE,
          1,
          1L,
          FACTORS,
          0.05,
          false);
    }

    @Override
    public void run() {
      trainer(1).train(rows);
    }

    @Override
    public double quality() {
      var model = trainer(epochs).train(rows);
      double sum = 0;
      for (Example<Regressor> example : test) {
        double score = model.predict(example).getOutput().getValues()[0];
        sum += Math.pow(score - example.getOutput().getValues()[0], 2);
      }
      return Math.sqrt(sum / test.size());
    }
  }
}

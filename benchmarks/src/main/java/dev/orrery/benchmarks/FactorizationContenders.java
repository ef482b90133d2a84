package dev.orrery.benchmarks;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** An epoch of a factorization machine; the quality is the root mean squared error. */
final class FactorizationContenders {

  private static final int FACTORS = 16;

  private FactorizationContenders() {}

  /** Contenders are {@code orrery-simd-adagrad}, {@code orrery-simd-adam} and {@code tribuo}. */
  static Contender of(String name, int epochs, RaceData data, int threads) {
    return name.equals("tribuo")
        ? tribuo(epochs, data)
        : new EpochContenders.Orrery(
            training(name, epochs, data, threads), "score", epochs, data, EpochContenders::rmse);
  }

  /** The same, trained, of whom the answers for the test rows are timed. */
  static Contender answering(String name, int epochs, RaceData data, int threads) {
    return name.equals("tribuo")
        ? new EpochContenders.TribuoAnswers<>(tribuo(epochs, data), threads)
        : new EpochContenders.OrreryAnswers(
            training(name, epochs, data, threads), "score", epochs, data, EpochContenders::rmse);
  }

  private static OrreryTraining<?, ?> training(
      String name, int epochs, RaceData data, int threads) {
    String[] words = name.split("-");
    return OrreryTraining.of(
        "factorization-machines",
        hyperparameters(words[2], epochs),
        data.train(),
        words[1],
        threads);
  }

  private static Map<String, String> hyperparameters(String optimizer, int epochs) {
    boolean adaGrad = optimizer.equals("adagrad");
    Map<String, String> all = new LinkedHashMap<>();
    all.put("predictor_type", "regressor");
    all.put("num_factors", Integer.toString(FACTORS));
    all.put("epochs", Integer.toString(epochs));
    all.put("orrery_optimizer", optimizer);
    all.put("bias_lr", "0.1");
    all.put("linear_lr", adaGrad ? "0.2" : "0.02");
    all.put("factors_lr", adaGrad ? "0.05" : "0.003");
    all.put("factors_wd", "0.0003");
    all.put("factors_init_sigma", "0.05");
    return all;
  }

  /** Tribuo, which moves after every row, at the rate of those tried that served it best. */
  private static EpochContenders.Tribuo<Regressor> tribuo(int epochs, RaceData data) {
    return new EpochContenders.Tribuo<>(
        FactorizationContenders::trainer,
        new RegressionFactory(),
        examples(data.train()),
        examples(data.test()),
        rating -> rating.getValues()[0],
        epochs,
        data.test().labels(),
        EpochContenders::rmse);
  }

  private static FMRegressionTrainer trainer(int epochs) {
    return new FMRegressionTrainer(
        new SquaredLoss(),
        new AdaGrad(0.05, 0.1),
        epochs,
        Integer.MAX_VALUE,
        1,
        1L,
        FACTORS,
        0.05,
        false);
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
}

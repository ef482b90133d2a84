package dev.orrery.benchmarks;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.DenseMatrix;
import java.util.LinkedHashMap;
import java.util.Map;
import smile.feature.extraction.PCA;

/** Principal components from rows in memory; the quality is the share of variance they keep. */
final class ComponentContenders {

  private ComponentContenders() {}

  static Contender of(String name, int components, RaceData data, int threads) {
    return name.equals("smile")
        ? new Smile(components, data)
        : new Orrery(name, components, data, threads);
  }

  /**
   * The same, trained on the first rows, of whom the projections of all rows are timed.
   *
   * @param train rows to train on
   */
  static Contender projecting(String name, int components, int train, RaceData data, int threads) {
    RaceData some = new RaceData(data.train().slice(0, train), data.test());
    return name.equals("smile")
        ? new SmileProjections(components, some, data, threads)
        : new OrreryProjections(new Orrery(name, components, some, threads), data);
  }

  /** Ours: {@code orrery-simd-regular}, {@code -randomized} or {@code -range_finder}. */
  private static final class Orrery implements Contender {
    private final RaceData data;
    private final OrreryTraining<?, ?> training;
    private final int passes;
    private Model model;

    Orrery(String name, int components, RaceData data, int threads) {
      this.data = data;
      String[] words = name.split("-");
      Map<String, String> hyperparameters = new LinkedHashMap<>();
      hyperparameters.put("num_components", Integer.toString(components));
      hyperparameters.put("mini_batch_size", "4096");
      if (words[2].equals("range_finder")) {
        hyperparameters.put("orrery_algorithm", words[2]);
      } else {
        hyperparameters.put("algorithm_mode", words[2]);
      }
      this.training = OrreryTraining.of("pca", hyperparameters, data.train(), words[1], threads);
      this.passes = training.passes();
    }

    @Override
    public void run() {
      training.begin();
      for (int pass = 0; pass < passes; pass++) {
        training.pass();
      }
      model = training.finish();
    }

    @Override
    public double quality() {
      DenseMatrix rows = data.train().features().toDense();
      return kept(model.predict(rows, training.context())) / totalVariance(rows);
    }
  }

  private static double kept(Predictions projections) {
    double kept = 0;
    for (float value : projections.keys().getFirst().values()) {
      kept += (double) value * value;
    }
    return kept;
  }

  private static double kept(double[][] projections) {
    double kept = 0;
    for (double[] projected : projections) {
      for (double value : projected) {
        kept += value * value;
      }
    }
    return kept;
  }

  private static final class OrreryProjections implements Contender {
    private final Orrery trained;
    private final DenseMatrix rows;
    private Predictions projections;

    OrreryProjections(Orrery trained, RaceData data) {
      this.trained = trained;
      this.rows = data.train().features().toDense();
      trained.run();
    }

    @Override
    public void run() {
      projections = trained.model.predict(rows, trained.training.context());
    }

    @Override
    public double quality() {
      return kept(projections) / totalVariance(rows);
    }
  }

  private static double totalVariance(DenseMatrix rows) {
    int columns = rows.columns();
    double total = 0;
    for (int j = 0; j < columns; j++) {
      double mean = 0;
      for (int i = 0; i < rows.rows(); i++) {
        mean += rows.get(i, j);
      }
      mean /= rows.rows();
      for (int i = 0; i < rows.rows(); i++) {
        total += (rows.get(i, j) - mean) * (rows.get(i, j) - mean);
      }
    }
    return total;
  }

  /** Smile, by the singular values of the rows. */
  private static final class Smile implements Contender {
    private final double[][] rows;
    private final RaceData data;
    private final int components;
    private PCA model;

    Smile(int components, RaceData data) {
      this.data = data;
      this.rows = Blobs.asDoubles(data.train().features().toDense());
      this.components = components;
    }

    @Override
    public void run() {
      model = PCA.fit(rows).getProjection(components);
    }

    @Override
    public double quality() {
      return kept(model.apply(rows)) / totalVariance(data.train().features().toDense());
    }
  }

  /** Smile, the rows dealt out to a parallel stream. */
  private static final class SmileProjections implements Contender {
    private final double[][] rows;
    private final double[][] projections;
    private final RaceData data;
    private final PCA model;
    private final int threads;

    SmileProjections(int components, RaceData train, RaceData data, int threads) {
      Smile trained = new Smile(components, train);
      trained.run();
      this.model = trained.model;
      this.data = data;
      this.rows = Blobs.asDoubles(data.train().features().toDense());
      this.projections = new double[rows.length][];
      this.threads = threads;
    }

    @Override
    public void run() {
      EpochContenders.dealt(rows.length, threads)
          .forEach(i -> projections[i] = model.apply(rows[i]));
    }

    @Override
    public double quality() {
      return kept(projections) / totalVariance(data.train().features().toDense());
    }
  }
}

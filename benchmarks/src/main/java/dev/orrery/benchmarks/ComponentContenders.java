package dev.orrery.benchmarks;

import dev.orrery.core.algorithm.Model;
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
      float[] projections = model.predict(rows, training.context()).keys().getFirst().values();
      double kept = 0;
      for (float value : projections) {
        kept += (double) value * value;
      }
      return kept / totalVariance(rows);
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
      double kept = 0;
      for (double[] projected : model.apply(rows)) {
        for (double value : projected) {
          kept += value * value;
        }
      }
      return kept / totalVariance(data.train().features().toDense());
    }
  }
}

package dev.orrery.pca;

import dev.orrery.core.algorithm.Table;
import java.util.ArrayList;
import java.util.List;

/** A model of PCA as tables, in the usual order: the component of the greatest variance first. */
final class ModelTables {

  private ModelTables() {}

  static List<Table> of(PcaModel model) {
    int k = model.numComponents();
    int d = model.featureDim();
    float[] mean = model.mean();
    float[] v = model.vectors();
    List<String> loadingColumns = new ArrayList<>(List.of("feature"));
    for (int i = 1; i <= k; i++) {
      loadingColumns.add("component_" + i);
    }
    return List.of(
        new Table(
            "variance",
            "What each component keeps, the most important first",
            List.of("component", "singular_value", "variance", "share", "cumulative_share"),
            k,
            rank -> varianceRow(model, rank)),
        new Table(
            "loadings",
            "The components, the most important first",
            loadingColumns,
            d,
            j -> {
              List<Object> row = new ArrayList<>(List.of(j));
              for (int i = k - 1; i >= 0; i--) {
                row.add(v[j * k + i]);
              }
              return row;
            }),
        new Table(
            "mean",
            "What is taken out of the rows",
            List.of("feature", "mean"),
            d,
            j -> List.of(j, mean[j])));
  }

  private static List<Object> varianceRow(PcaModel model, int rank) {
    int k = model.numComponents();
    long rows = model.details().rows();
    float singular = model.singularValues()[k - 1 - rank];
    double cumulative = 0;
    for (int i = 0; i <= rank; i++) {
      cumulative += model.explainedVarianceRatio(i);
    }
    double variance = rows > 1 ? (double) singular * singular / (rows - 1) : Double.NaN;
    return List.of(rank + 1, singular, variance, model.explainedVarianceRatio(rank), cumulative);
  }
}

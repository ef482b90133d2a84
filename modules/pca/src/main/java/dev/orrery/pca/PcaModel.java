package dev.orrery.pca;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Principal components in SageMaker's order: ascending, the most important one last (spec B4.3).
 */
public final class PcaModel implements Model {

  /**
   * What SageMaker's arrays do not hold.
   *
   * @param rows rows it was trained on; 0 when unknown
   * @param total sum of these rows' squared distances to the mean; NaN when unknown
   * @param whiten whether projections are divided by the standard deviation of their component
   */
  public record Details(long rows, double total, boolean whiten) {

    /** Those of a model that SageMaker trained. */
    public static Details unknown() {
      return new Details(0, Double.NaN, false);
    }
  }

  private final float[] s;
  private final float[] v;
  private final float[] mean;

  /**
   * What float32 leaves over of the mean. Where the features lie far from 0 beside their spread,
   * the mean alone would shift every projection by its rounding.
   */
  private final float[] meanRest;

  private final int k;
  private final int d;
  private final Details details;
  private final float[] rows;
  private final Projection projection;

  /**
   * A model of given components.
   *
   * @param s k singular values of the centered data, ascending; copied
   * @param v {@code feature_dim x k}, row-major: a component per column; copied
   * @param mean what is taken out of the rows, zeros for nothing; copied
   */
  public PcaModel(float[] s, float[] v, float[] mean, Details details) {
    this(s, v, mean, new float[mean.length], details);
  }

  /**
   * As the other one, with a mean of more digits.
   *
   * @param meanRest what is taken out beside the mean, which float32 does not hold; copied
   */
  public PcaModel(float[] s, float[] v, float[] mean, float[] meanRest, Details details) {
    this.s = s.clone();
    this.v = v.clone();
    this.mean = mean.clone();
    this.meanRest = meanRest.clone();
    this.details = details;
    k = s.length;
    d = mean.length;
    if (k < 1 || d < 1 || meanRest.length != d || v.length != Math.multiplyExact(k, d)) {
      throw new IllegalArgumentException(
          v.length + " values are not " + k + " components of " + d + " features");
    }
    if (details.whiten() && details.rows() < 1) {
      throw new IllegalArgumentException("whitening needs the number of rows");
    }
    rows = new float[k * d];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < k; i++) {
        rows[i * d + j] = v[j * k + i];
      }
    }
    projection = new Projection(this.v, rows, this.mean, this.meanRest);
  }

  static PcaModel of(Components found, int count, boolean whiten) {
    int d = found.mean().length;
    float[] s = new float[count];
    float[] v = new float[d * count];
    float[] mean = new float[d];
    float[] rest = new float[d];
    for (int i = 0; i < count; i++) {
      int from = count - 1 - i;
      s[i] = (float) Math.sqrt(found.scatters()[from]);
      for (int j = 0; j < d; j++) {
        v[j * count + i] = (float) found.vectors()[from * d + j];
      }
    }
    for (int j = 0; j < d; j++) {
      mean[j] = (float) found.mean()[j];
      rest[j] = (float) (found.mean()[j] - mean[j]);
    }
    return new PcaModel(s, v, mean, rest, new Details(found.rows(), found.total(), whiten));
  }

  /** Number of components. */
  public int numComponents() {
    return k;
  }

  @Override
  public int featureDim() {
    return d;
  }

  /** A copy of the singular values, ascending. */
  public float[] singularValues() {
    return s.clone();
  }

  /** A copy of the components, {@code featureDim() x numComponents()}, ascending. */
  public float[] vectors() {
    return v.clone();
  }

  /** A copy of what is taken out of the rows, rounded to float32. */
  public float[] mean() {
    return mean.clone();
  }

  /** A copy of what that rounding left over, which is taken out too. */
  public float[] meanRest() {
    return meanRest.clone();
  }

  /** What SageMaker's arrays do not hold. */
  public Details details() {
    return details;
  }

  /**
   * A component in the usual order.
   *
   * @param rank 0 for the one of the greatest variance
   * @return {@code featureDim()} loadings
   */
  public float[] component(int rank) {
    int i = k - 1 - rank;
    return Arrays.copyOfRange(rows, i * d, (i + 1) * d);
  }

  /**
   * Share of the variance of the training rows that a component keeps, in the usual order; NaN when
   * their variance is not known or 0.
   *
   * @param rank 0 for the one of the greatest variance
   */
  public double explainedVarianceRatio(int rank) {
    double singular = s[k - 1 - rank];
    return singular * singular / details.total;
  }

  /** Share of the variance of the training rows that all components keep, by their own values. */
  double explainedVarianceRatio() {
    double kept = 0;
    for (int i = 0; i < k; i++) {
      kept += explainedVarianceRatio(i);
    }
    return kept;
  }

  /** The coordinates along the components, ascending, under SageMaker's keys (spec B4.5). */
  @Override
  public Predictions predict(Matrix matrix, RunContext context) {
    float[] projections = projection.of(matrix, context);
    whiten(projections);
    return predictions(matrix.rows(), projections);
  }

  /**
   * The projections and {@code reconstruction_error}: the squared Euclidean distance of each row to
   * what its projection gives back.
   */
  @Override
  public Predictions predictVerbose(Matrix matrix, RunContext context) {
    float[] projections = projection.of(matrix, context);
    float[] error = new float[matrix.rows()];
    float[] size = new float[matrix.rows()];
    projection.errors(matrix, projections, error, size, context);
    whiten(projections);
    Predictions.Key errors = Predictions.Key.scalar("reconstruction_error", error);
    return predictions(matrix.rows(), projections, errors);
  }

  private Predictions predictions(int n, float[] projections, Predictions.Key... more) {
    Predictions.Key projection = new Predictions.Key("projection", projections, k, true);
    List<Predictions.Key> keys = new ArrayList<>(List.of(projection));
    keys.addAll(List.of(more));
    return new Predictions("projections", keys, n);
  }

  /**
   * What the projections on the most important components give back.
   *
   * @param components how many, 0 to {@link #numComponents()}
   * @return {@code rows x featureDim()}
   */
  public float[] reconstruct(Matrix matrix, int components, RunContext context) {
    if (components == 0) {
      float[] means = new float[Math.multiplyExact(matrix.rows(), d)];
      for (int i = 0; i < matrix.rows(); i++) {
        System.arraycopy(mean, 0, means, i * d, d);
      }
      return means;
    }
    PcaModel part = lastComponents(components);
    float[] projections = part.projection.of(matrix, context);
    float[] back = new float[Math.multiplyExact(matrix.rows(), d)];
    var packed = context.kernels().pack(part.v, 0, d, components);
    context.kernels().multiplyTransposed(projections, 0, matrix.rows(), packed, back, 0);
    for (int i = 0; i < back.length; i++) {
      back[i] += mean[i % d];
    }
    return back;
  }

  /** The rows without the mean; the rows themselves where it is 0. */
  Matrix centered(Matrix matrix) {
    return projection.centered(matrix);
  }

  /** Sums over some rows: of the squared errors of reconstruction and of the squared distances. */
  double[] errorAndScatter(Matrix matrix, RunContext context) {
    return projection.errorAndScatter(matrix, context);
  }

  /** Divides by the standard deviations; what has none becomes 0. */
  private void whiten(float[] projections) {
    if (!details.whiten) {
      return;
    }
    double[] factor = new double[k];
    for (int i = 0; i < k; i++) {
      double deviation = s[i] / Math.sqrt(Math.max(1, details.rows - 1));
      factor[i] = deviation > 1e-6 * s[k - 1] / Math.sqrt(details.rows) ? 1 / deviation : 0;
    }
    for (int i = 0; i < projections.length; i++) {
      projections[i] *= (float) factor[i % k];
    }
  }

  private PcaModel lastComponents(int count) {
    float[] part = new float[d * count];
    for (int j = 0; j < d; j++) {
      System.arraycopy(v, j * k + k - count, part, j * count, count);
    }
    return new PcaModel(Arrays.copyOfRange(s, k - count, k), part, mean, meanRest, details);
  }

  /**
   * Takes {@code num_components}, lowered: the most important ones stay; and {@code orrery_whiten}.
   */
  @Override
  public Model with(Map<String, String> options) {
    Map<String, String> map =
        new LinkedHashMap<>(Map.of("feature_dim", "" + d, "num_components", "" + k));
    map.put("orrery_whiten", "" + details.whiten);
    for (String name : options.keySet()) {
      if (!name.equals("num_components") && !name.equals("orrery_whiten")) {
        throw new CustomerError(
            "'"
                + name
                + "' cannot be changed in a PCA model after training; num_components and"
                + " orrery_whiten can",
            "--hp " + name);
      }
    }
    map.putAll(options);
    Hyperparameters asked = PcaHyperparameters.SCHEMA.validate(map);
    long count = asked.get(PcaHyperparameters.NUM_COMPONENTS);
    if (count > k) {
      throw new CustomerError(
          "The model has " + k + " components; num_components cannot become " + count,
          "--hp num_components");
    }
    boolean whiten = asked.get(PcaHyperparameters.WHITEN);
    if (whiten && details.rows < 1) {
      throw new CustomerError(
          "The model does not say how many rows it was trained on, so it cannot whiten",
          "--hp orrery_whiten");
    }
    PcaModel part = lastComponents((int) count);
    Details changed = new Details(details.rows, details.total, whiten);
    return new PcaModel(part.s, part.v, mean, meanRest, changed);
  }

  /** In the usual order, the component of the greatest variance first. */
  @Override
  public List<Table> tables() {
    return ModelTables.of(this);
  }
}

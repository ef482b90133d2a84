package dev.orrery.factorizationmachines;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntToDoubleFunction;

/** A bias, a weight and a vector of factors for each feature. */
public final class FactorizationMachinesModel implements Model {

  private final Loss loss;
  private final Weights weights;
  private final boolean sparse;

  /**
   * A model of given weights.
   *
   * @param loss what it was trained for
   * @param bias the bias
   * @param linear one weight per feature; copied
   * @param factors {@code featureDim x fields x numFactors}, row-major; copied
   * @param numFactors length of a vector of factors, at least 1
   * @param fields the fields of all features
   * @param sparse whether it was trained on sparse rows
   */
  public FactorizationMachinesModel(
      Loss loss,
      float bias,
      float[] linear,
      float[] factors,
      int numFactors,
      Fields fields,
      boolean sparse) {
    this(
        loss,
        new Weights(numFactors, fields, new float[] {bias}, linear.clone(), factors.clone()),
        sparse);
  }

  FactorizationMachinesModel(Loss loss, Weights weights, boolean sparse) {
    this.loss = loss;
    this.weights = weights;
    this.sparse = sparse;
  }

  @Override
  public int featureDim() {
    return weights.n;
  }

  /** What it was trained for. */
  public Loss loss() {
    return loss;
  }

  /** The bias. */
  public float bias() {
    return weights.bias[0];
  }

  /** A copy of the linear weights, one per feature. */
  public float[] linear() {
    return weights.linear.clone();
  }

  /** A copy of the factors, {@code featureDim x fields x numFactors}, row-major. */
  public float[] factors() {
    return weights.factors.clone();
  }

  /** Length of a vector of factors. */
  public int numFactors() {
    return weights.k;
  }

  /** The fields of all features; one unless the model is field-aware. */
  public Fields fields() {
    return weights.fields;
  }

  Weights weights() {
    return weights;
  }

  /** Whether it was trained on sparse rows, which decides the names in SageMaker's artifact. */
  public boolean sparse() {
    return sparse;
  }

  /**
   * The weight with which two features act together: the product of the vectors that each has for
   * the other's field.
   */
  public float interaction(int one, int other) {
    int a = one * weights.width + weights.fields.of(other) * weights.k;
    int b = other * weights.width + weights.fields.of(one) * weights.k;
    double sum = 0;
    for (int f = 0; f < weights.k; f++) {
      sum += (double) weights.factors[a + f] * weights.factors[b + f];
    }
    return (float) sum;
  }

  /**
   * A score per row, and for a binary classifier {@code predicted_label}, 1 from a score of 0.5 on
   * (spec B6.5).
   */
  @Override
  public Predictions predict(Matrix rows, RunContext context) {
    return new Predictions("predictions", answers(rows, context), rows.rows());
  }

  /**
   * The answers and, as an extension, what the raw output is made of: {@code bias}, {@code linear}
   * and {@code interactions} add up to it.
   */
  @Override
  public Predictions predictVerbose(Matrix rows, RunContext context) {
    List<Predictions.Key> keys = new ArrayList<>(answers(rows, context));
    float[] outputs = Scoring.outputs(weights, rows, context);
    float[] bias = new float[outputs.length];
    float[] linear = new float[outputs.length];
    CsrMatrix x = NonZeros.of(rows);
    for (int r = 0; r < outputs.length; r++) {
      double sum = 0;
      for (int e = x.rowStart()[r]; e < x.rowStart()[r + 1]; e++) {
        sum += (double) x.value()[e] * weights.linear[x.column()[e]];
      }
      bias[r] = weights.bias[0];
      linear[r] = (float) sum;
      outputs[r] = (float) (outputs[r] - (double) bias[r] - sum);
    }
    keys.add(Predictions.Key.scalar("bias", bias));
    keys.add(Predictions.Key.scalar("linear", linear));
    keys.add(Predictions.Key.scalar("interactions", outputs));
    return new Predictions("predictions", keys, rows.rows());
  }

  private List<Predictions.Key> answers(Matrix rows, RunContext context) {
    if (rows.columns() != weights.n) {
      throw new CustomerError(
          "The feature dimension of the input: "
              + rows.columns()
              + " does not match the feature dimension of the model: "
              + weights.n
              + ". Please fix the input and try again.");
    }
    float[] scores = Scoring.outputs(weights, rows, context);
    float[] labels = new float[scores.length];
    for (int r = 0; r < scores.length; r++) {
      scores[r] = loss.score(scores[r]);
      labels[r] = scores[r] >= 0.5f ? 1 : 0;
    }
    Predictions.Key score = Predictions.Key.scalar("score", scores);
    return loss == Loss.LOGISTIC
        ? List.of(score, Predictions.Key.scalar("predicted_label", labels))
        : List.of(score);
  }

  /**
   * The features whose factors point most nearly the same way as those of one of them.
   *
   * @param feature the one; it is not among the answers
   * @param from the first feature that may be answered
   * @param to the last
   * @param count how many are wanted, at least 1
   * @return by falling cosine, the lower index first among equals; features whose factors are all 0
   *     have the cosine 0
   * @throws CustomerError when a feature does not exist
   */
  public List<ScoredFeature> similar(int feature, int from, int to, int count) {
    checkFeature(feature, "--item");
    double own = Math.sqrt(product(feature, feature));
    return best(
        from,
        to,
        count,
        j -> {
          if (j == feature) {
            return Double.NaN;
          }
          double lengths = own * Math.sqrt(product(j, j));
          return lengths == 0 ? 0 : product(feature, j) / lengths;
        });
  }

  private double product(int one, int other) {
    double sum = 0;
    for (int f = 0; f < weights.width; f++) {
      sum +=
          (double) weights.factors[one * weights.width + f]
              * weights.factors[other * weights.width + f];
    }
    return sum;
  }

  /**
   * The items with the highest scores for a context: each feature of a range in turn is set to 1
   * beside the features of the row, of which those of the range are left out.
   *
   * @param row one row, the context
   * @param from the first item
   * @param to the last item
   * @param count how many are wanted, at least 1
   * @return by falling score, the lower index first among equals
   * @throws CustomerError when the row is of another width or an item does not exist
   */
  public List<ScoredFeature> recommend(Matrix row, int from, int to, int count) {
    if (row.rows() != 1 || row.columns() != weights.n) {
      throw new CustomerError(
          "A context of one row of "
              + weights.n
              + " features was expected, not "
              + row.rows()
              + " x "
              + row.columns());
    }
    CsrMatrix x = NonZeros.of(row);
    int start = x.rowStart()[0];
    int[] columns = new int[x.rowStart()[1] - start];
    float[] values = new float[columns.length];
    int kept = 0;
    for (int e = start; e < x.rowStart()[1]; e++) {
      if (x.column()[e] < from || x.column()[e] > to) {
        columns[kept] = x.column()[e];
        values[kept++] = x.value()[e];
      }
    }
    float[] meets = new float[weights.sumsPerRow()];
    double output =
        weights.output(Arrays.copyOf(columns, kept), Arrays.copyOf(values, kept), meets);
    return best(
        from,
        to,
        count,
        j -> {
          double sum = output + weights.linear[j];
          int field = weights.fieldOffset(j);
          for (int f = 0; f < weights.width; f++) {
            sum += (double) weights.factors[j * weights.width + f] * meets[field + f];
          }
          return loss.score((float) sum);
        });
  }

  /** The features of a range with the highest scores; those that score NaN are left out. */
  private List<ScoredFeature> best(int from, int to, int count, IntToDoubleFunction score) {
    checkFeature(from, "--items");
    checkFeature(to, "--items");
    if (from > to || count < 1) {
      throw new CustomerError(
          from > to
              ? "The first item, " + from + ", lies behind the last, " + to
              : "At least 1 item must be asked for, not " + count,
          from > to ? "--items" : "--top");
    }
    Comparator<ScoredFeature> worstFirst =
        Comparator.comparingDouble(ScoredFeature::score)
            .thenComparing(ScoredFeature::feature, Comparator.reverseOrder());
    PriorityQueue<ScoredFeature> kept = new PriorityQueue<>(worstFirst);
    for (int j = from; j <= to; j++) {
      double value = score.applyAsDouble(j);
      if (Double.isNaN(value)) {
        continue;
      }
      kept.add(new ScoredFeature(j, (float) value));
      if (kept.size() > count) {
        kept.poll();
      }
    }
    return kept.stream().sorted(worstFirst.reversed()).toList();
  }

  private void checkFeature(int feature, String where) {
    if (feature < 0 || feature >= weights.n) {
      throw new CustomerError(
          "The model has the features 0 to " + (weights.n - 1) + ", not " + feature, where);
    }
  }

  /** The bias, the linear weights, and the factors, a row per feature and field. */
  @Override
  public List<Table> tables() {
    List<String> names = new ArrayList<>(List.of("feature"));
    int fields = weights.fields.count();
    if (fields > 1) {
      names.add("for field");
    }
    for (int f = 0; f < weights.k; f++) {
      names.add("factor " + (f + 1));
    }
    return List.of(
        new Table("bias", "The bias", List.of("bias"), 1, row -> List.of(weights.bias[0])),
        new Table(
            "linear",
            "The linear weight of each feature",
            List.of("feature", "weight"),
            weights.n,
            row -> List.of(row, weights.linear[row])),
        new Table(
            "factors",
            "The factors of each feature",
            names,
            weights.n * fields,
            row -> factorRow(row, fields)));
  }

  private List<Object> factorRow(int row, int fields) {
    Object[] cells = new Object[weights.k + (fields > 1 ? 2 : 1)];
    int at = 0;
    cells[at++] = row / fields;
    if (fields > 1) {
      cells[at++] = row % fields;
    }
    for (int f = 0; f < weights.k; f++) {
      cells[at++] = weights.factors[row * weights.k + f];
    }
    return Arrays.asList(cells);
  }
}

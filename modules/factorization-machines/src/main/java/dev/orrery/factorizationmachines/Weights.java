package dev.orrery.factorizationmachines;

import java.util.Arrays;

/**
 * What a factorization machine learns, and its output. Field-aware machines and plain ones share
 * one form, the plain ones being those of one field: feature i has for every field b a vector
 * v_{i,b} of {@code k} factors, and two features meet by the vector that each has for the other's
 * field.
 *
 * <p>With S_{a,b} the sum of x_i v_{i,b} over the features i of field a, the output is {@code w0 +
 * sum_i w_i x_i + (sum_{a,b} <S_ab, S_ba> - sum_i x_i^2 |v_{i,f(i)}|^2) / 2}, in O(k fields) for
 * each feature of a row (Rendle, "Factorization Machines", ICDM 2010, lemma 3.1).
 */
final class Weights {

  /** Number of features. */
  final int n;

  /** Number of factors of a vector. */
  final int k;

  /** The fields of the features. */
  final Fields fields;

  /** Factors of a feature, {@code fields.count() * k}. */
  final int width;

  /** The bias, one value. */
  final float[] bias;

  /** One weight per feature. */
  final float[] linear;

  /** {@code n x fields x k}, row-major. */
  final float[] factors;

  /** Squared length of the vector that each feature has for its own field; follows the factors. */
  final float[] norms;

  /** Field of each feature; null for one field. */
  private final int[] fieldOf;

  /** All values are zeros. */
  Weights(int n, int k, Fields fields) {
    this(
        k,
        fields,
        new float[1],
        new float[n],
        new float[Math.multiplyExact(n, Math.multiplyExact(fields.count(), k))]);
  }

  /** Takes over the arrays. */
  Weights(int k, Fields fields, float[] bias, float[] linear, float[] factors) {
    this.n = linear.length;
    this.k = k;
    this.fields = fields;
    this.width = fields.count() * k;
    if (n < 1
        || k < 1
        || bias.length != 1
        || fields.featureDim() != n
        || factors.length != (long) n * width) {
      throw new IllegalArgumentException(
          factors.length + " factors for " + n + " features of " + width);
    }
    this.bias = bias;
    this.linear = linear;
    this.factors = factors;
    this.norms = new float[n];
    this.fieldOf = fields.count() == 1 ? null : fields.ofAll();
    measure(0, n);
  }

  Weights copy() {
    return new Weights(k, fields, bias.clone(), linear.clone(), factors.clone());
  }

  /** Takes over another's values; norms included. */
  void set(Weights other) {
    bias[0] = other.bias[0];
    System.arraycopy(other.linear, 0, linear, 0, n);
    System.arraycopy(other.factors, 0, factors, 0, factors.length);
    System.arraycopy(other.norms, 0, norms, 0, n);
  }

  /** Where the sums of a feature's field begin in the sums of a row. */
  int fieldOffset(int feature) {
    return fieldOf == null ? 0 : fieldOf[feature] * width;
  }

  /** Where the vector for its own field begins in the factors of a feature. */
  int ownOffset(int feature) {
    return fieldOf == null ? 0 : fieldOf[feature] * k;
  }

  /** Number of sums of a row, {@code fields x fields x k}. */
  int sumsPerRow() {
    return fields.count() * width;
  }

  /** Brings the norms of some features up to date with their factors. */
  void measure(int from, int to) {
    for (int i = from; i < to; i++) {
      measure(i);
    }
  }

  void measure(int feature) {
    int at = feature * width + ownOffset(feature);
    double sum = 0;
    for (int f = at; f < at + k; f++) {
      sum += (double) factors[f] * factors[f];
    }
    norms[feature] = (float) sum;
  }

  /** Whether every weight is a finite number. */
  boolean finite() {
    return Float.isFinite(bias[0]) && finite(linear) && finite(factors);
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The raw output of one row, and in {@code sums} what the gradient needs: the vector by which a
   * feature of field a meets field b, S_{b,a}, at {@code at + (a fields + b) k}.
   *
   * @param columns the row's features from {@code from} to {@code to - 1}
   * @param values their values
   * @param sums {@link #sumsPerRow} values from {@code at} are overwritten
   */
  float output(int[] columns, float[] values, int from, int to, float[] sums, int at) {
    Arrays.fill(sums, at, at + sumsPerRow(), 0);
    double straight = bias[0];
    double own = 0;
    for (int e = from; e < to; e++) {
      int i = columns[e];
      float x = values[e];
      straight += (double) linear[i] * x;
      own += (double) x * x * norms[i];
      addScaled(x, factors, i * width, sums, at + fieldOffset(i), width);
    }
    double pairs = fieldOf == null ? squared(sums, at, k) : meet(sums, at);
    return (float) (straight + 0.5 * (pairs - own));
  }

  /** Sum of <S_ab, S_ba> over all pairs; swaps S_ab and S_ba. */
  private double meet(float[] sums, int at) {
    int count = fields.count();
    double pairs = 0;
    for (int a = 0; a < count; a++) {
      pairs += squared(sums, at + (a * count + a) * k, k);
      for (int b = 0; b < a; b++) {
        int ab = at + (a * count + b) * k;
        int ba = at + (b * count + a) * k;
        for (int f = 0; f < k; f++) {
          float s = sums[ab + f];
          pairs += 2.0 * s * sums[ba + f];
          sums[ab + f] = sums[ba + f];
          sums[ba + f] = s;
        }
      }
    }
    return pairs;
  }

  private static double squared(float[] values, int from, int count) {
    double sum = 0;
    for (int f = from; f < from + count; f++) {
      sum += (double) values[f] * values[f];
    }
    return sum;
  }

  /** {@code to[toAt ...] += factor * from[fromAt ...]}. */
  static void addScaled(float factor, float[] from, int fromAt, float[] to, int toAt, int count) {
    for (int f = 0; f < count; f++) {
      to[toAt + f] += factor * from[fromAt + f];
    }
  }
}

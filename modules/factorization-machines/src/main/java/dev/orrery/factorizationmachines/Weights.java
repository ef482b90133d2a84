package dev.orrery.factorizationmachines;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.kernels.Kernels;
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

  /** The field of a feature. */
  int field(int feature) {
    return fieldOf == null ? 0 : fieldOf[feature];
  }

  /** Where the sums of a feature's field begin in the sums of a row. */
  int fieldOffset(int feature) {
    return field(feature) * width;
  }

  /** Where the vector for its own field begins in the factors of a feature. */
  int ownOffset(int feature) {
    return field(feature) * k;
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
    norms[feature] = (float) squared(factors, at, k);
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
   * The raw outputs of some rows, and in {@code sums} what their gradients need: for each row the
   * vector by which a feature of field a meets field b, S_{b,a}, at {@code (a fields + b) k}.
   *
   * @param from first row
   * @param to the row after the last
   * @param sums {@link #sumsPerRow} values for each row are overwritten, from {@code at}
   * @param outputs receives a value for each row, from {@code outputsAt}
   */
  void outputs(
      Kernels kernels,
      CsrMatrix x,
      int from,
      int to,
      float[] sums,
      int at,
      float[] outputs,
      int outputsAt) {
    int rows = to - from;
    if (fieldOf == null) {
      kernels.multiplySparse(
          x.rowStart(), x.column(), x.value(), from, rows, factors, width, sums, at);
      kernels.squaredNorms(sums, at, rows, width, outputs, outputsAt);
    } else {
      int[] start = fieldStarts(x, from, to);
      kernels.multiplySparse(
          start, x.column(), x.value(), 0, rows * fields.count(), factors, width, sums, at);
      for (int r = 0; r < rows; r++) {
        outputs[outputsAt + r] = (float) meet(sums, at + r * sumsPerRow());
      }
    }
    for (int r = 0; r < rows; r++) {
      outputs[outputsAt + r] =
          output(
              x.column(),
              x.value(),
              x.rowStart()[from + r],
              x.rowStart()[from + r + 1],
              outputs[outputsAt + r]);
    }
  }

  /** As {@link #outputs} for one row, given by its elements, by plain loops. */
  float output(int[] columns, float[] values, float[] sums) {
    Arrays.fill(sums, 0, sumsPerRow(), 0);
    for (int e = 0; e < columns.length; e++) {
      int from = columns[e] * width;
      int to = fieldOffset(columns[e]);
      for (int f = 0; f < width; f++) {
        sums[to + f] += values[e] * factors[from + f];
      }
    }
    return output(columns, values, 0, columns.length, (float) meet(sums, 0));
  }

  /** The output of a row whose sums meet with {@code pairs}. */
  private float output(int[] columns, float[] values, int from, int to, float pairs) {
    double straight = bias[0];
    double own = 0;
    for (int e = from; e < to; e++) {
      float x = values[e];
      straight += (double) linear[columns[e]] * x;
      own += (double) x * x * norms[columns[e]];
    }
    return (float) (straight + 0.5 * (pairs - own));
  }

  /** Where the elements of each field begin in each row, and where those of the last end. */
  private int[] fieldStarts(CsrMatrix x, int from, int to) {
    int count = fields.count();
    int[] start = new int[(to - from) * count + 1];
    for (int r = from; r < to; r++) {
      int e = x.rowStart()[r];
      for (int a = 0; a < count; a++) {
        start[(r - from) * count + a] = e;
        while (e < x.rowStart()[r + 1] && fieldOf[x.column()[e]] == a) {
          e++;
        }
      }
    }
    start[(to - from) * count] = x.rowStart()[to];
    return start;
  }

  /** Sum of {@code <S_ab, S_ba>} over all pairs; swaps S_ab and S_ba. */
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
    // Two sums, so that neither waits for the other.
    double even = 0;
    double odd = 0;
    int f = from;
    for (; f < from + count - 1; f += 2) {
      even += (double) values[f] * values[f];
      odd += (double) values[f + 1] * values[f + 1];
    }
    return f < from + count ? even + (double) values[f] * values[f] + odd : even + odd;
  }
}

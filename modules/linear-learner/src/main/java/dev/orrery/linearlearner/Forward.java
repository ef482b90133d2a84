package dev.orrery.linearlearner;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;

/**
 * The scores of several models for some rows, as one matrix product, and the gradient of their
 * losses, as another.
 *
 * <p>Dense rows are shifted and scaled in a small buffer. Sparse rows stay as they are: {@code
 * w.((x - mean) / sd) + b = (w / sd).x + (b - mean.(w / sd))}, and the gradient by w is that by w /
 * sd, less the shift, divided by sd.
 */
final class Forward {

  /** Rows of a block: scaled, they stay in a cache until the second product. */
  private static final int BLOCK = 256;

  /** Most values that the rows or the scores of a block take. */
  private static final int BLOCK_VALUES = 1 << 28;

  private final Kernels kernels;
  private final Scaler scaler;
  private final int d;
  private final int outputs;
  private final float[] inverse;
  private final boolean sparse;
  private Packed packed;
  private float[] transposed;
  private final float[] offset;

  /**
   * Models ready to score.
   *
   * @param weights {@code outputs x d}, outputs of all models
   * @param bias an intercept per output
   * @param sparse whether the rows will be sparse
   */
  Forward(float[] weights, float[] bias, Scaler scaler, boolean sparse, Kernels kernels) {
    this.kernels = kernels;
    this.scaler = scaler;
    this.d = scaler.mean().length;
    this.outputs = bias.length;
    this.inverse = scaler.inverse();
    this.sparse = sparse;
    if (sparse) {
      offset = new float[outputs];
      transposed = new float[Math.multiplyExact(outputs, d)];
      for (int o = 0; o < outputs; o++) {
        double shift = 0;
        for (int j = 0; j < d; j++) {
          float w = weights[o * d + j] * inverse[j];
          transposed[j * outputs + o] = w;
          shift += (double) w * scaler.mean()[j];
        }
        offset[o] = (float) (bias[o] - shift);
      }
    } else {
      offset = bias;
      packed = kernels.pack(weights, 0, outputs, d);
    }
  }

  /** Rows that are scored at a time: fewer where there are so many outputs or features. */
  static int block(int outputs, int d) {
    return Math.clamp(BLOCK_VALUES / Math.max(outputs, d), 1, BLOCK);
  }

  /** Values of scaled rows that a block needs. */
  int rowValues(int rows) {
    return sparse ? 0 : rows * d;
  }

  /**
   * The scores of the rows {@code from} to {@code to - 1}, {@code rows x outputs}, into the
   * scratch's scores; dense rows are left scaled in its rows.
   */
  void scores(Matrix rows, int from, int to, Scratch scratch) {
    int n = to - from;
    switch (rows) {
      case DenseMatrix dense -> {
        scaler.apply(dense, from, to, inverse, scratch.rows);
        kernels.multiplyTransposed(scratch.rows, 0, n, packed, scratch.scores, 0);
      }
      case CsrMatrix csr ->
          kernels.multiplySparse(
              csr.rowStart(),
              csr.column(),
              csr.value(),
              from,
              n,
              transposed,
              outputs,
              scratch.scores,
              0);
    }
    float[] scores = scratch.scores;
    if (outputs == 1) {
      float b = offset[0];
      for (int i = 0; i < n; i++) {
        scores[i] += b;
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      int at = i * outputs;
      for (int o = 0; o < outputs; o++) {
        scores[at + o] += offset[o];
      }
    }
  }

  /**
   * Adds the products of derivatives and rows, after {@link #scores} of the same rows.
   *
   * @param scratch its scores hold the derivatives of the loss by the scores
   * @param gradient {@code outputs x d} for dense rows, {@code d x outputs} for sparse ones
   */
  void addGradient(Matrix rows, int from, int to, Scratch scratch, float[] gradient) {
    switch (rows) {
      case DenseMatrix _ ->
          kernels.addTransposedProduct(
              scratch.scores, 0, outputs, scratch.rows, 0, d, to - from, gradient, 0);
      case CsrMatrix csr ->
          kernels.addSparseTransposedProduct(
              csr.rowStart(),
              csr.column(),
              csr.value(),
              from,
              to - from,
              scratch.scores,
              0,
              outputs,
              gradient);
    }
  }

  /**
   * The gradient by the weights of scaled rows, {@code outputs x d}, from what {@link #addGradient}
   * summed.
   *
   * @param biasGradient sums of the derivatives, one per output
   */
  float[] gradient(float[] summed, double[] biasGradient) {
    if (!sparse) {
      return summed;
    }
    float[] gradient = new float[summed.length];
    for (int o = 0; o < outputs; o++) {
      for (int j = 0; j < d; j++) {
        double raw = summed[j * outputs + o] - scaler.mean()[j] * biasGradient[o];
        gradient[o * d + j] = (float) (raw * inverse[j]);
      }
    }
    return gradient;
  }
}

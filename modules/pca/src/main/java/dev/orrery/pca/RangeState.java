package dev.orrery.pca;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Packed;
import dev.orrery.pca.linear.Orthonormal;
import dev.orrery.pca.linear.Products;
import dev.orrery.pca.linear.SymmetricEigen;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The state of the range finder: an orthonormal basis Q, {@code d x l}, and the product {@code X^T
 * (X Q)} of this pass (Halko, Martinsson and Tropp 2011, section 4.5).
 */
final class RangeState extends PcaState {

  private static final int ROWS = 512;

  /** Columns of the basis. */
  final int l;

  /** {@code d x l}, row-major. */
  final float[] basis;

  /** {@code X^T (X Q)}, {@code d x l}. */
  final double[] product;

  private Packed packed;

  RangeState(int d, float[] shift, int l, float[] basis) {
    super(d, shift);
    this.l = l;
    this.basis = basis;
    product = new double[Math.multiplyExact(d, l)];
  }

  /** A state with a random basis. */
  static RangeState random(int d, float[] shift, int l, RunContext context) {
    RandomGenerator random = context.random().stream("pca.subspace");
    double[] rows = new double[Math.multiplyExact(d, l)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextGaussian();
    }
    return new RangeState(d, shift, l, orthonormalColumns(rows, d, l));
  }

  /** The transposed rows as float, once they are orthonormal: {@code d x l}. */
  private static float[] orthonormalColumns(double[] rows, int d, int l) {
    Orthonormal.rows(rows, l, d);
    float[] basis = new float[rows.length];
    for (int i = 0; i < l; i++) {
      for (int j = 0; j < d; j++) {
        basis[j * l + i] = (float) rows[i * d + j];
      }
    }
    return basis;
  }

  @Override
  boolean keepsSparse(CsrMatrix sparse) {
    return true;
  }

  /** What some rows add. */
  private record Part(float[] product, double[] columnSums) {}

  @Override
  void fold(float[] x, int count, RunContext context) {
    if (packed == null) {
      packed = context.kernels().pack(transposedBasis(), 0, l, d);
    }
    context
        .parallel()
        .reduce(
            count,
            ROWS,
            (from, to) -> {
              float[] y = new float[(to - from) * l];
              context.kernels().multiplyTransposed(x, from * d, to - from, packed, y, 0);
              float[] out = new float[d * l];
              context.kernels().addTransposedProduct(x, from * d, d, y, 0, l, to - from, out, 0);
              return new Part(out, columnSums(x, from, to, d));
            },
            part -> {
              take(part);
              addColumnSums(part.columnSums);
            });
  }

  @Override
  void foldSparse(CsrMatrix sparse, RunContext context) {
    context
        .parallel()
        .reduce(
            sparse.rows(),
            SPARSE_ROWS,
            (from, to) -> {
              float[] y = new float[(to - from) * l];
              context
                  .kernels()
                  .multiplySparse(
                      sparse.rowStart(),
                      sparse.column(),
                      sparse.value(),
                      from,
                      to - from,
                      basis,
                      l,
                      y,
                      0);
              float[] out = new float[d * l];
              context
                  .kernels()
                  .addSparseTransposedProduct(
                      sparse.rowStart(),
                      sparse.column(),
                      sparse.value(),
                      from,
                      to - from,
                      y,
                      0,
                      l,
                      out);
              return new Part(out, null);
            },
            this::take);
  }

  private void take(Part part) {
    for (int i = 0; i < product.length; i++) {
      product[i] += part.product[i];
    }
  }

  private float[] transposedBasis() {
    float[] transposed = new float[basis.length];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < l; i++) {
        transposed[i * d + j] = basis[j * l + i];
      }
    }
    return transposed;
  }

  @Override
  RangeState empty() {
    return new RangeState(d, shift, l, basis.clone());
  }

  @Override
  void addSums(PcaState other) {
    addCounts(other);
    double[] from = ((RangeState) other).product;
    for (int i = 0; i < product.length; i++) {
      product[i] += from[i];
    }
  }

  /** The scatter matrix times Q, {@code d x l}: the product with the mean taken out. */
  double[] scatterTimesBasis(boolean centered) {
    double[] mean = shiftedMean(centered);
    double[] along = new double[l];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < l; i++) {
        along[i] += mean[j] * basis[j * l + i];
      }
    }
    double[] out = product.clone();
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < l; i++) {
        out[j * l + i] -= rows * mean[j] * along[i];
      }
    }
    return out;
  }

  /**
   * Turns the basis towards the components by what this pass summed, and empties the sums.
   *
   * <p>The scatter matrix is lessened by half of what it does to the weakest direction of the
   * basis. That keeps the directions and stretches those outside the basis less beside those
   * within, at no cost (Feng, Yu, Xie and Tang, "Faster Randomized SVD with Dynamic Shifts", 2024).
   */
  void turn(boolean centered, RunContext context) {
    double[] z = scatterTimesBasis(centered);
    double[] q = new double[basis.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = basis[i];
    }
    double[] core = Products.transposed(q, z, d, l, l, context.parallel());
    double[] along = SymmetricEigen.of(core, l, l, context.parallel()).values();
    double less = Math.max(0, along[l - 1]) / 2;
    for (int i = 0; i < z.length; i++) {
      z[i] -= less * q[i];
    }
    double[] turned = Products.transpose(z, d, l);
    System.arraycopy(orthonormalColumns(turned, d, l), 0, basis, 0, basis.length);
    packed = null;
    Arrays.fill(product, 0);
    Arrays.fill(sum, 0);
    Arrays.fill(squares, 0);
    rows = 0;
  }
}

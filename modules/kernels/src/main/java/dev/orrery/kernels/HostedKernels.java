package dev.orrery.kernels;

import java.util.Optional;

/**
 * The operations that a backend with a device may have no form of: they run on the host's CPU,
 * which the {@link KernelAccount} tells.
 */
public abstract sealed class HostedKernels implements Kernels permits DeviceKernels {

  /** The kernels of the host. */
  final BlockedKernels host =
      VectorSupport.obstacle().isEmpty() ? new SimdKernels() : new ScalarKernels();

  /** What was done where. */
  protected final KernelAccount account;

  /** Kernels that have done nothing yet. */
  HostedKernels(String device) {
    this.account = new KernelAccount(device);
  }

  @Override
  public final Optional<KernelAccount> account() {
    return Optional.of(account);
  }

  /** Adds {@code n} values to others in double. */
  protected final void addInDouble(float[] from, int at, int n, double[] to, int toOffset) {
    host.addInDouble(from, at, n, to, toOffset);
  }

  @Override
  public void multiplySparse(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] dense,
      int columns,
      float[] out,
      int outOffset) {
    account.called(Operation.MULTIPLY_SPARSE, Place.HOST);
    host.multiplySparse(rowStart, column, value, firstRow, rows, dense, columns, out, outOffset);
  }

  @Override
  public void addSparseTransposedProduct(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] right,
      int rightOffset,
      int rightColumns,
      float[] out) {
    account.called(Operation.ADD_SPARSE_TRANSPOSED_PRODUCT, Place.HOST);
    host.addSparseTransposedProduct(
        rowStart, column, value, firstRow, rows, right, rightOffset, rightColumns, out);
  }

  @Override
  public void addRowsByLabel(
      float[] x,
      int xOffset,
      int rows,
      int columns,
      int[] label,
      int labelOffset,
      double[] sums,
      long[] counts) {
    account.called(Operation.ADD_ROWS_BY_LABEL, Place.HOST);
    host.addRowsByLabel(x, xOffset, rows, columns, label, labelOffset, sums, counts);
  }

  @Override
  public void squaredNorms(
      float[] x, int xOffset, int rows, int columns, float[] out, int outOffset) {
    account.called(Operation.SQUARED_NORMS, Place.HOST);
    host.squaredNorms(x, xOffset, rows, columns, out, outOffset);
  }

  @Override
  public final float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    account.called(Operation.DOT, Place.HOST);
    return host.dot(a, aOffset, b, bOffset, n);
  }

  @Override
  public final float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
    account.called(Operation.SQUARED_DISTANCE, Place.HOST);
    return host.squaredDistance(a, aOffset, b, bOffset, n);
  }

  @Override
  public final float excess(float[] a, int aOffset, float[] b, int bOffset, int n) {
    account.called(Operation.EXCESS, Place.HOST);
    return host.excess(a, aOffset, b, bOffset, n);
  }

  @Override
  public final void outside(
      float[] x,
      int xOffset,
      int stride,
      int n,
      float[] box,
      int boxOffset,
      int dimensions,
      float[] out,
      int outOffset) {
    account.called(Operation.OUTSIDE, Place.HOST);
    host.outside(x, xOffset, stride, n, box, boxOffset, dimensions, out, outOffset);
  }

  @Override
  public final int excessAlong(
      int[] next, int first, float[] boxes, float[] x, int xOffset, int n, float[] out) {
    account.called(Operation.EXCESS, Place.HOST);
    return host.excessAlong(next, first, boxes, x, xOffset, n, out);
  }

  @Override
  public final double enclose(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset) {
    account.called(Operation.ENCLOSE, Place.HOST);
    return host.enclose(a, aOffset, b, bOffset, dimensions, out, outOffset);
  }

  @Override
  public final void adamRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] mean,
      float[] square,
      AdamStep step) {
    account.called(Operation.ADAM_ROWS, Place.HOST);
    host.adamRows(row, firstRow, rows, columns, gradient, weights, mean, square, step);
  }

  @Override
  public final void adaGradRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] squares,
      float rate,
      float decay,
      float epsilon) {
    account.called(Operation.ADA_GRAD_ROWS, Place.HOST);
    host.adaGradRows(
        row, firstRow, rows, columns, gradient, weights, squares, rate, decay, epsilon);
  }

  @Override
  public final void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
    account.called(Operation.AXPY, Place.HOST);
    host.axpy(alpha, x, xOffset, y, yOffset, n);
  }
}

package dev.orrery.kernels.nd4j;

import dev.orrery.kernels.KernelAccount;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Room for floats where ND4J computes, outside of the Java heap. Not for two threads at once. */
final class Block {

  private DataBuffer buffer;

  /** Makes room for {@code n} values; what was there is lost when it grows. */
  Block atLeast(long n) {
    if (buffer == null || buffer.length() < n) {
      buffer = Nd4j.createUninitialized(DataType.FLOAT, Math.max(1, n)).data();
    }
    return this;
  }

  /** Copies {@code n} values in. */
  void put(float[] from, int offset, int n, KernelAccount account) {
    long began = System.nanoTime();
    floats().put(from, offset, n);
    account.sent(Float.BYTES * (long) n, System.nanoTime() - began);
  }

  /** Copies the first {@code n} values out. */
  void get(float[] to, int offset, int n, KernelAccount account) {
    long began = System.nanoTime();
    floats().get(to, offset, n);
    account.received(Float.BYTES * (long) n, System.nanoTime() - began);
  }

  private FloatPointer floats() {
    return new FloatPointer(buffer.pointer());
  }

  /**
   * A row-major matrix as BLAS sees it: transposed, column-major.
   *
   * @param rows rows of the row-major matrix, which are the columns of the result
   */
  INDArray transposed(int offset, int rows, int columns) {
    return Nd4j.create(buffer, new long[] {columns, rows}, new long[] {1, columns}, offset, 'f');
  }
}

package dev.orrery.kernels.nd4j;

import dev.orrery.kernels.KernelAccount;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Room for floats where ND4J computes, outside of the Java heap. Not for two threads at once. */
final class Block implements AutoCloseable {

  private final OffHeap memory;
  private OffHeap.Room room;
  private long length;

  Block(OffHeap memory) {
    this.memory = memory;
  }

  /** Makes room for {@code n} values; what was there is lost when it grows. */
  Block atLeast(long n) {
    if (room == null || room.isFree() || length < n) {
      close();
      length = Math.max(1, n);
      room = memory.room(length, this);
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
    return new FloatPointer(room.buffer().pointer());
  }

  /**
   * A row-major matrix as BLAS sees it: transposed, column-major. It is of use while the block is
   * referred to.
   *
   * @param rows rows of the row-major matrix, which are the columns of the result
   */
  INDArray transposed(int offset, int rows, int columns) {
    return Nd4j.create(
        room.buffer(), new long[] {columns, rows}, new long[] {1, columns}, offset, 'f');
  }

  /** Frees the memory; {@link #atLeast} takes some anew. */
  @Override
  public void close() {
    if (room != null) {
      room.free();
    }
  }
}

package dev.orrery.kernels.nd4j;

import dev.orrery.kernels.DeviceKernels;
import dev.orrery.kernels.Held;
import dev.orrery.kernels.OptionalBackend;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The kernels on ND4J's BLAS. */
final class Nd4jKernels extends DeviceKernels<Block> {

  /** Bytes outside of the heap up to which the garbage collector is not asked for more. */
  private static final long UNASKED_BYTES = 256L << 20;

  /** What a thread copies its operands and results into. */
  private record Scratch(Block left, Block right, Block result) {
    Scratch(OffHeap memory) {
      this(new Block(memory), new Block(memory), new Block(memory));
    }
  }

  private final OffHeap memory;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(this::newScratch);
  private final Map<float[], Block> held = Collections.synchronizedMap(new IdentityHashMap<>());

  Nd4jKernels() {
    this(new OffHeap(UNASKED_BYTES));
  }

  /** Kernels with a memory of their own, which {@link #close} frees. */
  Nd4jKernels(OffHeap memory) {
    super(Library.DESCRIPTION.orElseThrow());
    this.memory = memory;
  }

  private Scratch newScratch() {
    return new Scratch(memory);
  }

  @Override
  public String name() {
    return OptionalBackend.ND4J.backendName();
  }

  @Override
  public Held hold(float[] values) {
    Block block = new Block(memory).atLeast(values.length);
    block.put(values, 0, values.length, account);
    held.put(values, block);
    return () -> {
      held.remove(values, block);
      block.close();
    };
  }

  /** Frees all memory outside of the Java heap; matrices that were packed are of no use then. */
  @Override
  public void close() {
    held.clear();
    memory.close();
  }

  @Override
  protected Block upload(float[] matrix, int offset, int rows, int columns) {
    Block block = new Block(memory).atLeast((long) rows * columns);
    block.put(matrix, offset, rows * columns, account);
    return block;
  }

  @Override
  protected void products(
      float[] x,
      int xOffset,
      int rows,
      int columns,
      Block right,
      int rightRows,
      float[] out,
      int outOffset) {
    if (rows == 0) {
      return;
    }
    Scratch work = scratch.get();
    // Row-major out = x right^T is column-major out = right^T' x with both sides transposed.
    multiply(
        right.transposed(0, rightRows, columns),
        true,
        operand(x, xOffset, rows, columns, work.left()),
        false,
        work.result().atLeast((long) rows * rightRows).transposed(0, rows, rightRows));
    Reference.reachabilityFence(right);
    work.result().get(out, outOffset, rows * rightRows, account);
  }

  @Override
  protected void transposedProducts(
      float[] left,
      int leftOffset,
      int leftColumns,
      float[] right,
      int rightOffset,
      int rightColumns,
      int rows,
      float[] out) {
    if (rows == 0) {
      Arrays.fill(out, 0, leftColumns * rightColumns, 0);
      return;
    }
    Scratch work = scratch.get();
    INDArray result =
        work.result()
            .atLeast((long) leftColumns * rightColumns)
            .transposed(0, leftColumns, rightColumns);
    INDArray x = operand(left, leftOffset, rows, leftColumns, work.left());
    INDArray y =
        left == right && leftOffset == rightOffset && leftColumns == rightColumns
            ? x
            : operand(right, rightOffset, rows, rightColumns, work.right());
    multiply(y, false, x, true, result);
    work.result().get(out, 0, leftColumns * rightColumns, account);
  }

  private void multiply(
      INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray c) {
    long began = System.nanoTime();
    Nd4j.getBlasWrapper().level3().gemm(a, b, c, transposeA, transposeB, 1, 0);
    account.launched(System.nanoTime() - began);
  }

  /** Rows of an array where ND4J computes: held there, or copied into a thread's block. */
  private INDArray operand(float[] x, int xOffset, int rows, int columns, Block room) {
    Block kept = held.get(x);
    if (kept != null) {
      return kept.transposed(xOffset, rows, columns);
    }
    room.atLeast((long) rows * columns).put(x, xOffset, rows * columns, account);
    return room.transposed(0, rows, columns);
  }
}

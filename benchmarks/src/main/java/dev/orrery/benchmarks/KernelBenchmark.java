package dev.orrery.benchmarks;

import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The bulk kernels of each backend, on shapes that lie in the caches and on shapes that do not. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

  /** The backend. */
  @Param({"simd", "scalar", "textbook"})
  public String backend;

  /** Kernel and shape, see {@link KernelCase}. */
  @Param("nearest 4096 64 100")
  public String work;

  private Kernels kernels;
  private KernelCase shape;
  private Packed packed;
  private float[] x;
  private float[] right;
  private float[] out;
  private float[] distance;
  private int neighbors;
  private int[] nearest;
  private int[] label;
  private int[] rowStart;
  private int[] column;
  private float[] value;
  private double[] sums;
  private long[] counts;

  /** Fills the arrays that the case needs. */
  @Setup
  public void prepare() {
    // One thread of a CPU that is the device, too.
    kernels = Backends.select(backend).kernels(1);
    shape = KernelCase.parse(work);
    SplittableRandom random = new SplittableRandom(1);
    x = uniform((int) shape.values(), random);
    right = uniform(shape.k() * shape.columns(), random);
    packed = kernels.pack(right, 0, shape.k(), shape.columns());
    neighbors = Math.min(KernelCase.NEIGHBORS, shape.k());
    nearest = new int[shape.rows() * neighbors];
    distance = new float[shape.rows() * neighbors];
    label = random.ints(shape.rows(), 0, shape.k()).toArray();
    counts = new long[shape.k()];
    switch (shape.kernel()) {
      case "squaredDistances", "multiplyTransposed", "packAndMultiplyTransposed" ->
          out = new float[shape.rows() * shape.k()];
      case "addTransposedProduct" -> {
        right = uniform(shape.rows() * shape.k(), random);
        out = new float[shape.k() * shape.columns()];
      }
      case "squaredNorms" -> out = new float[shape.rows()];
      case "axpy" -> out = new float[shape.columns()];
      case "addGram" -> sums = new double[shape.columns() * shape.columns()];
      case "addRowsByLabel" -> sums = new double[shape.k() * shape.columns()];
      case "multiplySparse" -> {
        prepareSparse(random);
        out = new float[shape.rows() * shape.k()];
      }
      case "addSparseTransposedProduct" -> {
        prepareSparse(random);
        x = uniform(shape.rows() * shape.k(), random);
        out = new float[shape.columns() * shape.k()];
      }
      default -> out = new float[0];
    }
  }

  private void prepareSparse(SplittableRandom random) {
    int perRow = KernelCase.SPARSE_ELEMENTS;
    rowStart = new int[shape.rows() + 1];
    column = new int[shape.rows() * perRow];
    value = uniform(column.length, random);
    for (int r = 0; r < shape.rows(); r++) {
      rowStart[r + 1] = (r + 1) * perRow;
      for (int e = 0; e < perRow; e++) {
        column[r * perRow + e] = random.nextInt(shape.columns());
      }
      Arrays.sort(column, r * perRow, (r + 1) * perRow);
    }
    x = right;
  }

  static float[] uniform(int n, SplittableRandom random) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble() - 0.5f;
    }
    return values;
  }

  /** Runs the kernel once. */
  @Benchmark
  public Object run() {
    int rows = shape.rows();
    int d = shape.columns();
    switch (shape.kernel()) {
      case "nearest" -> kernels.nearest(x, 0, rows, packed, nearest, 0, null, 0);
      case "nearestWithDistance" -> kernels.nearest(x, 0, rows, packed, nearest, 0, distance, 0);
      case "squaredDistances" -> kernels.squaredDistances(x, 0, rows, packed, out, 0);
      case "topK" -> kernels.topK(x, 0, rows, packed, neighbors, nearest, distance);
      case "topKInnerProduct" ->
          kernels.topKInnerProduct(x, 0, rows, packed, neighbors, nearest, distance);
      case "multiplyTransposed" -> kernels.multiplyTransposed(x, 0, rows, packed, out, 0);
      case "packAndMultiplyTransposed" ->
          kernels.multiplyTransposed(x, 0, rows, kernels.pack(right, 0, shape.k(), d), out, 0);
      case "addTransposedProduct" ->
          kernels.addTransposedProduct(right, 0, shape.k(), x, 0, d, rows, out, 0);
      case "addSparseTransposedProduct" ->
          kernels.addSparseTransposedProduct(
              rowStart, column, value, 0, rows, x, 0, shape.k(), out);
      case "squaredNorms" -> kernels.squaredNorms(x, 0, rows, d, out, 0);
      case "axpy" -> kernels.axpy(1e-6f, x, 0, out, 0, d);
      case "addGram" -> kernels.addGram(x, 0, rows, d, sums);
      case "multiplySparse" ->
          kernels.multiplySparse(rowStart, column, value, 0, rows, x, shape.k(), out, 0);
      case "addRowsByLabel" -> kernels.addRowsByLabel(x, 0, rows, d, label, 0, sums, counts);
      default -> throw new IllegalArgumentException("no kernel " + shape.kernel());
    }
    return this;
  }
}

package dev.orrery.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
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

/**
 * The sgemm of the OpenBLAS that ND4J brings along, on one thread and on operands that lie where it
 * wants them: products alone, without copies, searches or sums in double.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SgemmBenchmark {

  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;

  /** A {@link KernelCase} whose products are to be formed. */
  @Param("nearest 4096 128 256")
  public String work;

  private KernelCase shape;
  private boolean gram;
  private FloatPointer x;
  private FloatPointer right;
  private FloatPointer out;

  /** Whether a kernel is one whose products sgemm forms. */
  static boolean forms(KernelCase c) {
    return switch (c.kernel()) {
      case "nearest", "squaredDistances", "multiplyTransposed", "addGram", "topK" -> true;
      default -> false;
    };
  }

  /** Fills the operands. */
  @Setup
  public void prepare() {
    openblas_nolapack.blas_set_num_threads(1);
    shape = KernelCase.parse(work);
    gram = shape.kernel().equals("addGram");
    SplittableRandom random = new SplittableRandom(1);
    x = new FloatPointer(KernelBenchmark.uniform(shape.rows() * shape.columns(), random));
    right = new FloatPointer(KernelBenchmark.uniform(shape.k() * shape.columns(), random));
    long cells = gram ? (long) shape.columns() * shape.columns() : (long) shape.rows() * shape.k();
    out = new FloatPointer(cells);
  }

  /** The products once: of the whole matrix for a Gram matrix, since sgemm knows no symmetry. */
  @Benchmark
  public FloatPointer run() {
    int d = shape.columns();
    if (gram) {
      openblas_nolapack.cblas_sgemm(
          ROW_MAJOR, TRANSPOSE, NO_TRANSPOSE, d, d, shape.rows(), 1, x, d, x, d, 0, out, d);
    } else {
      int k = shape.k();
      openblas_nolapack.cblas_sgemm(
          ROW_MAJOR, NO_TRANSPOSE, TRANSPOSE, shape.rows(), k, d, 1, x, d, right, d, 0, out, k);
    }
    return out;
  }

  /** Floating-point operations of one call: all that it does. */
  static double flops(KernelCase c) {
    return c.kernel().equals("addGram")
        ? 2.0 * c.rows() * c.columns() * c.columns()
        : 2.0 * c.rows() * c.columns() * c.k();
  }
}

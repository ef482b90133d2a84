package dev.orrery.benchmarks;

import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
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

/**
 * The kernels on two vectors. They are over in tens of nanoseconds, so each has a method of its own
 * in which nothing else is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PairBenchmark {

  /** The backend. */
  @Param({"simd", "scalar", "textbook"})
  public String backend;

  /** Rows that are walked through, one each call: few in cache, many in memory. */
  @Param({"8", "200000"})
  public int rows;

  /** Length of a row. */
  @Param("256")
  public int columns;

  private Kernels kernels;
  private float[] x;
  private float[] other;
  private int row;

  /** Fills the rows. */
  @Setup
  public void prepare() {
    kernels = Backends.select(backend).kernels(1);
    SplittableRandom random = new SplittableRandom(1);
    x = KernelBenchmark.uniform(rows * columns, random);
    other = KernelBenchmark.uniform(columns, random);
  }

  /** An inner product. */
  @Benchmark
  public float dot() {
    return kernels.dot(x, advance(), other, 0, columns);
  }

  /** A squared distance. */
  @Benchmark
  public float squaredDistance() {
    return kernels.squaredDistance(x, advance(), other, 0, columns);
  }

  private int advance() {
    row = row + 1 < rows ? row + 1 : 0;
    return row * columns;
  }
}

package dev.orrery.benchmarks;

import dev.orrery.core.run.Parallel;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.Nd4jBlas;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A bulk kernel on ND4J, in blocks of rows by our threads, with and without threads of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-Xms2g",
      "-Xmx2g",
      "-XX:+AlwaysPreTouch"
    })
@Warmup(iterations = 5)
@Measurement(iterations = 15)
public class OwnThreadsBenchmark {

  private static final int ROWS = 65_536;
  private static final int COLUMNS = 128;
  private static final int K = 256;

  /** Rows of a block, as the algorithms deal them out. */
  private static final int BLOCK = 1024;

  /** The work in words. */
  static final String TITLE =
      "The kernel `nearest` of the backend nd4j: %,d x %d, k = %d, in blocks of %,d rows"
          .formatted(ROWS, COLUMNS, K, BLOCK);

  /** Our threads. */
  @Param("2")
  public int ours;

  /** Threads of ND4J and its OpenBLAS. */
  @Param("1")
  public int own;

  private final int[] nearest = new int[ROWS];
  private Kernels kernels;
  private Parallel parallel;
  private Packed packed;
  private float[] x;

  /** Fills the operands, and sets ND4J's threads after the backend has set them to one. */
  @Setup
  public void prepare() {
    kernels = Backends.select("nd4j").kernels();
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(own);
    environment.setMaxMasterThreads(own);
    ((Nd4jBlas) Nd4j.factory().blas()).setMaxThreads(own);
    parallel = new Parallel(ours);
    SplittableRandom random = new SplittableRandom(1);
    x = KernelBenchmark.uniform(ROWS * COLUMNS, random);
    packed = kernels.pack(KernelBenchmark.uniform(K * COLUMNS, random), 0, K, COLUMNS);
  }

  /** All rows once. */
  @Benchmark
  public int[] run() {
    parallel.forEach(
        ROWS,
        BLOCK,
        (from, to) ->
            kernels.nearest(x, from * COLUMNS, to - from, packed, nearest, from, null, 0));
    return nearest;
  }

  /** Ends our threads. */
  @TearDown
  public void close() {
    parallel.close();
  }
}

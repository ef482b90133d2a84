package dev.orrery.benchmarks;

import dev.orrery.core.data.DenseMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Full-batch k-means, ours and the peers', on the same blobs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-Xms4g",
      "-Xmx4g"
    })
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class KMeansBenchmark {

  /** Who. */
  @Param({"orrery-simd-lloyd", "orrery-scalar-lloyd", "elki", "tribuo", "smile"})
  public String contender;

  /** Number of rows. */
  @Param("100000")
  public int rows;

  /** Number of columns. */
  @Param("64")
  public int columns;

  /** Number of clusters. */
  @Param("100")
  public int k;

  /** Updates of the centers. */
  @Param("20")
  public int iterations;

  /** Threads, for those who take a number. */
  @Param("2")
  public int threads;

  private DenseMatrix data;
  private KMeansContender ready;
  private float[] centers;

  /** Makes the data and hands it over. */
  @Setup
  public void prepare() {
    data = Blobs.of(rows, columns, 100, 1);
    ready = KMeansContender.of(contender, data, k, iterations, threads);
  }

  /** One clustering from start to end. */
  @Benchmark
  public float[] cluster() {
    centers = ready.cluster();
    return centers;
  }

  /** Leaves the quality reached where {@link KMeansReport} finds it. */
  @TearDown
  public void tellQuality() throws IOException {
    String file = System.getProperty("orrery.quality");
    if (file != null) {
      Files.writeString(
          Path.of(file), Blobs.inertia(data, centers) + " " + ready.distances().orElse(-1));
    }
  }
}

package dev.orrery.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

/** The algorithms, ours and the peers', on the same data. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-Xms5g",
      "-Xmx5g",
      "-XX:+AlwaysPreTouch"
    })
@Warmup(iterations = 5)
@Measurement(iterations = 9)
public class RaceBenchmark {

  /** Which race, as {@link Contender} knows it. */
  @Param("knn")
  public String race;

  /** Who. */
  @Param("orrery-simd")
  public String contender;

  /** Sizes of data and task, such as {@code rows=100000,columns=64}. */
  @Param("rows=100000,columns=64,queries=2000,k=10")
  public String size;

  /** Threads, for those who take a number. */
  @Param("2")
  public int threads;

  private Contender ready;

  /** Makes the data and hands it over. */
  @Setup
  public void prepare() {
    Map<String, Integer> sizes = RaceData.sizes(size);
    ready = Contender.of(race, contender, sizes, RaceData.of(race, sizes), threads);
  }

  /** The timed work once. */
  @Benchmark
  public void run() {
    ready.run();
  }

  /** Leaves quality, distances and scale where {@link RaceRunner} finds them. */
  @TearDown
  public void tellQuality() throws IOException {
    String file = System.getProperty("orrery.quality");
    if (file != null) {
      Files.writeString(
          Path.of(file), ready.quality() + " " + ready.distances() + " " + ready.scale());
    }
  }
}

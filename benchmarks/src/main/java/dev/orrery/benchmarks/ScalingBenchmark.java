package dev.orrery.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The stages of our algorithms at growing sizes. All sizes of a line are measured in one virtual
 * machine by turns, one single shot after the other, so that they meet the same compiled code and
 * the same neighbours on the machine. The collector is one that works only while it stops the
 * program.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UseParallelGC",
      "-Xms4g",
      "-Xmx4g",
      "-Xmn2g",
      "-XX:+AlwaysPreTouch"
    })
@Warmup(iterations = 10)
@Measurement(iterations = 35)
public class ScalingBenchmark {

  /** A {@link ScalingLine} by its name. */
  @Param("kmeans update by rows")
  public String line;

  /** Most threads that a line may have. */
  @Param("2")
  public int threads;

  /** What JMH does not time: the processor's time of the thread that works. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Processor {

    /** Seconds of one shot. */
    public double processorSeconds;
  }

  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private ScalingTask[] tasks;
  private int next;
  private ScalingTask task;

  /** Makes the rows. */
  @Setup
  public void prepare() {
    tasks = ScalingTask.of(ScalingLines.find(line, threads));
  }

  /** Goes on to the next size, and after the last to the first. */
  @Setup(Level.Iteration)
  public void advance() {
    task = tasks[next];
    next = (next + 1) % tasks.length;
    task.prepare();
  }

  /** The stage once. */
  @Benchmark
  public Object run(Processor processor) {
    long began = clock.getCurrentThreadCpuTime();
    Object done = task.run();
    processor.processorSeconds = (clock.getCurrentThreadCpuTime() - began) / 1e9;
    return done;
  }
}

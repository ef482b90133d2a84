package dev.orrery.benchmarks;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The rate of fused multiply-adds that vectors of the preferred width reach in registers alone:
 * twelve independent sums, no memory. What a kernel reaches is told as a fraction of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FmaProbe {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEPS = 10_000;

  /** Floating-point operations of one call, two for each multiply-add. */
  public static final double FLOPS = 2.0 * 12 * STEPS * SPECIES.length();

  private float factor = 0.999f;
  private float term = 0.001f;

  /** On one thread. */
  @Benchmark
  public float oneThread() {
    return run();
  }

  /** On two threads, each of which does the whole work. */
  @Benchmark
  @Threads(2)
  public float twoThreads() {
    return run();
  }

  private float run() {
    FloatVector m = FloatVector.broadcast(SPECIES, factor);
    FloatVector a = FloatVector.broadcast(SPECIES, term);
    FloatVector s0 = FloatVector.broadcast(SPECIES, 0);
    FloatVector s1 = FloatVector.broadcast(SPECIES, 1);
    FloatVector s2 = FloatVector.broadcast(SPECIES, 2);
    FloatVector s3 = FloatVector.broadcast(SPECIES, 3);
    FloatVector s4 = FloatVector.broadcast(SPECIES, 4);
    FloatVector s5 = FloatVector.broadcast(SPECIES, 5);
    FloatVector s6 = FloatVector.broadcast(SPECIES, 6);
    FloatVector s7 = FloatVector.broadcast(SPECIES, 7);
    FloatVector s8 = FloatVector.broadcast(SPECIES, 8);
    FloatVector s9 = FloatVector.broadcast(SPECIES, 9);
    FloatVector s10 = FloatVector.broadcast(SPECIES, 10);
    FloatVector s11 = FloatVector.broadcast(SPECIES, 11);
    for (int i = 0; i < STEPS; i++) {
      s0 = s0.fma(m, a);
      s1 = s1.fma(m, a);
      s2 = s2.fma(m, a);
      s3 = s3.fma(m, a);
      s4 = s4.fma(m, a);
      s5 = s5.fma(m, a);
      s6 = s6.fma(m, a);
      s7 = s7.fma(m, a);
      s8 = s8.fma(m, a);
      s9 = s9.fma(m, a);
      s10 = s10.fma(m, a);
      s11 = s11.fma(m, a);
    }
    FloatVector sum =
        s0.add(s1)
            .add(s2)
            .add(s3)
            .add(s4)
            .add(s5)
            .add(s6)
            .add(s7)
            .add(s8)
            .add(s9)
            .add(s10)
            .add(s11);
    return sum.lane(0);
  }
}

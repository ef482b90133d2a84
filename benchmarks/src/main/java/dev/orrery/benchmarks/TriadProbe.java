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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The triad of STREAM (McCalpin 1995), {@code a = b + s c}, on arrays far larger than the caches:
 * the rate of bytes that memory gives one thread. Counted as STREAM counts: each value read or
 * written once, nothing for lines that are fetched only to be overwritten.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TriadProbe {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int N = 1 << 24;

  /** Bytes of one call. */
  public static final double BYTES = 3.0 * Float.BYTES * N;

  private float[] a;
  private float[] b;
  private float[] c;

  /** Fills the arrays. */
  @Setup
  public void prepare() {
    a = new float[N];
    b = new float[N];
    c = new float[N];
    for (int i = 0; i < N; i++) {
      b[i] = i;
      c[i] = 1;
    }
  }

  /** On one thread. */
  @Benchmark
  public float[] triad() {
    FloatVector s = FloatVector.broadcast(SPECIES, 3);
    for (int i = 0; i < N; i += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, c, i)
          .fma(s, FloatVector.fromArray(SPECIES, b, i))
          .intoArray(a, i);
    }
    return a;
  }
}

package dev.orrery.core.run;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * All randomness of a run, from one seed: an independent stream for every purpose. A stream depends
 * on the seed, the purpose and the indexes alone, never on what was drawn before, so that a resumed
 * run draws what an undisturbed one would have.
 */
public final class RandomStreams {

  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final long seed;

  /** The streams of a seed. */
  public RandomStreams(long seed) {
    this.seed = seed;
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  /**
   * A new generator at the start of the stream for a purpose.
   *
   * @param purpose a name such as {@code kmeans.init}
   * @param indexes which of several like streams, such as the number of a trial
   */
  public RandomGenerator stream(String purpose, long... indexes) {
    long hash = mix(seed ^ 0x9E3779B97F4A7C15L);
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash ^ purpose.charAt(i));
    }
    for (long index : indexes) {
      hash = mix(hash + 0x9E3779B97F4A7C15L ^ index);
    }
    return FACTORY.create(hash);
  }

  /**
   * Stafford's thirteenth mixing function of 64 bits (as in {@link java.util.SplittableRandom}).
   */
  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}

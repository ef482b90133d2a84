package dev.orrery.datasets;

/**
 * An order of the numbers 0 to n - 1 that looks random and needs no memory: a Feistel network of
 * four rounds over the next power of four, walked until it lands below n (J. Black, P. Rogaway
 * 2002, Ciphers with arbitrary finite domains, CT-RSA: cycle-walking).
 */
final class Permutation {

  private static final int ROUNDS = 4;

  private final long size;
  private final int half;
  private final long mask;
  private final long[] keys = new long[ROUNDS];

  Permutation(long size, Draws draws) {
    this.size = size;
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, size - 1));
    half = (bits + 1) / 2;
    mask = (1L << half) - 1;
    for (int r = 0; r < ROUNDS; r++) {
      keys[r] = draws.bits();
    }
  }

  /** The number in a place; every number is in one place. */
  long at(long place) {
    long x = place;
    do {
      x = mixed(x);
    } while (x >= size);
    return x;
  }

  private long mixed(long x) {
    long left = x >>> half;
    long right = x & mask;
    for (long key : keys) {
      long z = (right ^ key) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 29) * 0x94D049BB133111EBL;
      long next = left ^ (z ^ z >>> 32) & mask;
      left = right;
      right = next;
    }
    return left << half | right;
  }
}

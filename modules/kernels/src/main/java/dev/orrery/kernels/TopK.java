package dev.orrery.kernels;

/**
 * The k smallest of a stream of distances or other keys, kept in a slice of the caller's arrays: a
 * heap with the greatest of them first, until it is {@linkplain #sort sorted}. Ties go by index,
 * and a key that is not a number is greater than all that are.
 */
final class TopK {

  private TopK() {}

  /**
   * Inserts a candidate. Candidates must come by ascending index.
   *
   * @param offset start of the slice; of a full one the greatest key is there
   * @param found how many entries the slice holds
   * @param k how many it may hold
   * @return how many it holds now
   */
  static int insert(
      int[] index, float[] keys, int offset, int found, int k, int candidate, float key) {
    if (found < k) {
      rise(index, keys, offset, found, candidate, key);
      return found + 1;
    }
    // One that ties with the greatest has the higher index.
    if (key < keys[offset] || (Float.isNaN(keys[offset]) && !Float.isNaN(key))) {
      sink(index, keys, offset, k, candidate, key);
    }
    return k;
  }

  /** Sorts a slice of {@code n} entries, the least key first. */
  static void sort(int[] index, float[] keys, int offset, int n) {
    for (int last = n - 1; last > 0; last--) {
      int candidate = index[offset + last];
      float key = keys[offset + last];
      index[offset + last] = index[offset];
      keys[offset + last] = keys[offset];
      sink(index, keys, offset, last, candidate, key);
    }
  }

  /** Turns {@code n} keys, by which the greatest came first, into what they stood for. */
  static void negate(float[] keys, int n) {
    for (int i = 0; i < n; i++) {
      keys[i] = -keys[i];
    }
  }

  /** Whether a key is greater than a limit; none is where the limit is not a number. */
  static boolean beyond(float key, float limit) {
    return key > limit || Float.isNaN(key) && !Float.isNaN(limit);
  }

  /** Lets an entry rise from the free place behind {@code n} others. */
  private static void rise(int[] index, float[] keys, int offset, int n, int candidate, float key) {
    int at = n;
    while (at > 0) {
      int parent = offset + (at - 1) / 2;
      if (!greater(key, candidate, keys[parent], index[parent])) {
        break;
      }
      keys[offset + at] = keys[parent];
      index[offset + at] = index[parent];
      at = (at - 1) / 2;
    }
    keys[offset + at] = key;
    index[offset + at] = candidate;
  }

  /** Lets an entry sink from the first place of {@code n}, which is free. */
  private static void sink(int[] index, float[] keys, int offset, int n, int candidate, float key) {
    int at = 0;
    while (2 * at + 1 < n) {
      int child = offset + 2 * at + 1;
      int other = child + 1;
      if (other < offset + n && greater(keys[other], index[other], keys[child], index[child])) {
        child = other;
      }
      if (!greater(keys[child], index[child], key, candidate)) {
        break;
      }
      keys[offset + at] = keys[child];
      index[offset + at] = index[child];
      at = child - offset;
    }
    keys[offset + at] = key;
    index[offset + at] = candidate;
  }

  private static boolean greater(float key, int index, float otherKey, int otherIndex) {
    if (key > otherKey) {
      return true;
    }
    if (key < otherKey) {
      return false;
    }
    boolean unordered = Float.isNaN(key);
    return unordered == Float.isNaN(otherKey) ? index > otherIndex : unordered;
  }
}

package dev.orrery.formats;

import java.util.Arrays;

/** A row as it stands in a file, checked by nobody yet. Reused from row to row. */
final class Vector {

  /** The width of a row that does not tell its width, as in libsvm. */
  static final long UNTOLD = -1;

  private static final long[] NO_KEYS = new long[0];

  float[] values = new float[64];
  int count;

  /** Whether each value has a key. */
  boolean sparse;

  long[] keys = NO_KEYS;
  int keyCount;

  /** Number of features. */
  long width;

  float[] labels = new float[4];
  int labelCount;

  void clear() {
    count = 0;
    sparse = false;
    keyCount = 0;
    width = UNTOLD;
    labelCount = 0;
  }

  void value(float x) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = x;
  }

  void key(long key) {
    if (keyCount == keys.length) {
      keys = Arrays.copyOf(keys, Math.max(64, 2 * keyCount));
    }
    keys[keyCount++] = key;
  }

  void label(float x) {
    if (labelCount == labels.length) {
      labels = Arrays.copyOf(labels, 2 * labelCount);
    }
    labels[labelCount++] = x;
  }

  /** Brings the keys into ascending order, each with its value; returns whether all differ. */
  boolean sort() {
    boolean ascending = true;
    for (int i = 1; i < keyCount && ascending; i++) {
      ascending = keys[i - 1] < keys[i];
    }
    if (ascending) {
      return true;
    }
    long[] order = new long[keyCount];
    for (int i = 0; i < keyCount; i++) {
      // Keys are below 2^31 here, so that key and place fit one number.
      order[i] = keys[i] << 32 | i;
    }
    Arrays.sort(order);
    float[] sorted = new float[keyCount];
    for (int i = 0; i < keyCount; i++) {
      sorted[i] = values[(int) order[i]];
      keys[i] = order[i] >>> 32;
    }
    System.arraycopy(sorted, 0, values, 0, keyCount);
    for (int i = 1; i < keyCount; i++) {
      if (keys[i - 1] == keys[i]) {
        return false;
      }
    }
    return true;
  }
}

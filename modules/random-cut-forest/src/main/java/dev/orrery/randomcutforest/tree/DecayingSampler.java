package dev.orrery.randomcutforest.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A sample without replacement of the rows of a stream in which a row of age a counts e^(-decay a)
 * (Efraimidis and Spirakis, "Weighted Random Sampling with a Reservoir", Information Processing
 * Letters 97, 2006): every row draws E from the exponential distribution and gets the key log(E) -
 * decay * time; the rows of the lowest keys are kept, in a heap with the highest on top.
 */
final class DecayingSampler {

  private final double[] key;
  private final int[] leaf;
  private int size;

  DecayingSampler(int capacity) {
    key = new double[capacity];
    leaf = new int[capacity];
  }

  boolean full() {
    return size == key.length;
  }

  int size() {
    return size;
  }

  /** The key that a further row must stay below, once it is full. */
  double highestKey() {
    return key[0];
  }

  /** The leaf of the row that goes next. */
  int worstLeaf() {
    return leaf[0];
  }

  double key(int index) {
    return key[index];
  }

  int leaf(int index) {
    return leaf[index];
  }

  void add(double newKey, int newLeaf) {
    int i = size++;
    while (i > 0 && key[(i - 1) / 2] < newKey) {
      key[i] = key[(i - 1) / 2];
      leaf[i] = leaf[(i - 1) / 2];
      i = (i - 1) / 2;
    }
    key[i] = newKey;
    leaf[i] = newLeaf;
  }

  /** Puts a row in the place of the one with the highest key. */
  void replaceWorst(double newKey, int newLeaf) {
    int i = 0;
    while (2 * i + 1 < size) {
      int below = 2 * i + 1;
      if (below + 1 < size && key[below + 1] > key[below]) {
        below++;
      }
      if (key[below] <= newKey) {
        break;
      }
      key[i] = key[below];
      leaf[i] = leaf[below];
      i = below;
    }
    key[i] = newKey;
    leaf[i] = newLeaf;
  }

  void write(DataOutput out, int[] leafIndex) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(key[i]);
      out.writeInt(leafIndex[leaf[i]]);
    }
  }

  static DecayingSampler read(DataInput in, int capacity) throws IOException {
    DecayingSampler sampler = new DecayingSampler(capacity);
    int size = in.readInt();
    if (size < 0 || size > capacity) {
      throw new IOException("a sample of " + size + " rows where there is room for " + capacity);
    }
    sampler.size = size;
    for (int i = 0; i < size; i++) {
      sampler.key[i] = in.readDouble();
      sampler.leaf[i] = in.readInt();
      if (sampler.leaf[i] < 0 || sampler.leaf[i] >= capacity) {
        throw new IOException("leaf " + sampler.leaf[i]);
      }
    }
    return sampler;
  }

  /** The keys of the lowest rows of several samples, as many as there is room for. */
  static double[] lowest(double[] keys, int capacity) {
    double[] sorted = keys.clone();
    Arrays.sort(sorted);
    return Arrays.copyOf(sorted, Math.min(capacity, sorted.length));
  }
}

package dev.orrery.knn.index;

import java.util.Arrays;

/**
 * For each of some queries, the k vectors of least key that were offered so far, least first, ties
 * by index; a key that is not a number is greater than all that are. They are kept in the arrays of
 * the answer.
 */
final class NearestLists {

  private final int k;
  private final int[] index;
  private final float[] key;
  private final int at;
  private final int[] size;

  /** Empty lists for {@code count} queries, in slices of k from {@code at}. */
  NearestLists(int k, int[] index, float[] key, int at, int count) {
    this.k = k;
    this.index = index;
    this.key = key;
    this.at = at;
    this.size = new int[count];
    Arrays.fill(key, at, at + count * k, Float.NaN);
    Arrays.fill(index, at, at + count * k, Integer.MAX_VALUE);
  }

  /** Most that a list holds. */
  int k() {
    return k;
  }

  /** A vector of a greater key than this has no place; NaN while every one has. */
  float worst(int query) {
    return key[at + query * k + k - 1];
  }

  /** Offers a vector. */
  void offer(int query, int candidate, float d) {
    int first = at + query * k;
    int last = first + k - 1;
    if (d > key[last] || !before(d, candidate, last)) {
      return;
    }
    int place = first + Math.min(size[query], k - 1);
    size[query] = place - first + 1;
    while (place > first && before(d, candidate, place - 1)) {
      key[place] = key[place - 1];
      index[place] = index[place - 1];
      place--;
    }
    key[place] = d;
    index[place] = candidate;
  }

  private boolean before(float d, int candidate, int place) {
    float other = key[place];
    if (d < other) {
      return true;
    }
    boolean ties = d == other || Float.isNaN(d) && Float.isNaN(other);
    return ties ? candidate < index[place] : Float.isNaN(other);
  }
}

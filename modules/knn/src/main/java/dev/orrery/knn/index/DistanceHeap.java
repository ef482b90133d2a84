package dev.orrery.knn.index;

import java.util.Arrays;

/** Vectors by distance, ties by index, with the nearest or the furthest of them on top. */
final class DistanceHeap {

  private final boolean nearestFirst;
  private float[] distance = new float[64];
  private int[] index = new int[64];
  private int size;

  DistanceHeap(boolean nearestFirst) {
    this.nearestFirst = nearestFirst;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  float topDistance() {
    return distance[0];
  }

  int topIndex() {
    return index[0];
  }

  void add(int i, float d) {
    if (size == index.length) {
      distance = Arrays.copyOf(distance, 2 * size);
      index = Arrays.copyOf(index, 2 * size);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!above(d, i, distance[parent], index[parent])) {
        break;
      }
      distance[at] = distance[parent];
      index[at] = index[parent];
      at = parent;
    }
    distance[at] = d;
    index[at] = i;
  }

  /** Takes the top away. */
  void remove() {
    size--;
    float d = distance[size];
    int i = index[size];
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size
          && above(distance[child + 1], index[child + 1], distance[child], index[child])) {
        child++;
      }
      if (!above(distance[child], index[child], d, i)) {
        break;
      }
      distance[at] = distance[child];
      index[at] = index[child];
      at = child;
    }
    distance[at] = d;
    index[at] = i;
  }

  private boolean above(float d, int i, float other, int otherIndex) {
    boolean before = d < other || d == other && i < otherIndex;
    return nearestFirst == before;
  }
}

package dev.orrery.knn.index;

/** The k nearest of the vectors offered so far, nearest first, ties by index. */
final class NearestList {

  private final float[] distance;
  private final int[] index;
  private int size;

  NearestList(int k) {
    this.distance = new float[k];
    this.index = new int[k];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  boolean full() {
    return size == index.length;
  }

  /** A vector at a greater distance than this has no place. */
  float worst() {
    return full() ? distance[size - 1] : Float.POSITIVE_INFINITY;
  }

  void offer(int candidate, float d) {
    if (full() && !before(d, candidate, size - 1)) {
      return;
    }
    int at = full() ? size - 1 : size++;
    while (at > 0 && before(d, candidate, at - 1)) {
      distance[at] = distance[at - 1];
      index[at] = index[at - 1];
      at--;
    }
    distance[at] = d;
    index[at] = candidate;
  }

  private boolean before(float d, int candidate, int place) {
    return d < distance[place] || d == distance[place] && candidate < index[place];
  }

  void copyTo(int[] indexes, float[] distances, int at) {
    System.arraycopy(index, 0, indexes, at, size);
    System.arraycopy(distance, 0, distances, at, size);
  }
}

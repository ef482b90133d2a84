package dev.orrery.randomcutforest.tree;

/** The indexes of an array that are not in use, the one given back last taken first. */
final class FreeList {

  private final int[] free;
  private int count;

  /** All indexes below {@code size} are free; 0 is taken first. */
  FreeList(int size) {
    free = new int[size];
    count = size;
    for (int i = 0; i < size; i++) {
      free[i] = size - 1 - i;
    }
  }

  int take() {
    if (count == 0) {
      throw new IllegalStateException("the tree is full");
    }
    return free[--count];
  }

  void give(int index) {
    free[count++] = index;
  }

  int length() {
    return free.length;
  }
}

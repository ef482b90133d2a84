package dev.orrery.knn.index;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The layers of a navigable small world: which vectors are joined to which. */
final class HnswGraph {

  final int m;

  /** The highest layer of each vector, from 0. */
  final int[] level;

  /** Neighbours in layer l of vector i, in {@code links[i][l]}. */
  final int[][][] links;

  int entry;
  int top;

  HnswGraph(int m, int[] level, int[][][] links, int entry, int top) {
    this.m = m;
    this.level = level;
    this.links = links;
    this.entry = entry;
    this.top = top;
  }

  static HnswGraph empty(int m, int[] level) {
    int[][][] links = new int[level.length][][];
    for (int i = 0; i < level.length; i++) {
      links[i] = new int[level[i] + 1][0];
    }
    return new HnswGraph(m, level, links, 0, level[0]);
  }

  /** Most neighbours of a vector in a layer. */
  int most(int layer) {
    return layer == 0 ? 2 * m : m;
  }

  void tell(BuildListener listener) {
    for (int layer = top; layer >= 0; layer--) {
      int here = layer;
      int[] nodes = IntStream.range(0, level.length).filter(i -> level[i] >= here).toArray();
      int[] edges =
          Arrays.stream(nodes)
              .flatMap(
                  i ->
                      Arrays.stream(links[i][here])
                          .filter(j -> i < j || !contains(links[j][here], i))
                          .flatMap(j -> IntStream.of(i, j)))
              .toArray();
      listener.layer(layer, nodes, edges);
    }
  }

  private static boolean contains(int[] all, int one) {
    return Arrays.stream(all).anyMatch(i -> i == one);
  }
}

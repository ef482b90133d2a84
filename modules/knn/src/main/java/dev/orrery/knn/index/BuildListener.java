package dev.orrery.knn.index;

/**
 * Hears how an index is built, so that it can be drawn; each method does nothing unless defined.
 */
public interface BuildListener {

  /** One that hears nothing. */
  BuildListener NONE = new BuildListener() {};

  /**
   * The cells of an inverted index moved once.
   *
   * @param iteration from 0
   * @param centers {@code cells x dimension}
   * @param rows vectors in each cell
   * @param loss mean squared distance of the vectors to the centers of their cells, before the move
   */
  default void cells(int iteration, float[] centers, int[] rows, double loss) {}

  /**
   * The codebook of a part of the vectors is ready.
   *
   * @param part which, from 0
   * @param first first element of the part
   * @param width its elements
   * @param codewords {@code n x width}
   * @param loss mean squared distance of the parts to their codewords
   */
  default void codebook(int part, int first, int width, float[] codewords, double loss) {}

  /**
   * A k-d tree cut all boxes of a level.
   *
   * @param level from 0
   * @param low low corner of each box, {@code boxes x dimension}
   * @param high high corner of each box, {@code boxes x dimension}
   * @param widest the element that the first box was cut by
   * @param at where it was cut
   */
  default void cuts(int level, float[] low, float[] high, int widest, float at) {}

  /** Whether the edges of a graph's layers are wanted. */
  default boolean wantsLayers() {
    return false;
  }

  /**
   * A layer of a graph is ready.
   *
   * @param layer from 0, the lowest
   * @param nodes its vectors
   * @param edges pairs of vectors that are joined, one after the other
   */
  default void layer(int layer, int[] nodes, int[] edges) {}
}

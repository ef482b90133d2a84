package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;
import java.util.Arrays;

/**
 * {@code kdtree}: the box around the vectors is cut at the median of its widest side, again and
 * again (Bentley, CACM 18, 1975; Friedman, Bentley and Finkel, TOMS 3, 1977). A search goes down to
 * the query's leaf and back up, and enters the other side of a cut only where a nearer vector could
 * lie (incremental distances as in Arya and Mount, 1993). Exact; L2 only. Cost of a query: about
 * O(log rows) in a few dimensions, O(rows) in many.
 */
public final class KdTreeIndex implements NeighborIndex {

  private static final int LEAF = 16;

  /** Levels of cuts that are told to a listener. */
  private static final int TOLD = 6;

  final int n;
  final int d;
  final int levels;

  /** The vectors, leaf by leaf. */
  final float[] vectors;

  final int[] id;

  /** Element by which node i is cut, whose children are 2i + 1 and 2i + 2. */
  final int[] cutBy;

  final float[] cutAt;

  KdTreeIndex(int n, int d, int levels, float[] vectors, int[] id, int[] cutBy, float[] cutAt) {
    this.n = n;
    this.d = d;
    this.levels = levels;
    this.vectors = vectors;
    this.id = id;
    this.cutBy = cutBy;
    this.cutAt = cutAt;
  }

  /** Builds a tree of some vectors, {@code n x d}. */
  public static KdTreeIndex of(float[] x, int n, int d, BuildListener listener) {
    int levels = 0;
    while (n >> levels > LEAF) {
      levels++;
    }
    int nodes = (1 << levels) - 1;
    int[] id = new int[n];
    for (int i = 0; i < n; i++) {
      id[i] = i;
    }
    KdTreeIndex tree =
        new KdTreeIndex(n, d, levels, new float[n * d], id, new int[nodes], new float[nodes]);
    tree.cut(x, 0, 0, n, 0);
    for (int i = 0; i < n; i++) {
      System.arraycopy(x, id[i] * d, tree.vectors, i * d, d);
    }
    tree.tell(listener);
    return tree;
  }

  private void cut(float[] x, int node, int from, int to, int level) {
    if (level == levels) {
      Arrays.sort(id, from, to);
      return;
    }
    int widest = widest(x, from, to);
    long[] order = new long[to - from];
    for (int i = from; i < to; i++) {
      // The bits of a float, made to sort as the numbers do; -0 and 0 are one number.
      int bits = Float.floatToIntBits(x[id[i] * d + widest] + 0.0f);
      order[i - from] = ((long) (bits ^ (bits >> 31 & 0x7fffffff)) << 32) | id[i];
    }
    Arrays.sort(order);
    for (int i = from; i < to; i++) {
      id[i] = (int) order[i - from];
    }
    int middle = (from + to) >>> 1;
    cutBy[node] = widest;
    cutAt[node] = x[id[middle] * d + widest];
    cut(x, 2 * node + 1, from, middle, level + 1);
    cut(x, 2 * node + 2, middle, to, level + 1);
  }

  private int widest(float[] x, int from, int to) {
    int widest = 0;
    double most = -1;
    for (int j = 0; j < d; j++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        float value = x[id[i] * d + j];
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      if ((double) high - low > most) {
        most = (double) high - low;
        widest = j;
      }
    }
    return widest;
  }

  @Override
  public String type() {
    return "kdtree";
  }

  @Override
  public Similarity similarity() {
    return Similarity.L2;
  }

  @Override
  public int rows() {
    return n;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public void search(
      float[] x,
      int xOffset,
      int count,
      int k,
      SearchOptions options,
      Kernels kernels,
      int[] index,
      float[] distance,
      int at) {
    Search search = new Search(x, k, kernels);
    for (int q = 0; q < count; q++) {
      search.run(xOffset + q * d);
      search.list.copyTo(index, distance, at + q * k);
    }
  }

  private final class Search {
    private final float[] x;
    private final Kernels kernels;
    private final NearestList list;
    private final double[] offset = new double[d];
    private int query;

    Search(float[] x, int k, Kernels kernels) {
      this.x = x;
      this.kernels = kernels;
      this.list = new NearestList(k);
    }

    void run(int at) {
      query = at;
      list.clear();
      Arrays.fill(offset, 0);
      visit(0, 0, n, 0, 0);
    }

    /** Vectors of a node; {@code bound} is below every squared distance to them. */
    private void visit(int node, int from, int to, int level, double bound) {
      if (level == levels) {
        for (int i = from; i < to; i++) {
          list.offer(id[i], kernels.squaredDistance(x, query, vectors, i * d, d));
        }
        return;
      }
      int middle = (from + to) >>> 1;
      double side = (double) x[query + cutBy[node]] - cutAt[node];
      boolean left = side < 0;
      visit(
          left ? 2 * node + 1 : 2 * node + 2,
          left ? from : middle,
          left ? middle : to,
          level + 1,
          bound);
      double before = offset[cutBy[node]];
      double further = bound - before * before + side * side;
      // The margin covers the rounding of squaredDistance, so that no tie is missed.
      if (further * (1 - (d + 4) * 0x1p-23) <= list.worst()) {
        offset[cutBy[node]] = side;
        visit(
            left ? 2 * node + 2 : 2 * node + 1,
            left ? middle : from,
            left ? to : middle,
            level + 1,
            further);
        offset[cutBy[node]] = before;
      }
    }
  }

  /** Tells the boxes of the first levels, within the range of the vectors. */
  private void tell(BuildListener listener) {
    if (listener == BuildListener.NONE) {
      return;
    }
    float[] low = new float[d];
    float[] high = new float[d];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < n * d; i++) {
      low[i % d] = Math.min(low[i % d], vectors[i]);
      high[i % d] = Math.max(high[i % d], vectors[i]);
    }
    for (int level = 0; level < Math.min(levels, TOLD); level++) {
      int boxes = 1 << level;
      float[] lows = new float[2 * boxes * d];
      float[] highs = new float[2 * boxes * d];
      for (int b = 0; b < boxes; b++) {
        int node = boxes - 1 + b;
        for (int half = 0; half < 2; half++) {
          int to = (2 * b + half) * d;
          System.arraycopy(low, b * d, lows, to, d);
          System.arraycopy(high, b * d, highs, to, d);
          (half == 0 ? highs : lows)[to + cutBy[node]] = cutAt[node];
        }
      }
      low = lows;
      high = highs;
      listener.cuts(level, low, high, cutBy[boxes - 1], cutAt[boxes - 1]);
    }
  }
}

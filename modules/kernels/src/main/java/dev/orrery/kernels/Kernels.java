package dev.orrery.kernels;

import java.util.Optional;

/**
 * The numeric work of every algorithm, on plain arrays: what a backend must offer.
 *
 * <p>All matrices are dense, row-major {@code float[]} blocks given as array, offset of the first
 * element, rows and columns, or CSR triples. Calls are pure functions of their arguments: they keep
 * no state between calls, write only into the arrays named as outputs, and may be made from several
 * threads at once. A backend for the CPU uses the calling thread alone; who wants more threads
 * calls it from more threads, on separate ranges of rows. Results may differ between backends by
 * rounding, within the tolerance of the contract test, and never between two calls with the same
 * arguments.
 *
 * <p>Bulk kernels come first, because a single dot product is over before the machine has warmed
 * its pipelines. The right-hand matrix of a bulk kernel is {@linkplain #pack packed} once and used
 * by many calls.
 */
public interface Kernels extends AutoCloseable {

  /** The backend's name as {@code --backend} takes it: {@code textbook}, {@code scalar}, ... */
  String name();

  /** What a device of its own has done; empty for a backend that computes where it is called. */
  default Optional<KernelAccount> account() {
    return Optional.empty();
  }

  /**
   * Promises that an array will not change, so that a device may keep a copy of it over many calls
   * that name it. Calls need not be made under it, and mean the same with or without.
   *
   * @param values an array that later calls take rows from
   */
  default Held hold(float[] values) {
    return Held.NOTHING;
  }

  /** Lets go of a device. The kernels of a backend that computes where it is called stay usable. */
  @Override
  default void close() {}

  /**
   * Puts a matrix into the layout in which this backend likes to read it as the right-hand side of
   * the bulk kernels, together with the squared norms of its rows.
   *
   * @param matrix row-major values, {@code rows x columns} from {@code offset}; copied, so that
   *     later changes of the array do not reach the result
   * @throws IllegalArgumentException when the range does not lie in the array
   */
  Packed pack(float[] matrix, int offset, int rows, int columns);

  /**
   * For each row x of a block, the nearest row c of {@code centers} and the squared Euclidean
   * distance to it.
   *
   * <p>The nearest is decided as if by {@link #squaredDistance}: distances may be computed in the
   * expanded form |x|^2 - 2 x.c + |c|^2, but near ties are computed again directly, and ties go to
   * the lowest index: the answer is that of a loop over {@link #squaredDistance} to the bit. All
   * the distances that are returned are direct ones. A distance that is not a number counts as
   * greater than all others; when none is a finite number the index is 0.
   *
   * @param x row-major, {@code rows x centers.columns()} from {@code xOffset}
   * @param centers k packed rows, k at least 1
   * @param nearest receives {@code rows} indexes, 0 to k-1, from {@code nearestOffset}
   * @param distance receives {@code rows} squared distances from {@code distanceOffset}, or null
   *     when only the indexes are wanted, which is cheaper
   */
  void nearest(
      float[] x,
      int xOffset,
      int rows,
      Packed centers,
      int[] nearest,
      int nearestOffset,
      float[] distance,
      int distanceOffset);

  /**
   * As {@link #nearest}, for sparse rows.
   *
   * @param rowStart CSR row pointers; row i has the elements {@code rowStart[i]} to {@code
   *     rowStart[i + 1] - 1}
   * @param column column of each element, ascending within a row, 0 to {@code centers.columns()-1}
   * @param value value of each element
   * @param firstRow first row to take
   * @param rows number of rows to take
   */
  void nearestSparse(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      Packed centers,
      int[] nearest,
      int nearestOffset,
      float[] distance,
      int distanceOffset);

  /**
   * All squared Euclidean distances between the rows of a block and the rows of {@code centers}. A
   * backend may use the expanded form |x|^2 - 2 x.c + |c|^2, whose error grows with the norms and
   * not with the distance; never below 0.
   *
   * @param out receives {@code rows x centers.rows()}, row-major, from {@code outOffset}
   */
  void squaredDistances(
      float[] x, int xOffset, int rows, Packed centers, float[] out, int outOffset);

  /**
   * For each row of a block, its {@code k} nearest rows of {@code points}, nearest first, ties by
   * index; near ties and the returned distances are direct ones, as in {@link #nearest}.
   *
   * @param k 1 to {@code points.rows()}
   * @param index receives {@code rows x k} row indexes from 0
   * @param distance receives {@code rows x k} squared distances from 0
   */
  void topK(float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] distance);

  /**
   * For each row of a block, the {@code k} rows of {@code points} with the greatest inner products,
   * greatest first, ties by index. The order is decided and the products are computed as by a loop
   * over {@link #dot}, to the bit; one that is not a number counts as less than all others.
   *
   * @param k 1 to {@code points.rows()}
   * @param index receives {@code rows x k} row indexes from 0
   * @param product receives {@code rows x k} inner products from 0
   */
  void topKInnerProduct(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] product);

  /**
   * As {@link #topK} among the points that are no further away than a limit: for a search that goes
   * on in one part of the points after another, and looks only for what is nearer than what it has.
   *
   * @param limit greatest distance for each of {@code rows} rows, from 0; NaN for none
   * @param index as for {@link #topK}; -1 where fewer than k points are within the limit
   * @param distance as for {@link #topK}; NaN there
   */
  default void topKWithin(
      float[] x,
      int xOffset,
      int rows,
      Packed points,
      int k,
      float[] limit,
      int[] index,
      float[] distance) {
    topK(x, xOffset, rows, points, k, index, distance);
    for (int i = 0; i < rows * k; i++) {
      if (TopK.beyond(distance[i], limit[i / k])) {
        index[i] = -1;
        distance[i] = Float.NaN;
      }
    }
  }

  /**
   * As {@link #topKInnerProduct} among the points whose product is no less than a limit.
   *
   * @param limit least product for each of {@code rows} rows, from 0; NaN for none
   * @param index as for {@link #topKInnerProduct}; -1 where fewer than k products reach the limit
   * @param product as for {@link #topKInnerProduct}; NaN there
   */
  default void topKInnerProductWithin(
      float[] x,
      int xOffset,
      int rows,
      Packed points,
      int k,
      float[] limit,
      int[] index,
      float[] product) {
    topKInnerProduct(x, xOffset, rows, points, k, index, product);
    for (int i = 0; i < rows * k; i++) {
      if (TopK.beyond(-product[i], -limit[i / k])) {
        index[i] = -1;
        product[i] = Float.NaN;
      }
    }
  }

  /**
   * Product with a transposed matrix, {@code out = x * right^T}: the inner products of the rows of
   * a block with the rows of {@code right}.
   *
   * @param out receives {@code rows x right.rows()}, row-major, from {@code outOffset}
   */
  void multiplyTransposed(
      float[] x, int xOffset, int rows, Packed right, float[] out, int outOffset);

  /**
   * Adds the Gram matrix of a block, {@code gram += x^T * x}, of which only the upper triangle is
   * wanted: who needs the lower one copies it when all blocks have been added. Products are formed
   * in float and summed in float, at most a few hundred terms in a sum, and these partial sums are
   * added in double.
   *
   * @param x row-major, {@code rows x columns} from {@code xOffset}
   * @param gram {@code columns x columns}, row-major; the values on and above the diagonal are
   *     added to, those below it are of no meaning before and after
   */
  void addGram(float[] x, int xOffset, int rows, int columns, double[] gram);

  /**
   * Sparse rows times a dense matrix, {@code out = sparse * dense}.
   *
   * @param dense row-major, one row of {@code columns} values for each column of the sparse matrix
   * @param out receives {@code rows x columns}, row-major, from {@code outOffset}
   */
  void multiplySparse(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] dense,
      int columns,
      float[] out,
      int outOffset);

  /**
   * Adds a product with a transposed left matrix, {@code out += left^T * right}: the sum over the
   * rows of their outer products, in float.
   *
   * @param left row-major, {@code rows x leftColumns} from {@code leftOffset}
   * @param right row-major, {@code rows x rightColumns} from {@code rightOffset}
   * @param out {@code leftColumns x rightColumns}, row-major, from {@code outOffset}
   */
  void addTransposedProduct(
      float[] left,
      int leftOffset,
      int leftColumns,
      float[] right,
      int rightOffset,
      int rightColumns,
      int rows,
      float[] out,
      int outOffset);

  /**
   * As {@link #addTransposedProduct} for sparse rows on the left, {@code out += sparse^T * right}:
   * only the rows of {@code out} whose column occurs are touched.
   *
   * @param right row-major, {@code rows x rightColumns} from {@code rightOffset}; its first row
   *     belongs to {@code firstRow}
   * @param out one row of {@code rightColumns} values for each column of the sparse matrix
   */
  void addSparseTransposedProduct(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] right,
      int rightOffset,
      int rightColumns,
      float[] out);

  /**
   * Adds each row of a block to the sum that its label names, and counts it.
   *
   * @param label the group of each row, 0 to k-1, from {@code labelOffset}
   * @param sums {@code k x columns}, row-major, accumulated in double
   * @param counts k counts
   */
  void addRowsByLabel(
      float[] x,
      int xOffset,
      int rows,
      int columns,
      int[] label,
      int labelOffset,
      double[] sums,
      long[] counts);

  /** Squared Euclidean norm of each row; {@code out} receives {@code rows} values. */
  void squaredNorms(float[] x, int xOffset, int rows, int columns, float[] out, int outOffset);

  /** Inner product of two vectors of {@code n} elements; 0 for n = 0. */
  float dot(float[] a, int aOffset, float[] b, int bOffset, int n);

  /** Squared Euclidean distance of two vectors of {@code n} elements; 0 for n = 0. */
  float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n);

  /**
   * How far a exceeds b, summed where it does: the sum of {@code max(0, a[i] - b[i])}. It is 0 only
   * where a exceeds b nowhere.
   */
  float excess(float[] a, int aOffset, float[] b, int bOffset, int n);

  /**
   * The {@link #excess} of boxes over a point along a chain of boxes: {@code first}, {@code
   * next[first]} and so on, until one exceeds the point nowhere or the next is negative.
   *
   * @param boxes box b begins at {@code b * n}
   * @param n values of a box and of the point
   * @param out receives the excess of each box of the chain; the last is 0 where it ended so
   * @return how many
   */
  default int excessAlong(
      int[] next, int first, float[] boxes, float[] x, int xOffset, int n, float[] out) {
    int count = 0;
    float excess = 1;
    for (int box = first; box >= 0 && excess != 0; box = next[box]) {
      excess = excess(boxes, box * n, x, xOffset, n);
      out[count++] = excess;
    }
    return count;
  }

  /**
   * How far each of {@code n} points lies outside of a box: over the dimensions, the sum of {@code
   * max(0, low - x, x - high)}, added in their order in float32 whatever the number of points, so
   * that a point has the same result in any company. It is 0 only where the point lies in the box.
   *
   * @param x the points by columns: value j of point i at {@code xOffset + j * stride + i}
   * @param stride from one column to the next
   * @param box the lower ends in every dimension, then the upper ends with their signs turned
   * @param out receives {@code n} values
   */
  void outside(
      float[] x,
      int xOffset,
      int stride,
      int n,
      float[] box,
      int boxOffset,
      int dimensions,
      float[] out,
      int outOffset);

  /**
   * The bounding box of two boxes, each given by its sides: the lower ends in every dimension, then
   * the upper ends with their signs turned. A point is a box too.
   *
   * @param out receives {@code 2 * dimensions} sides and may be the range of a or of b itself; of
   *     zeros of either sign any may be taken
   * @return the sum of its side lengths over the dimensions, in double
   */
  double enclose(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset);

  /**
   * Moves some rows of a matrix of weights against their gradient by Adam (Kingma and Ba, "Adam: A
   * Method for Stochastic Optimization", ICLR 2015), each element by {@code rate * mean /
   * (sqrt(square) + epsilon)}, where the gradient {@code clip(gradient + decay * weight, limit)}
   * has been taken into both means.
   *
   * @param row the rows to move, from {@code firstRow}; none twice
   * @param rows number of rows to move
   * @param gradient {@code rows x columns}, row-major from 0, in the order of {@code row}
   * @param weights row-major, {@code columns} values a row
   * @param mean mean of the gradients, as long as {@code weights}
   * @param square mean of the squared gradients, as long as {@code weights}
   */
  void adamRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] mean,
      float[] square,
      AdamStep step);

  /**
   * As {@link #adamRows} by AdaGrad (Duchi, Hazan and Singer, "Adaptive Subgradient Methods for
   * Online Learning and Stochastic Optimization", JMLR 12, 2011): each element is moved by {@code
   * rate * g / (sqrt(sum) + epsilon)}, where g is {@code gradient + decay * weight} and its square
   * has been added to the sum.
   *
   * @param squares sum of the squared gradients, as long as {@code weights}
   */
  void adaGradRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] squares,
      float rate,
      float decay,
      float epsilon);

  /** {@code y += alpha * x} over {@code n} elements. */
  void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n);
}

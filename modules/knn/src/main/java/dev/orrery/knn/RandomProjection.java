package dev.orrery.knn;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Fewer features that keep distances and inner products about as they were (Johnson and
 * Lindenstrauss, 1984). It follows from its type, sizes and seed alone, so that a model file need
 * not hold a matrix.
 *
 * <p>{@code sign} multiplies by a {@code feature_dim x target} matrix of random signs (Achlioptas,
 * JCSS 66, 2003): O(feature_dim * target) a row. {@code fjlt} turns random signs of the features,
 * mixes them by a Walsh-Hadamard transform and keeps {@code target} of the mixtures drawn at random
 * (Ailon and Chazelle, "The Fast Johnson-Lindenstrauss Transform", SIAM J. Comput. 39, 2009, with
 * the subsampling of Tropp, 2011): O(feature_dim log feature_dim) a row. Both are scaled by one
 * over the root of {@code target}.
 */
public final class RandomProjection {

  /** Random signs. */
  public static final String SIGN = "sign";

  /** Fast Johnson-Lindenstrauss transform. */
  public static final String FJLT = "fjlt";

  private record Prepared(Kernels kernels, Packed signs) {}

  private final String type;
  private final int inputDim;
  private final int targetDim;
  private final long seed;

  /** {@code sign}: the scaled signs, {@code target x feature_dim}. */
  private final float[] matrix;

  /** {@code fjlt}: features after filling up to a power of two. */
  private final int mixed;

  /** {@code fjlt}: the signs of the features, for each of as many transforms as are needed. */
  private final float[] signs;

  /** {@code fjlt}: the mixtures that are kept. */
  private final int[] kept;

  private volatile Prepared prepared;

  /**
   * A projection.
   *
   * @param type {@link #SIGN} or {@link #FJLT}
   * @param inputDim features before, at least 1
   * @param targetDim features after, at least 1
   * @param seed decides all that is random in it
   */
  public RandomProjection(String type, int inputDim, int targetDim, long seed) {
    if (inputDim < 1 || targetDim < 1) {
      throw new IllegalArgumentException(inputDim + " to " + targetDim);
    }
    this.type = type;
    this.inputDim = inputDim;
    this.targetDim = targetDim;
    this.seed = seed;
    RandomGenerator random = new RandomStreams(seed).stream("knn.projection." + type);
    switch (type) {
      case SIGN -> {
        mixed = 0;
        kept = new int[0];
        signs = new float[0];
        matrix = signs(Math.multiplyExact(inputDim, targetDim), random);
      }
      case FJLT -> {
        mixed = Math.max(1, Integer.highestOneBit(2 * inputDim - 1));
        int transforms = (targetDim + mixed - 1) / mixed;
        matrix = new float[0];
        signs = signs(transforms * inputDim, random);
        kept = new int[targetDim];
        for (int from = 0; from < targetDim; from += mixed) {
          int[] order = shuffled(mixed, random);
          System.arraycopy(order, 0, kept, from, Math.min(mixed, targetDim - from));
        }
      }
      default -> throw new IllegalArgumentException("no projection " + type);
    }
  }

  private float[] signs(int count, RandomGenerator random) {
    float scale = (float) (1 / Math.sqrt(targetDim));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextBoolean() ? scale : -scale;
    }
    return values;
  }

  private static int[] shuffled(int n, RandomGenerator random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** {@link #SIGN} or {@link #FJLT}. */
  public String type() {
    return type;
  }

  /** Features before. */
  public int inputDim() {
    return inputDim;
  }

  /** Features after. */
  public int targetDim() {
    return targetDim;
  }

  /** What decides all that is random in it. */
  public long seed() {
    return seed;
  }

  /**
   * Projects some rows.
   *
   * @param rows {@code n x inputDim()}
   * @param width elements of a row of {@code out}, at least {@link #targetDim()}
   * @param out receives n rows of {@code width}, of which the first {@link #targetDim()} are set,
   *     from {@code at}
   */
  void project(Matrix rows, int width, Kernels kernels, float[] out, int at) {
    if (matrix.length > 0) {
      bySigns(rows.toDense(), width, kernels, out, at);
      return;
    }
    float[] work = new float[mixed];
    for (int i = 0; i < rows.rows(); i++) {
      for (int t = 0; t * mixed < targetDim; t++) {
        Arrays.fill(work, 0);
        turn(rows, i, t * inputDim, work);
        mix(work);
        for (int j = t * mixed; j < Math.min(targetDim, (t + 1) * mixed); j++) {
          out[at + i * width + j] = work[kept[j]];
        }
      }
    }
  }

  private void bySigns(DenseMatrix rows, int width, Kernels kernels, float[] out, int at) {
    Prepared ready = prepared;
    if (ready == null || ready.kernels != kernels) {
      ready = new Prepared(kernels, kernels.pack(matrix, 0, targetDim, inputDim));
      prepared = ready;
    }
    if (width == targetDim) {
      kernels.multiplyTransposed(rows.values(), rows.offset(), rows.rows(), ready.signs, out, at);
      return;
    }
    float[] products = new float[rows.rows() * targetDim];
    kernels.multiplyTransposed(rows.values(), rows.offset(), rows.rows(), ready.signs, products, 0);
    for (int i = 0; i < rows.rows(); i++) {
      System.arraycopy(products, i * targetDim, out, at + i * width, targetDim);
    }
  }

  private void turn(Matrix rows, int row, int firstSign, float[] work) {
    switch (rows) {
      case DenseMatrix dense -> {
        for (int j = 0; j < inputDim; j++) {
          work[j] = signs[firstSign + j] * dense.get(row, j);
        }
      }
      case CsrMatrix sparse -> {
        for (int e = sparse.rowStart()[row]; e < sparse.rowStart()[row + 1]; e++) {
          int j = sparse.column()[e];
          work[j] = signs[firstSign + j] * sparse.value()[e];
        }
      }
    }
  }

  /** The Walsh-Hadamard transform, in place: sums and differences at every distance. */
  static void mix(float[] x) {
    for (int half = 1; half < x.length; half *= 2) {
      for (int from = 0; from < x.length; from += 2 * half) {
        for (int j = from; j < from + half; j++) {
          float a = x[j];
          float b = x[j + half];
          x[j] = a + b;
          x[j + half] = a - b;
        }
      }
    }
  }
}

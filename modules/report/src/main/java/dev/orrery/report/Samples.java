package dev.orrery.report;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;

/** Parts of a sample that are small enough to draw. */
public final class Samples {

  /** Most elements of the dense rows that pictures are drawn from: 64 MB. */
  private static final int MOST_ELEMENTS = 16_000_000;

  /** Most rows that pictures count. */
  private static final int MOST_ROWS = 20_000;

  private Samples() {}

  /** The first rows of a sample, dense, as many as pictures can use. */
  static DenseMatrix dense(Matrix rows) {
    int most = Math.clamp(MOST_ELEMENTS / rows.columns(), 1, MOST_ROWS);
    return rows.rows() > most ? rows.slice(0, most).toDense() : rows.toDense();
  }

  /** Evenly spaced rows, at most some number of them. */
  static DenseMatrix evenly(DenseMatrix rows, int most) {
    if (rows.rows() <= most) {
      return rows;
    }
    int columns = rows.columns();
    float[] values = new float[most * columns];
    int[] chosen = evenly(rows.rows(), most);
    for (int i = 0; i < most; i++) {
      System.arraycopy(rows.values(), rows.rowOffset(chosen[i]), values, i * columns, columns);
    }
    return new DenseMatrix(values, most, columns);
  }

  /** Evenly spaced indexes of n things, at most some number of them, ascending. */
  public static int[] evenly(int n, int most) {
    int[] indexes = new int[Math.min(n, most)];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = (int) ((long) i * n / indexes.length);
    }
    return indexes;
  }
}

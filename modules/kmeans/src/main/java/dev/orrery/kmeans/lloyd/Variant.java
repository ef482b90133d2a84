package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import java.util.Locale;

/** The ways of finding each row's nearest center; all of them find the same one. */
public enum Variant {
  /** Every row against every center, in blocks. */
  LLOYD,
  /** Hamerly 2010: one upper and one lower bound per row. */
  HAMERLY,
  /** Elkan 2003: a lower bound per row and center. */
  ELKAN,
  /** Newling and Fleuret 2016: Hamerly's bounds, and a ball around the old center to search in. */
  EXPONION,
  /** Borgelt 2020: a ball that shrinks while it is searched. */
  SHALLOT;

  /** The value of {@code orrery_algorithm}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes that its bounds take beside the rows. */
  public long boundBytes(long rows, long k) {
    return switch (this) {
      case LLOYD -> 0;
      case HAMERLY -> 16 * rows;
      case ELKAN -> 8 * rows + 4 * rows * k + 4 * k * k;
      case EXPONION -> 16 * rows + 12 * k * k;
      case SHALLOT -> 20 * rows + 12 * k * k;
    };
  }

  Assigner assigner(DenseMatrix rows, int k, int chunk, RunContext context) {
    if (k == 1) {
      return new LloydAssigner(rows, k, context);
    }
    return switch (this) {
      case LLOYD -> new LloydAssigner(rows, k, context);
      case HAMERLY -> new Hamerly(rows, k, context);
      case ELKAN -> new Elkan(rows, k, chunk, context);
      case EXPONION -> new Exponion(rows, k, context);
      case SHALLOT -> new Shallot(rows, k, context);
    };
  }
}

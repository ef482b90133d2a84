package dev.orrery.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Fills in what rows lack, by {@link RandomCutForestModel#impute}. A row is filled in from its
 * other values. With shingles the rows are a series, and a row is filled in from those before it
 * too, which count with what was filled into them; the first rows, as many as a shingle has, are
 * filled in together.
 */
public final class MissingValues {

  /** Rows that a thread takes at once. */
  private static final int CHUNK = 16;

  private final RandomCutForestModel model;
  private final RunContext context;
  private final int columns;

  /** The last rows of the series, filled in, at most those of a shingle but one. */
  private float[] before = new float[0];

  private long rowsSeen;

  /** Begins a series, or rows that are each by themselves. */
  public MissingValues(RandomCutForestModel model, RunContext context) {
    this.model = model;
    this.context = context;
    this.columns = model.featureDim();
  }

  /**
   * The next rows, filled in.
   *
   * @param rows {@code n x featureDim}, NaN where a value is missing; with shingles the first of
   *     them must be as many as a shingle has, or all
   * @return a copy without NaN
   * @throws CustomerError when there is nothing by which a value could be told
   */
  public DenseMatrix fill(DenseMatrix rows) {
    float[] values = new float[Math.multiplyExact(rows.rows(), columns)];
    for (int i = 0; i < rows.rows(); i++) {
      System.arraycopy(rows.values(), rows.rowOffset(i), values, i * columns, columns);
    }
    if (model.shingle() == 1) {
      context
          .parallel()
          .forEach(
              rows.rows(),
              CHUNK,
              (from, to) -> {
                context.cancellation().check();
                for (int i = from; i < to; i++) {
                  fillEnd(values, i, i + 1);
                }
              });
    } else {
      fillSeries(values, rows.rows());
    }
    rowsSeen += rows.rows();
    return new DenseMatrix(values, rows.rows(), columns);
  }

  private void fillSeries(float[] values, int rows) {
    int first = before.length == 0 ? Math.min(rows, model.shingle()) : 0;
    int known = before.length / columns;
    float[] all = Arrays.copyOf(before, before.length + values.length);
    System.arraycopy(values, 0, all, before.length, values.length);
    if (first > 0) {
      fillEnd(all, 0, first);
    }
    for (int i = known + first; i < known + rows; i++) {
      context.cancellation().check();
      fillEnd(all, i + 1 - model.shingle(), i + 1);
    }
    System.arraycopy(all, before.length, values, 0, values.length);
    before =
        Arrays.copyOfRange(all, Math.max(0, all.length - model.history() * columns), all.length);
  }

  /** Fills in some rows, a shingle's or fewer, which are then taken to be its last. */
  private void fillEnd(float[] values, int from, int to) {
    int size = (to - from) * columns;
    int at = from * columns;
    if (IntStream.range(at, at + size).noneMatch(i -> Float.isNaN(values[i]))) {
      return;
    }
    float[] point = new float[columns * model.shingle()];
    int pad = point.length - size;
    Arrays.fill(point, 0, pad, Float.NaN);
    System.arraycopy(values, at, point, pad, size);
    int[] missing = IntStream.range(0, point.length).filter(i -> Float.isNaN(point[i])).toArray();
    if (missing.length == point.length) {
      throw nothingKnown(rowsSeen + from + 1);
    }
    System.arraycopy(model.impute(point, missing), pad, values, at, size);
  }

  private CustomerError nothingKnown(long row) {
    return new CustomerError(
        model.shingle() == 1
            ? Text.format(
                "Row %d has no value at all, by which its values could be told; a forest that was"
                    + " trained with --hp orrery_shingle_size=2 or more fills in such rows by those"
                    + " before them",
                row)
            : Text.format(
                "The first %d rows have no value at all, by which their values could be told",
                model.shingle()),
        "row " + row);
  }
}

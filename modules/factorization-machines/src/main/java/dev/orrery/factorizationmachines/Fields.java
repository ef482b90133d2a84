package dev.orrery.factorizationmachines;

import dev.orrery.core.error.CustomerError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields that the features belong to, as column ranges that follow each other: field f has the
 * columns up to {@code end[f] - 1}. A plain factorization machine has one field of all columns.
 *
 * <p>Juan et al., "Field-aware Factorization Machines for CTR Prediction" (RecSys 2016).
 */
public final class Fields {

  /** The form of a list of ranges. */
  static final String FORM = "\\d{1,9}-\\d{1,9}(,\\d{1,9}-\\d{1,9})*";

  private final int[] end;

  private Fields(int[] end) {
    this.end = end;
  }

  /** One field of all columns. */
  public static Fields single(int featureDim) {
    return new Fields(new int[] {featureDim});
  }

  /**
   * Fields of a text such as {@code 0-99,100-199}: first and last column of each.
   *
   * @throws CustomerError when the ranges do not follow each other from column 0
   */
  public static Fields parse(String text) {
    List<Integer> ends = new ArrayList<>();
    int next = 0;
    for (String range : text.split(",")) {
      String[] columns = range.split("-");
      int first = Integer.parseInt(columns[0]);
      int last = Integer.parseInt(columns[1]);
      if (first != next || last < first) {
        throw new CustomerError(
            "The fields '"
                + text
                + "' do not follow each other: a range that begins with feature "
                + next
                + " was expected, not '"
                + range
                + "'",
            "--hp orrery_fields");
      }
      next = last + 1;
      ends.add(next);
    }
    return new Fields(ends.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Fields of which each ends before a column, the first beginning with column 0. */
  static Fields ofEnds(int... ends) {
    int before = 0;
    for (int end : ends) {
      if (end <= before) {
        throw new IllegalArgumentException("fields that end before " + Arrays.toString(ends));
      }
      before = end;
    }
    if (before == 0) {
      throw new IllegalArgumentException("no fields");
    }
    return new Fields(ends.clone());
  }

  /** The column before which a field ends. */
  int end(int field) {
    return end[field];
  }

  /** Number of fields, at least 1. */
  public int count() {
    return end.length;
  }

  /** Number of columns of all fields. */
  public int featureDim() {
    return end[end.length - 1];
  }

  /** The field of a column. */
  public int of(int column) {
    if (end.length == 1) {
      return 0;
    }
    int at = Arrays.binarySearch(end, column);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The field of every column. */
  int[] ofAll() {
    int[] field = new int[featureDim()];
    for (int f = 1; f < end.length; f++) {
      Arrays.fill(field, end[f - 1], end[f], f);
    }
    return field;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && Arrays.equals(end, fields.end);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(end);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int f = 0; f < end.length; f++) {
      text.append(f == 0 ? "" : ",").append(f == 0 ? 0 : end[f - 1]).append('-').append(end[f] - 1);
    }
    return text.toString();
  }
}

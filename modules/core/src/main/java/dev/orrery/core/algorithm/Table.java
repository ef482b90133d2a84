package dev.orrery.core.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers and words of a model in rows and columns, made row by row so that a large table need not
 * be held. A first column {@code feature} holds features by their index; a column {@code feature_3}
 * belongs to the feature 3.
 *
 * @param name what it is called on the command line, such as {@code factors}
 * @param title what it shows, in a few words
 * @param columns names of the columns
 * @param rows number of rows
 * @param row the cells of a row, from 0: numbers, booleans or strings, as many as columns
 */
public record Table(
    String name, String title, List<String> columns, int rows, IntFunction<List<Object>> row) {

  private static final String FEATURE = "feature";
  private static final Pattern OF_FEATURE = Pattern.compile("feature_(\\d{1,9})");

  /** Keeps a copy of the names. */
  public Table {
    columns = List.copyOf(columns);
  }

  /**
   * The table with the names of features in the places of their indexes.
   *
   * @param names a name for each feature; empty when they have none
   */
  public Table withFeatureNames(List<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    List<String> named = new ArrayList<>();
    for (String column : columns) {
      Matcher match = OF_FEATURE.matcher(column);
      named.add(match.matches() ? name(match.group(1), names, column) : column);
    }
    if (!columns.getFirst().equals(FEATURE)) {
      return new Table(name, title, named, rows, row);
    }
    return new Table(
        name,
        title,
        named,
        rows,
        index -> {
          List<Object> cells = new ArrayList<>(row.apply(index));
          if (cells.getFirst() instanceof Integer feature && feature < names.size()) {
            cells.set(0, names.get(feature));
          }
          return cells;
        });
  }

  private static String name(String digits, List<String> names, String otherwise) {
    int feature = Integer.parseInt(digits);
    return feature < names.size() ? names.get(feature) : otherwise;
  }
}

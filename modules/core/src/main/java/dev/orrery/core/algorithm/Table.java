package dev.orrery.core.algorithm;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Numbers and words of a model in rows and columns, made row by row so that a large table need not
 * be held.
 *
 * @param name what it is called on the command line, such as {@code factors}
 * @param title what it shows, in a few words
 * @param columns names of the columns
 * @param rows number of rows
 * @param row the cells of a row, from 0: numbers, booleans or strings, as many as columns
 */
public record Table(
    String name, String title, List<String> columns, int rows, IntFunction<List<Object>> row) {

  /** Keeps a copy of the names. */
  public Table {
    columns = List.copyOf(columns);
  }
}

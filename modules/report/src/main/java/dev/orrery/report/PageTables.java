package dev.orrery.report;

import static dev.orrery.report.Html.escape;

import dev.orrery.core.algorithm.Table;
import java.util.List;

/**
 * The tables of a model in the page: their first rows and columns, the long ones folded but for the
 * first.
 */
final class PageTables {

  private static final int MOST_ROWS = 40;

  /** Rows up to which a table is never folded. */
  private static final int SHORT = 10;

  private static final int MOST_COLUMNS = 12;
  private static final int MOST_LETTERS = 60;

  private PageTables() {}

  /** The tables; empty when none has a cell. */
  static String html(List<Table> tables) {
    StringBuilder out = new StringBuilder();
    for (Table table : tables) {
      if (table.rows() > 0 && !table.columns().isEmpty()) {
        write(table, out);
      }
    }
    return out.toString();
  }

  private static void write(Table table, StringBuilder out) {
    int rows = Math.min(table.rows(), MOST_ROWS);
    int columns = Math.min(table.columns().size(), MOST_COLUMNS);
    boolean open = out.isEmpty() || table.rows() <= SHORT;
    out.append(open ? "<details open=\"open\">\n<summary>" : "<details>\n<summary>")
        .append(escape(table.title()))
        .append(" <small>")
        .append(Numbers.count(table.rows(), "row"))
        .append("</small></summary>\n<div class=\"wide\"><table class=\"figures\">\n<thead><tr>");
    List<Object> first = table.row().apply(0);
    for (int c = 0; c < columns; c++) {
      out.append(
              first.get(c) instanceof Number
                  ? "<th scope=\"col\" class=\"number\">"
                  : "<th scope=\"col\">")
          .append(escape(table.columns().get(c)))
          .append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (int r = 0; r < rows; r++) {
      out.append("<tr>");
      for (Object cell : table.row().apply(r).subList(0, columns)) {
        boolean number = cell instanceof Number;
        out.append(number ? "<td class=\"number\">" : "<td>")
            .append(
                number
                    ? number((Number) cell)
                    : escape(Charts.shortened(String.valueOf(cell), MOST_LETTERS)))
            .append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table></div>\n");
    rest(table, rows, columns, out);
    out.append("</details>\n");
  }

  private static void rest(Table table, int rows, int columns, StringBuilder out) {
    boolean allRows = rows == table.rows();
    boolean allColumns = columns == table.columns().size();
    if (allRows && allColumns) {
      return;
    }
    out.append("<p class=\"hint\">Shown are ")
        .append(
            allRows
                ? ""
                : "the first " + Numbers.count(rows) + " of " + Numbers.count(table.rows(), "row"))
        .append(allRows || allColumns ? "" : " and ")
        .append(
            allColumns
                ? ""
                : "the first " + columns + " of " + Numbers.count(table.columns().size(), "column"))
        .append("; all of it: <code>orrery inspect RUN --table ")
        .append(escape(table.name()))
        .append("</code></p>\n");
  }

  private static String number(Number number) {
    boolean whole = number instanceof Integer || number instanceof Long;
    return whole ? number.toString() : escape(Numbers.significant(number.doubleValue(), 6));
  }
}

package dev.orrery.notebook;

import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.metric.Metric;
import dev.orrery.report.Html;
import dev.orrery.report.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table as the answer of a cell. Numbers stand to the right, those with a fraction to some
 * significant digits, so that the same table has the same text on every machine.
 */
public final class HtmlTable {

  /** Rows of a long table that are shown, unless told otherwise. */
  public static final int MOST_ROWS = 20;

  private static final int DIGITS = 4;

  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();
  private String title = "";
  private int digits = DIGITS;
  private int left;

  private HtmlTable(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** A table without rows yet, of one column or more. */
  public static HtmlTable of(String... columns) {
    return new HtmlTable(Arrays.asList(columns));
  }

  /** The first rows of what a model has learned. */
  public static HtmlTable of(Table table) {
    return of(table, MOST_ROWS);
  }

  /**
   * The first rows of what a model has learned.
   *
   * @param most number of rows to show, 0 or more
   */
  public static HtmlTable of(Table table, int most) {
    HtmlTable shown = new HtmlTable(table.columns()).title(table.title());
    int count = Math.min(table.rows(), most);
    for (int i = 0; i < count; i++) {
      shown.rows.add(List.copyOf(table.row().apply(i)));
    }
    shown.left = table.rows() - count;
    return shown;
  }

  /** The metrics of a training, under the keys that {@code --json} prints. */
  public static HtmlTable ofMetrics(List<Metric> metrics) {
    HtmlTable table = of("metric", "value");
    metrics.forEach(metric -> table.row(metric.key(), metric.value()));
    return table;
  }

  /**
   * The first rows of some data.
   *
   * @param names a name per column, or empty for their numbers
   * @param rows {@code n x names.size()}
   * @param most number of rows to show, 0 or more
   */
  public static HtmlTable ofRows(List<String> names, DenseMatrix rows, int most) {
    List<String> columns = new ArrayList<>(names);
    for (int j = columns.size(); j < rows.columns(); j++) {
      columns.add(Integer.toString(j));
    }
    HtmlTable table = new HtmlTable(columns);
    int count = Math.min(rows.rows(), most);
    for (int i = 0; i < count; i++) {
      List<Object> cells = new ArrayList<>();
      for (int j = 0; j < rows.columns(); j++) {
        cells.add(rows.get(i, j));
      }
      table.rows.add(cells);
    }
    table.left = rows.rows() - count;
    return table;
  }

  /** What it shows, in a few words, above it. */
  public HtmlTable title(String words) {
    title = words;
    return this;
  }

  /** Significant digits of numbers with a fraction, 1 or more; 4 unless told. */
  public HtmlTable digits(int count) {
    digits = count;
    return this;
  }

  /**
   * Adds a row.
   *
   * @param cells numbers, words or booleans, as many as columns
   * @throws IllegalArgumentException for another number of cells
   */
  public HtmlTable row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "the table has " + columns.size() + " columns, the row " + cells.length + " cells");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Number of rows that are shown. */
  public int rows() {
    return rows.size();
  }

  /** The table for a page: words are escaped. */
  public String html() {
    StringBuilder out = new StringBuilder("<table>");
    if (!title.isEmpty()) {
      out.append("\n<caption>").append(Html.escape(title)).append("</caption>");
    }
    out.append("\n<thead><tr>");
    columns.forEach(name -> out.append("<th>").append(Html.escape(name)).append("</th>"));
    out.append("</tr></thead>\n<tbody>");
    for (List<Object> row : rows) {
      out.append("\n<tr>");
      for (Object cell : row) {
        out.append(cell instanceof Number ? "<td align=\"right\">" : "<td align=\"left\">")
            .append(Html.escape(told(cell)))
            .append("</td>");
      }
      out.append("</tr>");
    }
    out.append("\n</tbody>\n</table>");
    if (left > 0) {
      out.append("\n<p>and ").append(Numbers.count(left, "more row")).append("</p>");
    }
    return out.toString();
  }

  /** The table in letters of one width, for a terminal. */
  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(row -> lines.add(row.stream().map(this::told).toList()));
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int j = 0; j < widths.length; j++) {
        widths[j] = Math.max(widths[j], line.get(j).length());
      }
    }
    StringBuilder out = new StringBuilder(title.isEmpty() ? "" : title + "\n");
    for (int i = 0; i < lines.size(); i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < widths.length; j++) {
        String cell = lines.get(i).get(j);
        String room = " ".repeat(widths[j] - cell.length());
        boolean number = i > 0 && rows.get(i - 1).get(j) instanceof Number;
        text.append(j == 0 ? "" : "  ").append(number ? room + cell : cell + room);
      }
      out.append(text.toString().stripTrailing()).append("\n");
    }
    if (left > 0) {
      out.append("and ").append(Numbers.count(left, "more row")).append("\n");
    }
    return out.toString().stripTrailing();
  }

  private String told(Object cell) {
    return switch (cell) {
      case Float value -> Numbers.significant(value, digits);
      case Double value -> Numbers.significant(value, digits);
      case Integer value -> Numbers.count(value);
      case Long value -> Numbers.count(value);
      default -> cell.toString();
    };
  }
}

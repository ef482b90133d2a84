package dev.orrery.cli.runs;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of words under headings, as wide as they need to be. */
final class TextTable {

  private static final int GAP = 2;

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> headings) {
    this.headings = headings;
  }

  void row(List<String> cells) {
    rows.add(cells);
  }

  void print(PrintWriter out) {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = headings.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    line(headings, widths, out);
    rows.forEach(row -> line(row, widths, out));
  }

  private static void line(List<String> cells, int[] widths, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + GAP));
    }
    out.println(line.toString().stripTrailing());
  }

  /** A text that takes no more than so many places. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 3) + "...";
  }
}

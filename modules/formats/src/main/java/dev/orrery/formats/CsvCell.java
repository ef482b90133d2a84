package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells of a CSV line as text: quoted ones with their quotes undone (RFC 4180), others without the
 * blanks around them.
 */
final class CsvCell {

  private final Charset charset;
  private String text;
  private int next;

  CsvCell(Charset charset) {
    this.charset = charset;
  }

  /** The text of the cell that was read. */
  String text() {
    return text;
  }

  /** Index of the comma after the cell, or the line's end. */
  int next() {
    return next;
  }

  /** Reads the cell that starts at {@code from}; false when text follows its closing quote. */
  boolean read(byte[] b, int from, int end) {
    int p = from;
    if (p < end && b[p] == '"') {
      byte[] plain = new byte[end - p];
      int length = 0;
      p++;
      while (p < end) {
        if (b[p] == '"') {
          if (p + 1 < end && b[p + 1] == '"') {
            p++;
          } else {
            break;
          }
        }
        plain[length++] = b[p++];
      }
      text = new String(plain, 0, length, charset);
      next = p + 1;
      return next >= end || b[next] == ',';
    }
    while (p < end && b[p] != ',') {
      p++;
    }
    next = p;
    int first = from;
    while (first < p && (b[first] == ' ' || b[first] == '\t')) {
      first++;
    }
    while (p > first && (b[p - 1] == ' ' || b[p - 1] == '\t')) {
      p--;
    }
    text = new String(b, first, p - first, charset);
    return true;
  }

  /** All cells of a line. */
  static List<String> split(LineBuffer line, Charset charset, String file) {
    CsvCell cell = new CsvCell(charset);
    List<String> cells = new ArrayList<>();
    int at = line.start();
    while (true) {
      if (!cell.read(line.bytes(), at, line.end())) {
        throw afterQuote(file, line.line(), cells.size() + 1);
      }
      cells.add(cell.text());
      if (cell.next() >= line.end()) {
        return cells;
      }
      at = cell.next() + 1;
    }
  }

  static CustomerError afterQuote(String file, long line, int column) {
    return DataErrors.at(
        file,
        "line " + line,
        "the quoted cell "
            + column
            + " goes on after its closing quote, where a comma was expected");
  }
}

package dev.orrery.cli;

import dev.orrery.core.algorithm.Table;
import dev.orrery.core.io.AtomicFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model's table as CSV or JSON. */
public final class TableText {

  private TableText() {}

  /** Writes the names of the columns and the rows, a line each. */
  public static void csv(Table table, Writer out) throws IOException {
    line(table.columns(), out);
    for (int i = 0; i < table.rows(); i++) {
      line(table.row().apply(i), out);
    }
  }

  private static void line(List<?> cells, Writer out) throws IOException {
    String comma = "";
    for (Object cell : cells) {
      out.write(comma);
      out.write(cell(String.valueOf(cell)));
      comma = ",";
    }
    out.write('\n');
  }

  /** Quoted where it would not be one cell otherwise (RFC 4180). */
  private static String cell(String text) {
    return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** As an object; NaN and infinity as null. */
  static Map<String, Object> json(Table table) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < table.rows(); i++) {
      rows.add(table.row().apply(i).stream().map(TableText::finite).toList());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table.name());
    json.put("title", table.title());
    json.put("columns", table.columns());
    json.put("rows", rows);
    return json;
  }

  private static Object finite(Object cell) {
    return cell instanceof Number number && !Double.isFinite(number.doubleValue())
        ? number.toString()
        : cell;
  }

  /**
   * Writes a table as CSV to a file, or prints it as CSV or, with {@code --json}, as an object.
   *
   * @param out the file; null for standard output
   */
  static void tell(Table table, Path out, boolean json, PrintWriter to) throws IOException {
    if (out != null) {
      AtomicFiles.write(
          out,
          file -> {
            Writer writer = new OutputStreamWriter(file, StandardCharsets.UTF_8);
            csv(table, writer);
            writer.flush();
          });
    }
    if (json) {
      Map<String, Object> object =
          out == null ? json(table) : new LinkedHashMap<>(Map.of("rows", table.rows()));
      if (out != null) {
        object.put("out", out.toString());
      }
      to.println(Json.line(object));
    } else if (out == null) {
      csv(table, to);
      to.flush();
    }
  }
}

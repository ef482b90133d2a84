package dev.orrery.notebook;

import dev.orrery.core.algorithm.Table;
import dev.orrery.report.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a value looks as the answer of a cell: the same content under one or several media types, of
 * which the page takes the richest that it can show.
 *
 * @param content by media type; bytes are in Base64
 * @param width of a picture on the page, in pixels; 0 for what is no picture
 * @param height of a picture on the page, in pixels; 0 for what is no picture
 */
public record Rendered(Map<String, String> content, int width, int height) {

  /** Of pictures on the page, in pixels. */
  public static final int WIDTH = 800;

  /** Of pictures on the page, in pixels. */
  public static final int HEIGHT = 500;

  /** Pixels of the PNG per pixel of the page, for screens with small ones. */
  private static final double SCALE = 1.25;

  /** Keeps a copy of the content. */
  public Rendered {
    content = Map.copyOf(content);
  }

  /** How a value looks: a picture or a table as such, anything else as it prints. */
  public static Rendered of(Object value) {
    return switch (value) {
      case Picture picture -> picture(picture, WIDTH, HEIGHT);
      case HtmlTable table -> table(table);
      case Table table -> table(HtmlTable.of(table));
      case float[] values -> text(Arrays.toString(values));
      case double[] values -> text(Arrays.toString(values));
      case int[] values -> text(Arrays.toString(values));
      case long[] values -> text(Arrays.toString(values));
      case Object[] values -> text(Arrays.deepToString(values));
      case null -> text("null");
      default -> text(value.toString());
    };
  }

  /**
   * A picture as a PNG, with its title and description for those who cannot see it.
   *
   * @param width on the page, in pixels
   * @param height on the page, in pixels
   */
  public static Rendered picture(Picture picture, int width, int height) {
    try {
      byte[] png = picture.png(width, height, SCALE);
      return new Rendered(
          Map.of(
              "image/png",
              Base64.getEncoder().encodeToString(png),
              "text/plain",
              picture.title() + ": " + picture.description()),
          width,
          height);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Words as they are, in letters of one width. */
  public static Rendered text(String text) {
    return new Rendered(Map.of("text/plain", text), 0, 0);
  }

  private static Rendered table(HtmlTable table) {
    Map<String, String> content = new LinkedHashMap<>();
    content.put("text/html", table.html());
    content.put("text/plain", table.toString());
    return new Rendered(content, 0, 0);
  }

  /** The types of values that have a look of their own. */
  public static List<Class<?>> types() {
    return List.of(Picture.class, HtmlTable.class, Table.class);
  }
}

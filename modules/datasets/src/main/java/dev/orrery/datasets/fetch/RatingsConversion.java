package dev.orrery.datasets.fetch;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.Converter;
import dev.orrery.formats.MediaType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Ratings of MovieLens become sparse rows of RecordIO: a column per user and per film, in the order
 * of their numbers, with the rating as the label. {@code users.csv} and {@code items.csv} say which
 * column is whose.
 *
 * @param folder the archive's folder
 * @param ratings the member with a line per rating: user, item, rating, time
 * @param separator what is between its cells
 * @param header whether its first line is a header
 * @param items the member with a line per item: number, title
 * @param itemSeparator what is between its cells
 * @param charset of the items
 * @param readme the member with the terms, which are kept
 */
record RatingsConversion(
    String folder,
    String ratings,
    char separator,
    boolean header,
    String items,
    char itemSeparator,
    Charset charset,
    String readme)
    implements Conversion {

  private static final int MOST_BYTES = 100_000_000;

  static RatingsConversion movieLens100k() {
    return new RatingsConversion(
        "ml-100k", "u.data", '\t', false, "u.item", '|', StandardCharsets.ISO_8859_1, "README");
  }

  static RatingsConversion movieLensCsv(String folder) {
    return new RatingsConversion(
        folder, "ratings.csv", ',', true, "movies.csv", ',', StandardCharsets.UTF_8, "README.txt");
  }

  @Override
  public List<Made> convert(Map<String, Path> files, Path out, Consumer<String> notes)
      throws IOException {
    Path archive = files.values().iterator().next();
    List<String> lines;
    Map<Long, String> titles;
    try (ZipMembers zip = new ZipMembers(archive)) {
      lines = lines(zip, ratings, StandardCharsets.US_ASCII);
      titles = titles(lines(zip, items, charset));
      AtomicFiles.write(out.resolve("README.txt"), zip.read(folder + "/" + readme, MOST_BYTES));
    }
    int rows = lines.size();
    long[] user = new long[rows];
    long[] item = new long[rows];
    float[] rating = new float[rows];
    for (int i = 0; i < rows; i++) {
      List<String> cells = cells(lines.get(i), separator);
      try {
        user[i] = Long.parseLong(cells.get(0));
        item[i] = Long.parseLong(cells.get(1));
        rating[i] = Float.parseFloat(cells.get(2));
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new CustomerError(
            Text.format(
                "%s line %d is '%s' where a user, an item and a rating were expected",
                ratings, i + 1 + (header ? 1 : 0), lines.get(i)),
            archive.toString(),
            e);
      }
    }
    long[] users = distinct(user);
    long[] rated = distinct(item);
    write(out, user, users, item, rated, rating);
    List<String> names = new ArrayList<>();
    StringBuilder userMap = new StringBuilder("column,user\n");
    for (int u = 0; u < users.length; u++) {
      names.add("user " + users[u]);
      userMap.append(u).append(',').append(users[u]).append('\n');
    }
    StringBuilder itemMap = new StringBuilder("column,item,title\n");
    for (int i = 0; i < rated.length; i++) {
      String title = titles.getOrDefault(rated[i], "");
      names.add(("item " + rated[i] + " " + title).strip());
      itemMap.append(users.length + i).append(',').append(rated[i]).append(",\"");
      itemMap.append(title.replace("\"", "\"\"")).append("\"\n");
    }
    AtomicFiles.write(out.resolve("users.csv"), userMap.toString());
    AtomicFiles.write(out.resolve("items.csv"), itemMap.toString());
    notes.accept(
        Text.format("%,d ratings of %,d films by %,d users", rows, rated.length, users.length));
    return List.of(new Made("ratings.pbr.gz", rows, names));
  }

  private static void write(
      Path out, long[] user, long[] users, long[] item, long[] items, float[] rating)
      throws IOException {
    int rows = rating.length;
    int[] start = new int[rows + 1];
    int[] column = new int[2 * rows];
    float[] ones = new float[2 * rows];
    Arrays.fill(ones, 1);
    for (int i = 0; i < rows; i++) {
      column[2 * i] = Arrays.binarySearch(users, user[i]);
      column[2 * i + 1] = users.length + Arrays.binarySearch(items, item[i]);
      start[i + 1] = 2 * i + 2;
    }
    CsrMatrix matrix = new CsrMatrix(rows, users.length + items.length, start, column, ones);
    Converter.convert(
        new MemorySource("ratings", new Batch(matrix, rating, 1)),
        ContentType.of(MediaType.RECORDIO),
        out.resolve("ratings.pbr.gz"));
  }

  private List<String> lines(ZipMembers zip, String member, Charset encoding) throws IOException {
    String text = new String(zip.read(folder + "/" + member, MOST_BYTES), encoding);
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    List<String> rows = header ? lines.subList(Math.min(1, lines.size()), lines.size()) : lines;
    if (rows.isEmpty()) {
      throw new CustomerError(member + " has no lines", member);
    }
    return rows;
  }

  private Map<Long, String> titles(List<String> lines) {
    Map<Long, String> titles = new HashMap<>();
    for (String line : lines) {
      List<String> cells = cells(line, itemSeparator);
      if (cells.size() < 2 || !cells.getFirst().matches("\\d{1,18}")) {
        throw new CustomerError(
            Text.format(
                "%s has the line '%s' where a number and a title were expected", items, line),
            items);
      }
      titles.put(Long.parseLong(cells.getFirst()), cells.get(1).replace('\n', ' '));
    }
    return titles;
  }

  private static long[] distinct(long[] numbers) {
    TreeMap<Long, Boolean> sorted = new TreeMap<>();
    for (long number : numbers) {
      sorted.put(number, true);
    }
    return sorted.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  /** The cells of a line; a quoted one may hold the separator, and a quote twice (RFC 4180). */
  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"' && separator == ',') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}

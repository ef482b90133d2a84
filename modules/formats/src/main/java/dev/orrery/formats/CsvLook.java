package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first lines of a CSV file.
 *
 * @param file the file's name
 * @param header whether the first line is a header
 * @param names the header's names, or {@code 1}, {@code 2}, ... without a header; empty for an
 *     empty file
 * @param rows the first data rows: at least one where there is one
 */
record CsvLook(String file, boolean header, List<String> names, List<List<String>> rows) {

  /** What other programs put between cells, and its name. */
  private static final Map<String, String> DELIMITERS =
      Map.of(";", "semicolons", "\t", "tabs", "|", "bars");

  private static final int MOST_ROWS = 100;
  private static final int MOST_CELLS = 100_000;

  /** Looks at a file. */
  static CsvLook at(DataFile file, ReadOptions.Header rule, Charset charset) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    int cells = 0;
    try (LineBuffer buffer = new LineBuffer(file.open(), file.name(), true, 1 << 13)) {
      while (lines.size() < 2 || lines.size() < MOST_ROWS && cells < MOST_CELLS) {
        if (!buffer.advance()) {
          break;
        }
        List<String> line = CsvCell.split(buffer, charset, file.name());
        if (lines.isEmpty()) {
          refuseBinary(file, line);
        }
        cells += line.size();
        lines.add(line);
      }
    }
    refuseOtherDelimiter(file, lines);
    boolean header =
        switch (rule) {
          case YES -> true;
          case NO -> false;
          case AUTO -> looksLikeHeader(lines);
        };
    if (lines.isEmpty()) {
      return new CsvLook(file.name(), false, List.of(), List.of());
    }
    List<String> names = new ArrayList<>();
    for (String cell : lines.getFirst()) {
      String position = Integer.toString(names.size() + 1);
      names.add(header && !cell.isEmpty() ? cell : position);
    }
    return new CsvLook(file.name(), header, names, lines.subList(header ? 1 : 0, lines.size()));
  }

  /** Refuses a file that is no text: it has control characters where names or words would be. */
  private static void refuseBinary(DataFile file, List<String> first) {
    if (first.stream().anyMatch(cell -> cell.chars().anyMatch(CsvLook::control))) {
      throw DataErrors.at(
          file.name(),
          "line 1",
          "bytes that are no text were found where CSV was expected; --content-type names another"
              + " format");
    }
  }

  /**
   * Refuses numbers with semicolons, tabs or bars between them, which would be one column of words.
   */
  private static void refuseOtherDelimiter(DataFile file, List<List<String>> lines) {
    if (lines.isEmpty() || lines.getFirst().size() != 1) {
      return;
    }
    String first = lines.getFirst().getFirst();
    DELIMITERS.forEach(
        (delimiter, name) -> {
          if (first.contains(delimiter) && lines.stream().anyMatch(l -> parted(l, delimiter))) {
            throw DataErrors.at(
                file.name(),
                "line 1",
                Text.format(
                    "the cells are parted by %s where commas were expected, as SageMaker's text/csv"
                        + " has them",
                    name));
          }
        });
  }

  /** Whether a line is numbers with a delimiter between them, perhaps with decimal commas. */
  private static boolean parted(List<String> line, String delimiter) {
    String[] cells = String.join(".", line).split(Pattern.quote(delimiter), -1);
    return cells.length > 1 && Arrays.stream(cells).allMatch(cell -> number(cell.strip()));
  }

  private static boolean control(int c) {
    return Character.isISOControl(c) && !Character.isWhitespace(c);
  }

  /** Index of the label column that the options name, where there is one. */
  Optional<Integer> labelNamed(ReadOptions options) {
    return options
        .label()
        .filter(name -> !options.labelMayLack() || names.contains(name))
        .map(name -> index(name, "--label"));
  }

  /** Index of the column with a name. */
  int index(String name, String option) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new CustomerError(
          header
              ? Text.format(
                  "%s names the column '%s' where %s has the columns %s",
                  option, name, file, DataErrors.some(names))
              : Text.format(
                  "%s names the column '%s' where %s has no header; its columns are 1 to %d, and"
                      + " --header yes says that the first line is one",
                  option, name, file, names.size()),
          option);
    }
    if (names.lastIndexOf(name) != index) {
      throw new CustomerError(
          Text.format("%s names the column '%s', which %s has twice", option, name, file), option);
    }
    return index;
  }

  /**
   * A first line is a header when none of its cells is a number, or when all differ and a word
   * stands above a number.
   */
  private static boolean looksLikeHeader(List<List<String>> lines) {
    if (lines.isEmpty()) {
      return false;
    }
    List<String> first = lines.getFirst();
    if (first.stream().allMatch(CsvLook::word)) {
      return true;
    }
    if (lines.size() < 2 || new HashSet<>(first).size() < first.size()) {
      return false;
    }
    List<String> second = lines.get(1);
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      if (word(first.get(i)) && number(second.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cell is a finite number. */
  static boolean number(String cell) {
    byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
    FloatParser parser = new FloatParser();
    float value = parser.parse(bytes, 0, bytes.length);
    return !Float.isNaN(value) && parser.next() == bytes.length;
  }

  /** Whether a cell is neither a number nor stands for a missing or infinite one. */
  static boolean word(String cell) {
    return !number(cell) && !DataErrors.missing(cell) && DataErrors.notFinite(cell) == 0;
  }
}

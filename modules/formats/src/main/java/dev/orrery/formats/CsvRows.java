package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.CsvPlan.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of a CSV file: numbers are read from the bytes, and text is made only of words. */
final class CsvRows implements RowReader {

  /** Stands for a missing cell in a row that is left out. */
  private static final int MISSING = -1;

  private final LineBuffer line;
  private final DataFile file;
  private final String channel;
  private final CsvPlan plan;
  private final RowCounter counter;
  private final boolean dropMissing;
  private final boolean keepMissing;
  private final FloatParser parser = new FloatParser();
  private final CsvCell cell;
  private final int columns;
  private float awkward;
  private long dropped;

  CsvRows(
      DataFile file,
      String channel,
      CsvPlan plan,
      RowCounter counter,
      ReadOptions options,
      Charset charset)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.plan = plan;
    this.counter = counter;
    this.dropMissing = options.dropMissing();
    this.keepMissing = options.keepMissing();
    this.cell = new CsvCell(charset);
    this.columns = plan.kinds().length;
    this.line = new LineBuffer(file.open(), file.name(), true);
    if (plan.named()) {
      line.advance();
    }
  }

  @Override
  public boolean read(BatchBuilder into) throws IOException {
    while (line.advance()) {
      if (counter.take()) {
        if (row(into)) {
          into.commit();
          return true;
        }
        dropped++;
      }
    }
    return false;
  }

  /** Fills a row; false when it has a missing cell and is left out. */
  private boolean row(BatchBuilder into) {
    int base = into.beginDense();
    float[] target = into.target();
    byte[] b = line.bytes();
    int end = line.end();
    int at = line.start();
    Kind[] kinds = plan.kinds();
    int[] targets = plan.targets();
    for (int c = 0; c < columns; c++) {
      if (c > 0) {
        if (at >= end) {
          throw ragged();
        }
        at++;
      }
      switch (kinds[c]) {
        case NUMBER -> {
          float value = parser.parse(b, at, end);
          int next = parser.next();
          if (Float.isNaN(value) || next < end && b[next] != ',' || Float.isInfinite(value)) {
            next = awkward(c, at);
            if (next == MISSING) {
              return false;
            }
            value = awkward;
          }
          target[base + targets[c]] = value;
          at = next;
        }
        case SKIPPED -> at = skip(b, at, end, c);
        case LABEL -> {
          at = plan.words()[c] == null ? awkward(c, at) : word(c, at);
          if (at == MISSING) {
            return false;
          }
          into.label(targets[c], awkward);
        }
        case CATEGORY -> {
          at = word(c, at);
          if (at == MISSING) {
            return false;
          }
          int size = plan.words()[c].size();
          int first = base + targets[c];
          // While words are being collected their features have no place yet.
          if (!plan.words()[c].open()) {
            Arrays.fill(target, first, first + size, Float.isNaN(awkward) ? awkward : 0);
            if (!Float.isNaN(awkward)) {
              target[first + (int) awkward] = 1;
            }
          }
        }
      }
    }
    if (at < end) {
      throw ragged();
    }
    return true;
  }

  private int skip(byte[] b, int from, int end, int column) {
    if (from < end && b[from] == '"') {
      return text(column, from);
    }
    int at = from;
    while (at < end && b[at] != ',') {
      at++;
    }
    return at;
  }

  /** Reads a cell as text; the index after it. */
  private int text(int column, int at) {
    if (!cell.read(line.bytes(), at, line.end())) {
      throw CsvCell.afterQuote(file.name(), line.line(), column + 1);
    }
    return Math.min(cell.next(), line.end());
  }

  /** Reads a word's number into {@link #awkward}; the index after the cell, or MISSING. */
  private int word(int column, int at) {
    int next = text(column, at);
    String text = cell.text();
    if (DataErrors.missing(text)) {
      return missing(column);
    }
    int number = plan.words()[column].number(text);
    if (number < 0) {
      throw error(
          Text.format(
              "%s holds '%s' where one of the words of the training data was expected: %s",
              plan.called(column),
              DataErrors.shown(text),
              DataErrors.some(plan.words()[column].sorted())));
    }
    awkward = number;
    return next;
  }

  /** Reads a number that is quoted, has blanks around it or is none; as {@link #word}. */
  private int awkward(int column, int at) {
    int next = text(column, at);
    String text = cell.text().strip();
    if (DataErrors.missing(text)) {
      return missing(column);
    }
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    awkward = parser.parse(bytes, 0, bytes.length);
    if (Float.isNaN(awkward) || parser.next() < bytes.length) {
      awkward = DataErrors.notFinite(text);
      if (awkward == 0) {
        throw plan.kinds()[column] == Kind.LABEL
            ? labelWord(column, text)
            : featureWord(column, text);
      }
    }
    if (Float.isNaN(awkward) && keeps(column)) {
      return next;
    }
    if (Float.isNaN(awkward) && dropMissing) {
      return MISSING;
    }
    if (!Float.isFinite(awkward)) {
      throw DataErrors.notFinite(
          channel,
          Text.format("%s line %d, %s", file.name(), line.line(), plan.called(column)),
          awkward);
    }
    return next;
  }

  /** Whether what is missing in a column is to be delivered as NaN. */
  private boolean keeps(int column) {
    return keepMissing && plan.kinds()[column] != Kind.LABEL;
  }

  private int missing(int column) {
    if (keeps(column)) {
      awkward = Float.NaN;
      return Math.min(cell.next(), line.end());
    }
    if (dropMissing) {
      return MISSING;
    }
    String text = cell.text();
    throw error(
        Text.format(
            "%s is missing (%s) where a %s was expected: --drop-missing leaves out such rows%s",
            plan.called(column),
            text.isEmpty() ? "an empty cell" : "'" + text + "'",
            plan.words()[column] == null ? "number" : "word",
            plan.kinds()[column] == Kind.LABEL
                ? ""
                : ", --drop " + DataErrors.shown(plan.names().get(column)) + " the column"));
  }

  private CustomerError featureWord(int column, String text) {
    int at = line.start();
    List<String> words = new ArrayList<>();
    for (int c = 0; c < columns && at <= line.end(); c++) {
      at = text(c, at) + 1;
      if (plan.kinds()[c] == Kind.NUMBER && CsvLook.word(cell.text())) {
        words.add(plan.names().get(c));
      }
    }
    String list = words.stream().limit(20).map(DataErrors::shown).collect(Collectors.joining(","));
    return error(
        Text.format(
            "%1$s holds '%2$s' where a number was expected: --one-hot %3$s makes a column of each"
                + " word, --drop %3$s leaves the column%4$s out, --drop-missing leaves out rows with"
                + " missing cells",
            plan.called(column), DataErrors.shown(text), list, words.size() > 1 ? "s" : ""));
  }

  private CustomerError labelWord(int column, String text) {
    return error(
        Text.format(
            "the label in %s is '%s' where a number was expected, as the other labels are",
            plan.called(column), DataErrors.shown(text)));
  }

  private CustomerError ragged() {
    int at = line.start();
    int found = 0;
    while (at <= line.end()) {
      at = text(found, at) + 1;
      found++;
    }
    return error(
        Text.format(
            "%d cell%s found where %d were expected", found, found == 1 ? "" : "s", columns));
  }

  private CustomerError error(String message) {
    return DataErrors.at(file.name(), "line " + line.line(), message);
  }

  /** Reads all rows for the sake of their words alone; how many were not left out. */
  long learnWords() throws IOException {
    long rows = 0;
    BatchBuilder scratch = new BatchBuilder(Math.max(1, plan.width()), plan.labels(), 1, null);
    while (line.advance()) {
      if (counter.take()) {
        rows += row(scratch) ? 1 : 0;
      }
    }
    return rows;
  }

  @Override
  public long skipAll() throws IOException {
    long rows = 0;
    while (line.advance()) {
      rows++;
    }
    return rows;
  }

  @Override
  public long dropped() {
    return dropped;
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}

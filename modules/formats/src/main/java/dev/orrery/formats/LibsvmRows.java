package dev.orrery.formats;

import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The rows of a libsvm file: {@code label index:value index:value ...}, the label left out where
 * the first token has a colon; {@code #} begins a comment.
 */
final class LibsvmRows extends VectorRows {

  private final String file;
  private final LineBuffer line;
  private final int base;
  private final FloatParser parser = new FloatParser();

  /**
   * Rows of a file.
   *
   * @param base what indexes count from
   */
  LibsvmRows(DataFile file, Expected expected, int base) throws IOException {
    super(expected);
    this.file = file.name();
    this.base = base;
    this.line = new LineBuffer(file.open(), file.name(), false);
  }

  @Override
  String file() {
    return file;
  }

  @Override
  String position() {
    return "line " + line.line();
  }

  /** Goes to the next line that is more than a comment. */
  @Override
  boolean skip() throws IOException {
    while (line.advance()) {
      int at = blank(line.start());
      if (at < line.end() && line.bytes()[at] != '#') {
        return true;
      }
    }
    return false;
  }

  @Override
  boolean parse(Vector into) throws IOException {
    if (!skip()) {
      return false;
    }
    byte[] b = line.bytes();
    int end = line.end();
    into.sparse = true;
    int at = blank(line.start());
    for (boolean first = true; at < end && b[at] != '#'; first = false) {
      int stop = at;
      int colon = -1;
      while (stop < end && b[stop] != ' ' && b[stop] != '\t' && b[stop] != '#') {
        if (b[stop] == ':' && colon < 0) {
          colon = stop;
        }
        stop++;
      }
      if (colon < 0 && first) {
        into.label(number(at, stop, "a label"));
      } else if (colon < 0) {
        throw error(Text.format("'%s' was found where index:value was expected", text(at, stop)));
      } else {
        into.key(index(at, colon, first) - base);
        into.value(number(colon + 1, stop, "a value"));
      }
      at = blank(stop);
    }
    return true;
  }

  private int blank(int from) {
    int at = from;
    while (at < line.end() && (line.bytes()[at] == ' ' || line.bytes()[at] == '\t')) {
      at++;
    }
    return at;
  }

  private long index(int from, int to, boolean first) {
    long index = 0;
    for (int i = from; i < to; i++) {
      int digit = line.bytes()[i] - '0';
      index = digit < 0 || digit > 9 ? -1 : index * 10 + digit;
      if (index < 0 || index > Integer.MAX_VALUE) {
        break;
      }
    }
    if (from == to || index < base || index > Integer.MAX_VALUE) {
      throw error(
          Text.format(
              "'%s' was found where an index from %d to %d was expected%s",
              text(from, to),
              base,
              Integer.MAX_VALUE - 8,
              first ? "; instance weights (label:weight) are not read" : ""));
    }
    return index;
  }

  private float number(int from, int to, String what) {
    float value = parser.parse(line.bytes(), from, to);
    if (!Float.isNaN(value) && parser.next() == to) {
      return value;
    }
    String text = text(from, to);
    float special = DataErrors.notFinite(text);
    if (special == 0) {
      throw error(Text.format("'%s' was found where %s was expected", text, what));
    }
    return special;
  }

  private String text(int from, int to) {
    return DataErrors.shown(new String(line.bytes(), from, to - from, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}

package dev.orrery.formats;

import dev.orrery.formats.CsvPlan.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Locale;

/** The lines of a CSV file, written again with the cells that were missing; all else stays. */
final class CsvFilling implements Closeable {

  private final LineBuffer line;
  private final CsvPlan plan;
  private final Charset charset;
  private final CsvCell cell;

  CsvFilling(DataFile file, CsvPlan plan, Charset charset) throws IOException {
    this.line = new LineBuffer(file.open(), file.name(), true);
    this.plan = plan;
    this.charset = charset;
    this.cell = new CsvCell(charset);
  }

  /** Writes the header, where the file has one; called before the first row. */
  void header(OutputStream out, boolean wanted) throws IOException {
    if (plan.named() && line.advance() && wanted) {
      out.write(line.bytes(), line.start(), line.end() - line.start());
      out.write('\n');
    }
  }

  /**
   * Writes the next row, which has been read before and so is known to be well formed; false when
   * the file has no more.
   */
  boolean row(float[] values, int offset, OutputStream out) throws IOException {
    if (!line.advance()) {
      return false;
    }
    int at = line.start();
    for (int c = 0; c < plan.kinds().length; c++) {
      if (c > 0) {
        out.write(',');
        at++;
      }
      cell.read(line.bytes(), at, line.end());
      int next = Math.min(cell.next(), line.end());
      Kind kind = plan.kinds()[c];
      if ((kind == Kind.NUMBER || kind == Kind.CATEGORY) && missing(cell.text())) {
        String text =
            kind == Kind.NUMBER
                ? NumberText.shortest(values[offset + plan.targets()[c]])
                : CsvWriter.quoted(likeliest(c, values, offset + plan.targets()[c]));
        out.write(text.getBytes(charset));
      } else {
        out.write(line.bytes(), at, next - at);
      }
      at = next;
    }
    out.write('\n');
    return true;
  }

  private static boolean missing(String text) {
    String plain = text.strip();
    return DataErrors.missing(plain) || plain.toLowerCase(Locale.ROOT).matches("[+-]?nan");
  }

  /**
   * The word whose column has the greatest value; of equals the first. Training numbered the words
   * in their order.
   */
  private String likeliest(int column, float[] values, int first) {
    int best = 0;
    for (int word = 1; word < plan.words()[column].size(); word++) {
      best = values[first + word] > values[first + best] ? word : best;
    }
    return plan.words()[column].sorted().get(best);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}

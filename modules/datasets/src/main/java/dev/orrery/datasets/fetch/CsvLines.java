package dev.orrery.datasets.fetch;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Copies lines of CSV, each changed on its way, within a bound. */
final class CsvLines {

  /** Changes a line. */
  interface Change {
    /**
     * The cells that are written.
     *
     * @return null when the line is not what was expected
     */
    String[] apply(String[] cells);
  }

  private CsvLines() {}

  /**
   * Copies.
   *
   * @param skip lines at the front that are not rows
   * @param header the first line that is written
   * @param mostRows how many rows there may be
   * @param expected what a line should hold, for messages
   * @return number of rows
   */
  static long copy(
      Path from, int skip, Path to, String header, long mostRows, String expected, Change change)
      throws IOException {
    boolean packed = to.getFileName().toString().endsWith(".gz");
    long[] rows = new long[1];
    AtomicFiles.write(
        to,
        raw -> {
          GZIPOutputStream gzip = packed ? new GZIPOutputStream(raw, 1 << 16) : null;
          BufferedWriter out =
              new BufferedWriter(
                  new OutputStreamWriter(packed ? gzip : raw, StandardCharsets.UTF_8), 1 << 16);
          out.write(header + "\n");
          try (BufferedReader in =
              new BufferedReader(new InputStreamReader(open(from), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
              number++;
              if (number <= skip || line.isBlank()) {
                continue;
              }
              String[] cells = change.apply(line.split(",", -1));
              if (cells == null || ++rows[0] > mostRows) {
                throw new CustomerError(
                    Text.format("%s line %d is not %s", from, number, expected), from.toString());
              }
              out.write(String.join(",", cells));
              out.write('\n');
            }
          } catch (EOFException | ZipException e) {
            throw new CustomerError(from + " is cut off or damaged", from.toString(), e);
          }
          out.flush();
          if (packed) {
            gzip.finish();
          }
        });
    return rows[0];
  }

  private static InputStream open(Path file) throws IOException {
    try (InputStream head = Files.newInputStream(file)) {
      byte[] magic = head.readNBytes(2);
      boolean gzip = magic.length == 2 && magic[0] == 0x1F && (magic[1] & 0xFF) == 0x8B;
      InputStream bytes = Files.newInputStream(file);
      return gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }
  }
}

package dev.orrery.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Lines that reach the disk as they are written. */
final class LogLines {

  private LogLines() {}

  static void write(Writer out, String line) {
    try {
      out.write(line + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

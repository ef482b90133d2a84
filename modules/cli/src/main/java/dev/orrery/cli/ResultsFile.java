package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown file of which each part between two marks is what a benchmark made last. */
final class ResultsFile {

  private ResultsFile() {}

  /**
   * Puts a benchmark's tables between its marks; what stands around them stays.
   *
   * @throws CustomerError when the file has no such marks
   */
  static void publish(Path file, String subject, String markdown) throws IOException {
    String begin = "<!-- begin bench " + subject + " -->\n";
    String end = "<!-- end bench " + subject + " -->";
    String text = Files.isRegularFile(file) ? Files.readString(file) : "";
    int from = text.indexOf(begin);
    int to = text.indexOf(end, from + 1);
    if (from < 0 || to < 0) {
      throw new CustomerError(
          "has no part for "
              + subject
              + ": expected the lines '"
              + begin.strip()
              + "' and '"
              + end
              + "'",
          file.toString());
    }
    AtomicFiles.write(
        file,
        text.substring(0, from + begin.length())
            + "\n"
            + markdown.strip()
            + "\n\n"
            + text.substring(to));
  }
}

package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Markdown file of which each part between two marks is what a benchmark made last, and a folder
 * beside it with the pictures.
 */
final class ResultsFile {

  private static final String PICTURES = "pictures";

  private ResultsFile() {}

  /**
   * Tells before a benchmark begins that its tables cannot go to a file.
   *
   * @throws CustomerError when it is a folder, or in none that is there
   */
  static void check(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || !Files.isDirectory(folder)) {
      throw new CustomerError(
          "is a folder, or in a folder that is not there; expected a Markdown file",
          file.toString());
    }
  }

  /**
   * Puts a benchmark's tables between its marks, with links to its pictures, which are copied
   * beside the file; what stands around them stays. Where there are no such marks, a part with them
   * is added at the end.
   *
   * @param files what the benchmark made; the PNGs among them are published
   */
  static void publish(Path file, String subject, String markdown, List<Path> files)
      throws IOException {
    String begin = "<!-- begin bench " + subject + " -->\n";
    String end = "<!-- end bench " + subject + " -->";
    String part = begin + "\n" + markdown.strip() + "\n\n" + pictures(file, files) + end;
    String text = Files.isRegularFile(file) ? Files.readString(file) : "";
    int from = text.indexOf(begin);
    int to = text.indexOf(end, from + 1);
    AtomicFiles.write(
        file,
        from < 0 || to < 0
            ? (text.isEmpty() ? "" : text.stripTrailing() + "\n\n") + part + "\n"
            : text.substring(0, from) + part + text.substring(to + end.length()));
  }

  private static String pictures(Path file, List<Path> files) throws IOException {
    StringBuilder links = new StringBuilder();
    for (Path picture : files) {
      String name = picture.getFileName().toString();
      if (name.endsWith(".png")) {
        Path folder = file.toAbsolutePath().resolveSibling(PICTURES);
        Files.createDirectories(folder);
        byte[] content = Files.readAllBytes(picture);
        AtomicFiles.write(folder.resolve(name), content);
        String title = name.substring(0, name.length() - 4).replace('-', ' ');
        links.append(Text.format("![%s](%s/%s)\n\n", title, PICTURES, name));
      }
    }
    return links.toString();
  }
}

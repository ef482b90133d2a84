package dev.orrery.site;

import dev.orrery.core.error.CustomerError;
import java.util.TreeSet;

/** What is wrong with the pages: every sentence names its file and, where it has one, its line. */
final class Problems {

  private record Problem(String file, int line, String sentence) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
      int byFile = file.compareTo(other.file);
      int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
      return byLine != 0 ? byLine : sentence.compareTo(other.sentence);
    }

    @Override
    public String toString() {
      return file + (line > 0 ? ":" + line : "") + ": " + sentence;
    }
  }

  private final TreeSet<Problem> found = new TreeSet<>();

  /**
   * Keeps a problem.
   *
   * @param file from the root of the repository
   * @param line counted from 1; 0 when it is about the whole file
   */
  void add(String file, int line, String sentence) {
    found.add(new Problem(file, line, sentence));
  }

  /**
   * Ends the build when there are any.
   *
   * @throws CustomerError with a line for each
   */
  void refuse() {
    if (!found.isEmpty()) {
      throw new CustomerError(
          String.join("\n", found.stream().map(Problem::toString).toList()), found.first().file());
    }
  }
}

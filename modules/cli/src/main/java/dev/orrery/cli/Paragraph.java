package dev.orrery.cli;

/** Text in lines of a width. */
public final class Paragraph {

  private Paragraph() {}

  /** Breaks at blanks; every line begins with {@code indent}. */
  public static String of(String text, String indent, int width) {
    StringBuilder all = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.strip().split("\\s+")) {
      if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
        all.append(line).append(System.lineSeparator());
        line = new StringBuilder(indent);
      }
      if (line.length() > indent.length()) {
        line.append(' ');
      }
      line.append(word);
    }
    return all.append(line).toString();
  }
}

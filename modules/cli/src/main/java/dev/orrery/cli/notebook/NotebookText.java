package dev.orrery.cli.notebook;

import dev.orrery.core.error.CustomerError;
import java.util.Arrays;
import java.util.List;

/**
 * The text form of notebooks, in which they are pleasant to write: a Markdown file whose Java
 * blocks are the code cells. The words after {@code java} are the cell's tags, what stands between
 * {@code <details>} and {@code </details>} stays Markdown, and {@value #NEXT} on a line of its own
 * parts two Markdown cells.
 */
final class NotebookText {

  /** The line that parts two Markdown cells. */
  static final String NEXT = "<!-- next cell -->";

  private static final String CODE = "```java";
  private static final String END = "```";

  private NotebookText() {}

  /**
   * Makes a notebook, without answers, of its text form.
   *
   * @param where what to call the text in messages
   * @throws CustomerError for a block without an end
   */
  static NotebookFile parse(String text, String where) {
    NotebookFile notebook = NotebookFile.empty();
    StringBuilder cell = new StringBuilder();
    List<String> tags = null;
    boolean folded = false;
    for (String line : text.lines().toList()) {
      if (tags != null) {
        if (line.stripTrailing().equals(END)) {
          notebook.add(true, cell.toString().strip(), tags);
          cell.setLength(0);
          tags = null;
        } else {
          cell.append(line).append('\n');
        }
        continue;
      }
      folded = line.contains("<details") || folded && !line.contains("</details>");
      boolean begins = !folded && line.startsWith(CODE);
      if (begins || line.strip().equals(NEXT)) {
        addMarkdown(notebook, cell);
      }
      if (begins) {
        String words = line.substring(CODE.length()).strip();
        tags = words.isEmpty() ? List.of() : Arrays.asList(words.split("\\s+"));
      } else if (!line.strip().equals(NEXT)) {
        cell.append(line).append('\n');
      }
    }
    if (tags != null) {
      throw new CustomerError("The last block of Java has no end: a line with ``` alone", where);
    }
    addMarkdown(notebook, cell);
    return notebook;
  }

  private static void addMarkdown(NotebookFile notebook, StringBuilder cell) {
    if (!cell.toString().isBlank()) {
      notebook.add(false, cell.toString().strip(), List.of());
    }
    cell.setLength(0);
  }

  /** The text form of a notebook. */
  static String of(NotebookFile notebook) {
    StringBuilder text = new StringBuilder();
    boolean afterMarkdown = false;
    for (Cell cell : notebook.cells()) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      if (cell.isCode()) {
        text.append(CODE);
        cell.tags().forEach(tag -> text.append(' ').append(tag));
        text.append('\n').append(cell.source()).append('\n').append(END).append('\n');
      } else {
        text.append(afterMarkdown ? NEXT + "\n\n" : "").append(cell.source()).append('\n');
      }
      afterMarkdown = !cell.isCode();
    }
    return text.toString();
  }
}

package dev.orrery.cli.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answers of exercises: blocks of Java that are folded away in Markdown cells, between {@code
 * <details>} and {@code </details>}.
 */
final class Answers {

  private static final Pattern FOLDED =
      Pattern.compile("<details.*?>(?<inside>.*?)</details>", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("^```java[^\\n]*\\n(?<code>.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  private Answers() {}

  /** The code of all answers of a notebook, in order. */
  static List<String> of(NotebookFile notebook) {
    List<String> answers = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      if (!cell.isCode()) {
        Matcher folded = FOLDED.matcher(cell.source());
        while (folded.find()) {
          Matcher block = BLOCK.matcher(folded.group("inside"));
          while (block.find()) {
            answers.add(block.group("code").stripTrailing());
          }
        }
      }
    }
    return answers;
  }
}

package dev.orrery.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text form of notebooks, and the answers that are folded away in it. */
class NotebookTextTest {

  private static final String TEXT =
      """
      # A story

      It begins.

      ```java
      int a = 1;
      ```

      ```java varies slow
      System.nanoTime()
      ```

      **1.** Why?

      <details><summary>Answer</summary>

      Because:

      ```java
      if (a != 1) throw new AssertionError();
      ```

      And so:

      ```java
      a + 1
      ```

      ```sh
      ./orrery notebook
      ```

      </details>

      <!-- next cell -->

      The end.
      """;

  @TempDir private Path folder;

  @Test
  void blocksOfJavaAreCells() {
    List<Cell> cells = NotebookText.parse(TEXT, "story.md").cells();

    assertThat(cells.stream().map(Cell::isCode)).containsExactly(false, true, true, false, false);
    assertThat(cells.get(0).source()).isEqualTo("# A story\n\nIt begins.");
    assertThat(cells.get(1).source()).isEqualTo("int a = 1;");
    assertThat(cells.get(1).tags()).isEmpty();
    assertThat(cells.get(2).tags()).containsExactly("varies", "slow");
    assertThat(cells.get(3).source()).startsWith("**1.** Why?").endsWith("</details>");
    assertThat(cells.get(4).source()).isEqualTo("The end.");
  }

  @Test
  void foldedJavaIsTheAnswersAlone() {
    assertThat(Answers.of(NotebookText.parse(TEXT, "story.md")))
        .containsExactly("if (a != 1) throw new AssertionError();", "a + 1");
  }

  @Test
  void theTextOfANotebookMakesTheSameNotebook() throws IOException {
    NotebookFile notebook = NotebookText.parse(TEXT, "story.md");
    Path file = folder.resolve("story.ipynb");
    notebook.write(file);

    String text = NotebookText.of(NotebookFile.read(file));

    assertThat(text).isEqualTo(TEXT);
    assertThat(NotebookText.parse(text, "story.md").text()).isEqualTo(notebook.text());
  }

  @Test
  void aBlockWithoutEndIsTold() {
    assertThatThrownBy(() -> NotebookText.parse("```java\n1 + 1\n", "story.md"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("no end");
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

  @TempDir private Path folder;

  @Test
  void onlyWhatStandsBetweenTheMarksIsReplaced() throws IOException {
    Path file = folder.resolve("RESULTS.md");
    Files.writeString(
        file,
        "# Results\n<!-- begin bench knn -->\nold\n<!-- end bench knn -->\nwords\n"
            + "<!-- begin bench pca -->\nkept\n<!-- end bench pca -->\n");
    ResultsFile.publish(file, "knn", "| new |\n", List.of());
    assertThat(file)
        .hasContent(
            "# Results\n<!-- begin bench knn -->\n\n| new |\n\n<!-- end bench knn -->\nwords\n"
                + "<!-- begin bench pca -->\nkept\n<!-- end bench pca -->\n");
  }

  @Test
  void aFileWithoutThePartGetsItAtItsEnd() throws IOException {
    Path file = folder.resolve("RESULTS.md");
    Files.writeString(file, "# Results\n");
    ResultsFile.publish(file, "knn", "old", List.of());
    ResultsFile.publish(file, "knn", "new", List.of());
    assertThat(file)
        .hasContent("# Results\n\n<!-- begin bench knn -->\n\nnew\n\n<!-- end bench knn -->\n");
  }

  @Test
  void picturesAreCopiedBesideTheFileAndShownBelowTheTables() throws IOException {
    Path file = folder.resolve("RESULTS.md");
    Path made = Files.createDirectories(folder.resolve("bench/knn"));
    Path picture = Files.write(made.resolve("knn-race-1.png"), new byte[] {1, 2, 3});
    Path other = Files.writeString(made.resolve("times.json"), "{}");
    ResultsFile.publish(file, "knn", "| new |", List.of(picture, other));
    assertThat(file)
        .hasContent(
            "<!-- begin bench knn -->\n\n| new |\n\n![knn race 1](pictures/knn-race-1.png)\n\n"
                + "<!-- end bench knn -->\n");
    assertThat(folder.resolve("pictures/knn-race-1.png")).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder.resolve("pictures")).isDirectoryNotContaining("glob:**.json");
  }

  @Test
  void aFolderIsRefusedBeforeTheBenchmarkBegins() {
    assertThatThrownBy(() -> ResultsFile.check(folder))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("expected a Markdown file");
    assertThatThrownBy(() -> ResultsFile.check(folder.resolve("no/RESULTS.md")))
        .isInstanceOf(CustomerError.class);
  }
}

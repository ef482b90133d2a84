package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsTest {

  @TempDir private Path folder;

  @Test
  void theSiteLiesWhereItWasAskedFor() throws Exception {
    Path out = folder.resolve("site");
    Cli.Outcome outcome = Cli.run("docs", "--out", out.toString(), "--json");

    assertThat(outcome.code()).as(outcome.out()).isZero();
    JsonNode json = outcome.json();
    assertThat(Path.of(json.path("index").asText())).exists().startsWith(out);
    assertThat(json.path("pages")).extracting(JsonNode::asText).contains("docs/architecture.md");
  }

  @Test
  void aFolderOfOtherFilesIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "dear");
    Cli.Outcome outcome = Cli.run("docs", "--out", folder.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("holds other files").hasLineCount(1);
    assertThat(folder.resolve("letter.txt")).exists();
  }
}

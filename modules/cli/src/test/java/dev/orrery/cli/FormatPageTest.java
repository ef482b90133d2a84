package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/extending/format.md; {@link ExtendingPagesTest} does so with Maven. */
class FormatPageTest {

  @TempDir private Path folder;

  @Test
  void aNewFormatDoesWhatThePageSays() throws Exception {
    FollowedPage followed = new FollowedPage("extending/format.md", folder);
    assertThat(followed.page().blocks())
        .filteredOn(block -> block.language().equals("diff"))
        .extracting(Page.Block::info)
        .as("the only files that are edited")
        .hasSize(5)
        .allMatch(path -> path.startsWith("modules/formats/"));
    Path work = followed.run("dev.orrery.formats.ArffTest");
    assertThat(work.resolve("flowers.csv")).content().startsWith("0,5.1,1.4\n");
    assertThat(work.resolve("iris.arff")).content().startsWith("@relation");
  }
}

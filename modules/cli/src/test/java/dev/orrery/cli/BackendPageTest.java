package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/extending/backend.md; {@link ExtendingPagesTest} does so with Maven. */
class BackendPageTest {

  @TempDir private Path folder;

  @Test
  void aNewBackendDoesWhatThePageSays() throws Exception {
    FollowedPage followed = new FollowedPage("extending/backend.md", folder);
    assertThat(followed.page().blocks())
        .filteredOn(block -> block.language().equals("diff"))
        .extracting(Page.Block::info)
        .as("the only file that is edited")
        .containsExactly("pom.xml");
    Path work = followed.run("dev.orrery.kernels.unrolled.UnrolledKernelsTest");
    assertThat(work.resolve("unrolled/run.json")).content().contains("unrolled");
    assertThat(work.resolve("answers.jsonl")).isNotEmptyFile();
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/extending/algorithm.md; {@link ExtendingPagesTest} does so with Maven. */
class AlgorithmPageTest {

  @TempDir private Path folder;

  @Test
  void aNewAlgorithmDoesWhatThePageSays() throws Exception {
    FollowedPage followed = new FollowedPage("extending/algorithm.md", folder);
    assertThat(followed.page().blocks())
        .filteredOn(block -> block.language().equals("diff"))
        .extracting(Page.Block::info)
        .as("the only files that are edited")
        .containsExactly("pom.xml", "modules/cli/pom.xml");
    Path work = followed.run("dev.orrery.nearestcentroid.NearestCentroidTest");
    assertThat(work.resolve("first/report.html")).content().contains("Rows and centroids");
    assertThat(work.resolve("first/pictures/centroids.png")).isNotEmptyFile();
    assertThat(work.resolve("shrunk/report.html")).isNotEmptyFile();
  }
}

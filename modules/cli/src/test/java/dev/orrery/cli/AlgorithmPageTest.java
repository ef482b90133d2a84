package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

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
    Path work = followed.run();
    assertThat(work.resolve("first/report.html")).content().contains("Rows and centroids");
    assertThat(work.resolve("first/pictures/centroids.png")).isNotEmptyFile();
    assertThat(work.resolve("shrunk/report.html")).isNotEmptyFile();
    holdsItsContract(followed.classes());
  }

  /** Runs the test that the page prints. */
  private static void holdsItsContract(Path classes) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(
                  selectClass(loader.loadClass("dev.orrery.nearestcentroid.NearestCentroidTest")))
              .filters(includeEngines("junit-jupiter"))
              .build();
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      TestExecutionSummary summary = listener.getSummary();
      assertThat(summary.getFailures()).isEmpty();
      assertThat(summary.getTestsSucceededCount()).isGreaterThan(10);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}

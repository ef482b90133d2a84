package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is distributed holds no peer (Smile is under the GPL, ELKI under the AGPL): they belong to
 * the benchmarks and to tests alone.
 */
class DistributionTest {

  private static final List<String> PEERS =
      List.of(
          "com.github.haifengl",
          "io.github.elki-project",
          "org.tribuo",
          "software.amazon.randomcutforest");

  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

  /** The class path of these tests holds all that the command line and its backends run with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "smile.clustering.KMeans",
        "elki.clustering.kmeans.LloydKMeans",
        "org.tribuo.Example",
        "com.amazon.randomcutforest.RandomCutForest"
      })
  void noPeerIsOnTheClassPath(String peer) {
    assertThatThrownBy(() -> Class.forName(peer)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void noModuleNeedsAPeerButForItsTests() throws IOException {
    Path modules = Path.of(System.getProperty("orrery.root"), "modules");
    try (Stream<Path> folders = Files.list(modules)) {
      List<Path> poms =
          folders.map(folder -> folder.resolve("pom.xml")).filter(Files::isRegularFile).toList();
      assertThat(poms).hasSizeGreaterThan(10);
      for (Path pom : poms) {
        DEPENDENCY
            .matcher(Files.readString(pom))
            .results()
            .map(found -> found.group(1))
            .filter(dependency -> PEERS.stream().anyMatch(dependency::contains))
            .forEach(
                dependency ->
                    assertThat(dependency).as(pom.toString()).contains("<scope>test</scope>"));
        assertThat(Files.readString(pom)).as(pom.toString()).doesNotContain("orrery-benchmarks");
      }
    }
  }
}

package dev.orrery.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM, which has no parent to take a version from, has this Orrery's, and all of the API. */
class BomTest {

  private static final Path MODULES = Path.of(System.getProperty("orrery.root"), "modules");

  private static String text(String module) throws IOException {
    return Files.readString(MODULES.resolve(module).resolve("pom.xml"));
  }

  private static List<String> artifacts(String pom) {
    return Pattern.compile(
            // neither the module itself, nor its parent, nor what its tests alone need
            "<artifactId>orrery-([a-z0-9-]+)</artifactId>(?!\\s*<(name|version>\\d))(?!.*<scope>test)")
        .matcher(pom)
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(name -> !name.equals("parent") && !name.equals("bom"))
        .toList();
  }

  private static String version(String pom) {
    return Pattern.compile("<version>([^<]+)</version>")
        .matcher(pom)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  @Test
  void itHasThisVersion() throws IOException {
    assertThat(version(text("bom"))).isEqualTo(version(text("api")));
  }

  @Test
  void itListsTheApiAndAllItNeeds() throws IOException {
    List<String> listed = artifacts(text("bom"));
    assertThat(listed).contains("api").containsAll(artifacts(text("api"))).doesNotHaveDuplicates();
    for (String module : listed) {
      assertThat(MODULES.resolve(module)).isDirectory();
      // Whoever takes one of them takes what it needs: the BOM must have that too.
      assertThat(listed).as(module).containsAll(artifacts(text(module)));
    }
  }
}

package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaneSumTest {

  /**
   * Compiled code adds the lanes in another order than interpreted code, which no test of a single
   * call can see.
   */
  @Test
  void nobodyElseAddsTheLanesOfFloats() throws IOException {
    Path sources =
        Path.of(
            System.getProperty("orrery.root"), "modules/kernels/src/main/java/dev/orrery/kernels");
    try (Stream<Path> files = Files.list(sources)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(all).hasSizeGreaterThan(20);
      for (Path file : all) {
        assertThat(Files.readString(file))
            .as(file.getFileName().toString())
            .doesNotContain("reduceLanes(VectorOperators.ADD");
      }
    }
  }
}

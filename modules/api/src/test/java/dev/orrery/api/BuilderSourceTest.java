package dev.orrery.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The builders' sources are what the schemas give. {@code -DargLine="-Dorrery.write=true ..."}
 * writes them anew.
 */
class BuilderSourceTest {

  static java.util.List<BuilderSource> builders() {
    return BuilderSource.ALL;
  }

  @ParameterizedTest
  @MethodSource("builders")
  void theSourceIsWhatTheSchemaGives(BuilderSource builder) throws IOException {
    Path file =
        Path.of(System.getProperty("orrery.root"))
            .resolve("modules/api/src/main/java/dev/orrery/api/" + builder.type() + ".java");
    if (Boolean.getBoolean("orrery.write")) {
      Files.writeString(file, builder.text());
    }
    assertThat(Files.readString(file)).isEqualTo(builder.text());
  }
}

package dev.orrery.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

  private static final String[] LINES = {
    "{\"metric\":\"train:rmse\",\"value\":4.0,\"epoch\":0,\"batch\":0}",
    "{\"metric\":\"train:rmse\",\"value\":3.0,\"epoch\":0}",
    "{\"metric\":\"train:rmse\",\"value\":2.0,\"epoch\":1,\"batch\":0}",
    "{\"metric\":\"train:rmse\",\"value\":2.0,\"epoch\":1,\"batch\":7}",
    "{\"metric\":\"train:rmse\",\"value\":1.0,\"epoch\":1}",
    "{\"metric\":\"train:rmse\",\"value\":1.0}",
    "{\"metric\":\"train:rm"
  };

  @TempDir private Path folder;

  private String trimmed(Checkpoint.Position at, int hosts) throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(file, String.join("\n", LINES));
    MetricsFile.trim(file, at, hosts);
    return Files.readString(file);
  }

  @Test
  void whatWillBeMeasuredAgainGoes() throws IOException {
    String first = LINES[0] + "\n" + LINES[1] + "\n";
    assertThat(trimmed(Checkpoint.Position.START, 1)).isEmpty();
    assertThat(trimmed(new Checkpoint.Position(1, 0, 0, 10), 1)).isEqualTo(first);
    assertThat(trimmed(new Checkpoint.Position(1, 0, 70, 10), 1))
        .isEqualTo(first + LINES[2] + "\n");
    assertThat(trimmed(new Checkpoint.Position(1, 0, 70, 10), 2)).isEqualTo(first);
    assertThat(trimmed(new Checkpoint.Position(2, 0, 0, 10), 1))
        .isEqualTo(
            String.join("\n", LINES).split("\n\\{\"metric\":\"train:rmse\",\"value\":1.0}")[0]
                + "\n");
    MetricsFile.trim(folder.resolve("none.jsonl"), Checkpoint.Position.START, 1);
  }
}

package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ZipFilesTest {

  private static final Map<String, byte[]> FILES =
      new TreeMap<>(
          Map.of(
              "b.json", "{}".getBytes(StandardCharsets.UTF_8),
              "a", new byte[1000],
              "empty", new byte[0]));

  @Test
  void whatIsWrittenIsRead() {
    SortedMap<String, byte[]> read = ZipFiles.read(ZipFiles.write(FILES), "model_algo-1");

    assertThat(read).containsOnlyKeys("a", "b.json", "empty");
    assertThat(read.get("a")).isEqualTo(new byte[1000]);
    assertThat(read.get("b.json")).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void equalFilesGiveEqualBytesWhereverTheClockStands() {
    byte[] here = ZipFiles.write(FILES);
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(ZipFiles.write(FILES)).isEqualTo(here);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void badArchivesAreRefusedInOneSentence() {
    byte[] zip = ZipFiles.write(FILES);
    assertThatThrownBy(() -> ZipFiles.read(new byte[] {1, 2, 3}, "model_algo-1"))
        .isInstanceOf(CustomerError.class)
        .hasMessage("This is not a zip archive.");
    assertThatThrownBy(() -> ZipFiles.read(Arrays.copyOf(zip, 40), "model_algo-1"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("cut off or damaged");
    assertThatThrownBy(() -> ZipFiles.read(zip, "model_algo-1", 999))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("unpacks to more than 999 bytes");
  }
}

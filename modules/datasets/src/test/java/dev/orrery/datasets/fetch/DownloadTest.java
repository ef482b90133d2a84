package dev.orrery.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DownloadTest {

  private static final Path DATASETS =
      Path.of(System.getProperty("orrery.root", "../..")).resolve("datasets");

  static Stream<Download> downloads() throws IOException {
    return Download.all(DATASETS).stream();
  }

  @ParameterizedTest
  @MethodSource("downloads")
  void everyEntryIsWhole(Download download) throws IOException {
    assertThat(download.title()).isNotBlank();
    assertThat(download.licence()).isNotBlank();
    assertThat(download.terms()).isNotBlank();
    assertThat(download.citation()).isNotBlank();
    assertThat(download.teaches()).isNotBlank();
    assertThat(download.termsUrl()).startsWith("https://");
    assertThat(Conversion.of(download.conversion())).isNotNull();
    assertThat(download.sampleNames()).isNotEmpty().first().isEqualTo(download.name());
    for (Download.RemoteFile file : download.files()) {
      assertThat(file.url().getScheme()).isEqualTo("https");
      assertThat(file.maxBytes()).isPositive();
      assertThat(file.sha256()).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
      assertThat(file.toldBy().isEmpty()).isEqualTo(file.sha256().isEmpty());
    }
    // --sha256 and --trust-first are of one file.
    assertThat(download.digestsKnown() || download.files().size() == 1).isTrue();
    assertThat(Files.readString(DATASETS.resolve("README.md")))
        .contains("`" + download.name() + "`");
  }

  @Test
  void theOnlyDigestThatNobodyTellsIsThatOfTheTaxis() throws IOException {
    List<String> unknown =
        downloads().filter(each -> !each.digestsKnown()).map(Download::name).toList();
    assertThat(unknown).containsExactly("nyc-taxi");
  }
}

package dev.orrery.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.Catalog;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.Sample;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {

  private static final int ROWS = 3000;
  private static final Fetch.Options DOWNLOAD =
      new Fetch.Options(List.of(), Optional.empty(), false, false);

  @TempDir private Path folder;
  private FileServer server;
  private byte[] content;
  private String sha256;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    StringBuilder csv = new StringBuilder("timestamp,value\n");
    LocalDateTime time = LocalDateTime.of(2014, 10, 1, 0, 0);
    for (int i = 0; i < ROWS; i++) {
      csv.append(
          time.plusMinutes(30L * i).format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")));
      csv.append(',').append(10_000 + i).append('\n');
    }
    content = csv.toString().getBytes(StandardCharsets.US_ASCII);
    Path file = Files.write(folder.resolve("at-hand.csv"), content);
    sha256 = DataFile.sha256(file);
    server = new FileServer(content);
  }

  @AfterEach
  void stop() {
    server.close();
    System.clearProperty("orrery.data");
  }

  private Download download(URI url, List<String> digests) throws IOException {
    JsonNode sample =
        new ObjectMapper()
            .readTree(
                "{\"name\": \"town-taxi\", \"label\": \"anomaly\", \"drop\": [\"timestamp\"]}");
    return new Download(
        "town-taxi",
        "Taxis",
        "nobody",
        Optional.empty(),
        "MIT",
        "Be kind.",
        "https://example.org/terms",
        "Nobody (2026).",
        "patience",
        List.of(new Download.RemoteFile("taxi.csv", url, Optional.empty(), 200_000, digests, "")),
        "nab",
        List.of(sample));
  }

  private Download known() throws IOException {
    return download(server.url(), List.of(sha256));
  }

  private Fetch fetch(int attempts) {
    Transfer.Patience patience =
        new Transfer.Patience(attempts, Duration.ofMillis(1), Duration.ofMillis(700));
    Transfer transfer = new Transfer(patience, (file, done, begun, total) -> {});
    return new Fetch(folder.resolve("fetched"), transfer, notes::add);
  }

  private Path part() {
    return folder.resolve("fetched/town-taxi/incoming/taxi.csv.part");
  }

  @Test
  void whatIsFetchedIsASampleOfItsName() throws IOException {
    Fetch.Fetched fetched = fetch(1).fetch(known(), DOWNLOAD);
    assertThat(fetched.samples()).containsExactly("town-taxi");
    assertThat(fetched.rows()).containsExactly((long) ROWS);
    System.setProperty("orrery.data", folder.resolve("fetched").toString());
    Sample sample = Catalog.load(folder).find("town-taxi").orElseThrow();
    assertThat(sample.features()).containsExactly("value");
    assertThat(sample.label()).contains("anomaly");
    assertThat(sample.licence()).isEqualTo("MIT");
    Path data = Catalog.load(folder).path(sample);
    assertThat(sample.sha256()).isEqualTo(DataFile.sha256(data));
    List<String> lines = Files.readAllLines(data);
    assertThat(lines).hasSize(1 + ROWS).contains("2014-10-01 00:00:00,10000,0");
    assertThat(lines.stream().filter(line -> line.startsWith("2014-11-02") && line.endsWith(",1")))
        .hasSize(48);
    assertThat(Files.exists(part().getParent())).isFalse();
    assertThat(server.asked).containsExactly("none");
    assertThat(notes).contains("taxi.csv: SHA-256 " + sha256 + ", as it should be");
    assertThatThrownBy(() -> fetch(1).fetch(known(), DOWNLOAD))
        .isInstanceOf(CustomerError.class)
        .hasMessage("town-taxi is there already; --again fetches it anew");
    fetch(1).fetch(known(), new Fetch.Options(List.of(), Optional.empty(), false, true));
  }

  @Test
  void aConnectionThatIsCutIsTakenUpWhereItEnded() throws IOException {
    server.cutAfter = 40_000;
    assertThat(fetch(2).fetch(known(), DOWNLOAD).rows()).containsExactly((long) ROWS);
    assertThat(server.asked).containsExactly("none", "bytes=40000- if \"one\"");
  }

  @Test
  void soIsOneThatAnEarlierCommandBegan() throws IOException {
    server.cutAfter = 40_000;
    server.statusAfterCut = 503;
    assertThatThrownBy(() -> fetch(1).fetch(known(), DOWNLOAD))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("the server answers 503 after 40,000 bytes; run the command again");
    assertThat(Files.size(part())).isEqualTo(40_000);
    server.status = 200;
    server.asked.clear();
    assertThat(fetch(1).fetch(known(), DOWNLOAD).rows()).containsExactly((long) ROWS);
    assertThat(server.asked).containsExactly("bytes=40000- if \"one\"");
  }

  @Test
  void aServerThatFallsSilentIsLeft() throws IOException {
    server.stallAfter = 30_000;
    assertThat(fetch(3).fetch(known(), DOWNLOAD).rows()).containsExactly((long) ROWS);
    assertThat(server.asked).hasSize(2).last().isEqualTo("bytes=30000- if \"one\"");
  }

  @Test
  void aFileThatHasChangedMeanwhileIsFetchedAnew() throws IOException {
    partOfAnother("\"older\"");
    assertThat(fetch(1).fetch(known(), DOWNLOAD).rows()).containsExactly((long) ROWS);
    assertThat(server.asked).containsExactly("bytes=1000- if \"older\"");
  }

  @Test
  void aServerWithoutRangesSendsAllOfIt() throws IOException {
    partOfAnother("\"one\"");
    server.ranges = false;
    assertThat(fetch(1).fetch(known(), DOWNLOAD).rows()).containsExactly((long) ROWS);
    assertThat(server.asked).containsExactly("bytes=1000- if \"one\"");
  }

  @Test
  void nothingIsTakenUpThatCannotBeToldToBeTheSame() throws IOException {
    partOfAnother("\"one\"");
    Files.delete(part().resolveSibling("taxi.csv.part.json"));
    server.etag = "W/\"weak\"";
    server.cutAfter = 40_000;
    assertThat(fetch(2).fetch(known(), DOWNLOAD).rows()).containsExactly((long) ROWS);
    assertThat(server.asked).containsExactly("none", "none");
  }

  private void partOfAnother(String etag) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), new byte[1000]);
    Files.writeString(
        part().resolveSibling("taxi.csv.part.json"),
        new ObjectMapper()
            .createObjectNode()
            .put("url", server.url().toString())
            .put("validator", etag)
            .toString());
  }

  @Test
  void anotherContentIsThrownAway() throws IOException {
    server.content = "timestamp,value\n".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> fetch(1).fetch(known(), DOWNLOAD))
        .isInstanceOf(CustomerError.class)
        .hasMessageStartingWith("taxi.csv of town-taxi has the SHA-256 ")
        .hasMessageEndingWith(" where " + sha256 + " was expected; what came was thrown away");
    assertThat(part()).doesNotExist();
    assertThat(Fetch.isFetched(folder.resolve("fetched"), known())).isFalse();
  }

  @Test
  void tooMuchIsRefusedWhetherItIsToldOrNot() throws IOException {
    server.content = new byte[300_000];
    for (boolean told : new boolean[] {true, false}) {
      server.lengthTold = told;
      assertThatThrownBy(() -> fetch(1).fetch(known(), DOWNLOAD))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("more than the 200,000 bytes");
      assertThat(Files.size(part())).isLessThanOrEqualTo(200_000);
    }
  }

  @Test
  void aMissingFileIsToldAndATroubledServerAskedAgain() throws IOException {
    server.status = 404;
    assertThatThrownBy(() -> fetch(3).fetch(known(), DOWNLOAD))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("answers 404")
        .hasMessageContaining("--from FILE");
    assertThat(server.asked).hasSize(1);
    server.status = 503;
    server.failures = 2;
    assertThat(fetch(3).fetch(known(), DOWNLOAD).rows()).containsExactly((long) ROWS);
    server.failures = 3;
    assertThatThrownBy(
            () ->
                fetch(2)
                    .fetch(known(), new Fetch.Options(List.of(), Optional.empty(), false, true)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("the server answers 503");
  }

  @Test
  void redirectsStayOnSafeGround() throws IOException {
    server.redirect = server.url("localhost").resolve("/moved").toString();
    assertThat(fetch(1).fetch(known(), DOWNLOAD).rows()).containsExactly((long) ROWS);
    Fetch.Options trusting = new Fetch.Options(List.of(), Optional.empty(), true, true);
    assertThatThrownBy(() -> fetch(1).fetch(download(server.url(), List.of()), trusting))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("another host, and without a known SHA-256");
    server.redirect = "http://example.org/file";
    assertThatThrownBy(
            () ->
                fetch(1)
                    .fetch(known(), new Fetch.Options(List.of(), Optional.empty(), false, true)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("redirects to http://example.org/file, which is not https");
    server.redirect = "/again";
    assertThatThrownBy(
            () ->
                fetch(1)
                    .fetch(known(), new Fetch.Options(List.of(), Optional.empty(), false, true)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("redirects more than 5 times");
    Download.RemoteFile file = known().files().getFirst();
    assertThatThrownBy(
            () ->
                Transfer.checkRedirect(
                    file, URI.create("https://example.org/a"), URI.create("http://127.0.0.1/a")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("which is not https");
    Transfer.checkRedirect(
        file, URI.create("https://example.org/a"), URI.create("https://example.com/a"));
  }

  @Test
  void anAddressThatIsNotHttpsIsRefused() {
    assertThatThrownBy(
            () ->
                fetch(1)
                    .fetch(
                        download(URI.create("http://example.org/file"), List.of(sha256)), DOWNLOAD))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("is not https");
  }

  @Test
  void aFileAtHandIsCheckedLikeADownload() throws IOException {
    Path at = folder.resolve("at-hand.csv");
    Fetch.Options from = new Fetch.Options(List.of(at), Optional.empty(), false, false);
    Files.writeString(at, "other");
    assertThatThrownBy(() -> fetch(1).fetch(known(), from))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("at-hand.csv of town-taxi has the SHA-256");
    assertThat(at).exists();
    Files.write(at, content);
    assertThat(fetch(1).fetch(known(), from).rows()).containsExactly((long) ROWS);
    assertThat(server.asked).isEmpty();
    assertThat(at).exists();
    Fetch.Options nothing =
        new Fetch.Options(List.of(folder.resolve("none")), Optional.empty(), false, true);
    assertThatThrownBy(() -> fetch(1).fetch(known(), nothing))
        .isInstanceOf(CustomerError.class)
        .hasMessage("--from names " + folder.resolve("none") + ", which is not there");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Fetch.Options within = new Fetch.Options(List.of(empty), Optional.empty(), false, true);
    assertThatThrownBy(() -> fetch(1).fetch(known(), within))
        .isInstanceOf(CustomerError.class)
        .hasMessage("--from does not have taxi.csv, the file of town-taxi");
  }

  @Test
  void aFileWithoutAKnownDigestNeedsAWord() throws IOException {
    Download unknown = download(server.url(), List.of());
    assertThatThrownBy(() -> fetch(1).fetch(unknown, DOWNLOAD))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("--sha256 HEX")
        .hasMessageContaining("--trust-first");
    assertThat(server.asked).isEmpty();
    assertThatThrownBy(() -> fetch(1).fetch(unknown, told("abc")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("64 hexadecimal digits");
    assertThatThrownBy(() -> fetch(1).fetch(unknown, told("0".repeat(64))))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("where " + "0".repeat(64) + " was expected");
    fetch(1).fetch(unknown, told(sha256.toUpperCase(java.util.Locale.ROOT)));
    assertThatThrownBy(() -> fetch(1).fetch(known(), told(sha256)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("The catalog knows the SHA-256");
  }

  private static Fetch.Options told(String digest) {
    return new Fetch.Options(List.of(), Optional.of(digest), false, true);
  }

  @Test
  void whatWasTrustedFirstIsHeldToThereafter() throws IOException {
    Download unknown = download(server.url(), List.of());
    Fetch.Options trusting = new Fetch.Options(List.of(), Optional.empty(), true, true);
    fetch(1).fetch(unknown, trusting);
    assertThat(notes).anyMatch(note -> note.contains("which nothing was there to compare with"));
    fetch(1).fetch(unknown, trusting);
    server.content =
        (new String(content, StandardCharsets.US_ASCII) + "2015-01-01 00:00:00,1\n")
            .getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> fetch(1).fetch(unknown, trusting))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("where " + sha256 + " was expected");
  }
}

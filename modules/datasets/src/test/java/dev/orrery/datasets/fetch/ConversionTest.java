package dev.orrery.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.Data;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionTest {

  @TempDir private Path folder;
  private Path made;

  @BeforeEach
  void makeFolder() throws IOException {
    made = Files.createDirectory(folder.resolve("made"));
  }

  private Path zip(Map<String, String> members, Charset charset) throws IOException {
    Path file = folder.resolve("archive.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> member : members.entrySet()) {
        out.putNextEntry(new ZipEntry(member.getKey()));
        out.write(member.getValue().getBytes(charset));
      }
    }
    return file;
  }

  private static Map<String, String> movies() {
    return new TreeMap<>(
        Map.of(
            "ml-100k/u.data", "196\t242\t3\t881250949\n22\t377\t1\t878887116\n196\t377\t5\t1\n",
            "ml-100k/u.item", "242|Kolya (1996)|24-Jan-1997\n377|Caf\u00e9 (1994)|x\n9|Unseen|x\n",
            "ml-100k/README", "terms"));
  }

  @Test
  void ratingsHaveAColumnPerUserAndPerFilm() throws IOException {
    Path archive = zip(movies(), StandardCharsets.ISO_8859_1);
    List<Conversion.Made> parts =
        Conversion.of("movielens-100k").convert(Map.of("ml-100k.zip", archive), made, note -> {});
    assertThat(parts).hasSize(1);
    assertThat(parts.getFirst().rows()).isEqualTo(3);
    assertThat(parts.getFirst().features())
        .containsExactly(
            "user 22", "user 196", "item 242 Kolya (1996)", "item 377 Caf\u00e9 (1994)");
    OpenedData data =
        Data.open(
            made.resolve(parts.getFirst().file()).toString(),
            "train",
            ReadOptions.builder().labelSize(1).build(),
            folder,
            note -> {});
    try (BatchReader reader = data.source().open()) {
      Batch batch = reader.next(10);
      assertThat(batch.labels()).containsExactly(3, 1, 5);
      CsrMatrix rows = (CsrMatrix) batch.features();
      assertThat(rows.columns()).isEqualTo(4);
      assertThat(rows.column()).startsWith(1, 2, 0, 3, 1, 3);
    }
    assertThat(Files.readString(made.resolve("README.txt"))).isEqualTo("terms");
    assertThat(Files.readAllLines(made.resolve("users.csv"))).endsWith("1,196");
    assertThat(Files.readAllLines(made.resolve("items.csv")))
        .endsWith("3,377,\"Caf\u00e9 (1994)\"");
  }

  @Test
  void ratingsOfCsvHaveQuotedTitles() throws IOException {
    Path archive =
        zip(
            Map.of(
                "ml-latest-small/ratings.csv", "userId,movieId,rating,timestamp\r\n1,11,4.5,9\r\n",
                "ml-latest-small/movies.csv",
                    "movieId,title,genres\n11,\"American President, The (\"\"1995\"\")\",Comedy\n",
                "ml-latest-small/README.txt", "terms"),
            StandardCharsets.UTF_8);
    List<Conversion.Made> parts =
        Conversion.of("movielens-csv").convert(Map.of("a.zip", archive), made, note -> {});
    assertThat(parts.getFirst().features())
        .containsExactly("user 1", "item 11 American President, The (\"1995\")");
  }

  @Test
  void anArchiveIsNotTrusted() throws IOException {
    Conversion conversion = Conversion.of("movielens-100k");
    for (String escape : List.of("../evil", "/evil", "a/../../evil", "c:evil", "a\\evil")) {
      Map<String, String> members = movies();
      members.put(escape, "x");
      Path archive = zip(members, StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> conversion.convert(Map.of("a", archive), made, note -> {}))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("has the name '" + escape + "', which leads out of its folder");
    }
    Map<String, String> members = movies();
    members.put("ml-100k/u.data", "1\tx\t3\n");
    Path bad = zip(members, StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> conversion.convert(Map.of("a", bad), made, note -> {}))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("u.data line 1 is '1\tx\t3'");
    members.remove("ml-100k/u.data");
    Path lacking = zip(members, StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> conversion.convert(Map.of("a", lacking), made, note -> {}))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("has no ml-100k/u.data");
    Files.writeString(lacking, "no zip");
    assertThatThrownBy(() -> conversion.convert(Map.of("a", lacking), made, note -> {}))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("is not a zip archive");
  }

  @Test
  void aMemberThatUnpacksToTooMuchIsRefused() throws IOException {
    Path archive = zip(Map.of("zeros", "0".repeat(1_000_000)), StandardCharsets.US_ASCII);
    assertThat(Files.size(archive)).isLessThan(5000);
    try (ZipMembers zip = new ZipMembers(archive)) {
      assertThat(zip.read("zeros", 1_000_000)).hasSize(1_000_000);
      assertThatThrownBy(() -> zip.read("zeros", 999_999))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("more than the 999,999 bytes");
    }
  }

  private Path idx(String name, int magic, int[] sizes, int bytes) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(raw))) {
      out.writeInt(magic);
      for (int size : sizes) {
        out.writeInt(size);
      }
      for (int i = 0; i < bytes; i++) {
        out.writeByte(250 + i);
      }
    }
    return Files.write(folder.resolve(name), raw.toByteArray());
  }

  private Map<String, Path> images(int pixels) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (String part : List.of("train", "t10k")) {
      String image = part + "-images-idx3-ubyte.gz";
      String label = part + "-labels-idx1-ubyte.gz";
      files.put(image, idx(image, 0x803, new int[] {2, 1, 3}, pixels));
      files.put(label, idx(label, 0x801, new int[] {2}, 2));
    }
    return files;
  }

  @Test
  void imagesBecomeRowsWithTheirLabelFirst() throws IOException {
    List<Conversion.Made> parts = Conversion.of("idx").convert(images(6), made, note -> {});
    assertThat(parts)
        .extracting(Conversion.Made::file)
        .containsExactly("train.csv.gz", "test.csv.gz");
    assertThat(parts.getFirst().rows()).isEqualTo(2);
    Path plain = folder.resolve("plain.csv");
    try (var in =
        new java.util.zip.GZIPInputStream(Files.newInputStream(made.resolve("train.csv.gz")))) {
      Files.write(plain, in.readAllBytes());
    }
    assertThat(Files.readAllLines(plain))
        .containsExactly("label,p0,p1,p2", "250,250,251,252", "251,253,254,255");
  }

  @Test
  void imagesThatAreNotWhatTheySayAreRefused() throws IOException {
    assertThatThrownBy(() -> Conversion.of("idx").convert(images(5), made, note -> {}))
        .isInstanceOf(CustomerError.class)
        .hasMessageEndingWith("train-images-idx3-ubyte.gz is cut off");
    Map<String, Path> swapped = images(6);
    swapped.put("train-images-idx3-ubyte.gz", swapped.get("train-labels-idx1-ubyte.gz"));
    assertThatThrownBy(() -> Conversion.of("idx").convert(swapped, made, note -> {}))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("begins with 00000801 where the IDX magic number 00000803");
  }

  @Test
  void coverTypesCountFromZero() throws IOException {
    Path file = folder.resolve("covtype.data");
    Files.writeString(file, "2596,51" + ",0".repeat(52) + ",5\n");
    List<Conversion.Made> parts =
        Conversion.of("covertype").convert(Map.of("covtype.data.gz", file), made, note -> {});
    assertThat(parts.getFirst().rows()).isEqualTo(1);
    assertThat(parts.getFirst().features()).hasSize(54).doesNotHaveDuplicates();
    Files.writeString(file, "2596,51,0\n");
    assertThatThrownBy(
            () -> Conversion.of("covertype").convert(Map.of("x", file), made, note -> {}))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("line 1 is not 54 whole numbers and a cover type");
  }
}

package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArchiveTest {

  @TempDir private Path folder;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] archive(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelArchive.write(files, out);
    return out.toByteArray();
  }

  private static SortedMap<String, byte[]> read(byte[] archive) throws IOException {
    return ModelArchive.read(new ByteArrayInputStream(archive), "model.tar.gz");
  }

  private static byte[] tarOf(String name, byte[] contents, Consumer<TarArchiveEntry> change)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(contents.length);
      change.accept(entry);
      tar.putArchiveEntry(entry);
      tar.write(contents, 0, (int) entry.getSize());
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static byte[] linkOf(String name, byte type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      TarArchiveEntry entry = new TarArchiveEntry(name, type);
      entry.setLinkName("/etc/passwd");
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static void refused(byte[] archive, String sentence) {
    assertThatThrownBy(() -> read(archive))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void givesBackTheFiles() throws IOException {
    Path path = folder.resolve("new/model.tar.gz");
    String longName = "deep/" + "x".repeat(150) + "/é";
    ModelArchive.write(
        Map.of("b", ascii("two"), "a/c", new byte[0], longName, ascii("three")), path);
    SortedMap<String, byte[]> files = ModelArchive.read(path);
    assertThat(files.keySet()).containsExactly("a/c", "b", longName);
    assertThat(files.get("b")).isEqualTo(ascii("two"));
    assertThat(files.get(longName)).isEqualTo(ascii("three"));
    assertThat(files.get("a/c")).isEmpty();
    try (var left = Files.list(path.getParent())) {
      assertThat(left).containsExactly(path);
    }
  }

  @Test
  void equalFilesGiveEqualArchives() throws IOException {
    Map<String, byte[]> one = new LinkedHashMap<>();
    one.put("a", ascii("1"));
    one.put("b", ascii("2"));
    Map<String, byte[]> other = new LinkedHashMap<>();
    other.put("b", ascii("2"));
    other.put("a", ascii("1"));
    byte[] archive = archive(one);
    assertThat(archive(other)).isEqualTo(archive);
    // RFC 1952: no flags and no time in the header.
    assertThat(Arrays.copyOf(archive, 8)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
  }

  @Test
  void readsNamesThatBeginWithADotAndPassesOverFolders() throws IOException {
    assertThat(read(tarOf("./model_algo-1", ascii("x"), e -> {})).keySet())
        .containsExactly("model_algo-1");
    assertThat(read(tarOf("./", new byte[0], e -> {}))).isEmpty();
  }

  @Test
  void refusesNamesThatLeaveTheFolder() throws IOException {
    for (String name : new String[] {"../evil", "a/../../evil", "/evil", "a//b", "a\\..\\b"}) {
      refused(tarOf(name, ascii("x"), e -> {}), "which is not a plain file inside its folder");
      assertThatThrownBy(() -> archive(Map.of(name, ascii("x"))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesLinksAndDevices() throws IOException {
    for (byte type :
        new byte[] {
          TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO
        }) {
      refused(linkOf("model_algo-1", type), "not a plain file");
    }
  }

  @Test
  void refusesTheSameNameTwice() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      for (String name : new String[] {"a", "./a"}) {
        tar.putArchiveEntry(new TarArchiveEntry(name));
        tar.closeArchiveEntry();
      }
    }
    refused(out.toByteArray(), "'a' twice");
  }

  @Test
  void boundsWhatItTakesIntoMemory() throws IOException {
    byte[] archive = archive(Map.of("a", new byte[600], "b", new byte[600]));
    assertThat(ModelArchive.read(new ByteArrayInputStream(archive), "f", 1200)).hasSize(2);
    assertThatThrownBy(() -> ModelArchive.read(new ByteArrayInputStream(archive), "f", 1199))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("more than 1199 bytes");
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i <= ModelArchive.MAX_ENTRIES; i++) {
      many.put("f" + i, new byte[0]);
    }
    refused(archive(many), "more than 1000 entries");
  }

  @Test
  void refusesEveryArchiveThatIsCutOff() throws IOException {
    byte[] noise = new byte[3000];
    new Random(1).nextBytes(noise);
    byte[] archive = archive(Map.of("a", noise, "b", ascii("x")));
    for (int length = 0; length < archive.length; length += length < 100 ? 1 : 37) {
      byte[] cut = Arrays.copyOf(archive, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d of %d bytes", length, archive.length)
          .isInstanceOf(CustomerError.class);
    }
    refused(Arrays.copyOf(archive, archive.length - 1), "cut off or damaged");
  }

  @Test
  void refusesAChangedByte() throws IOException {
    byte[] noise = new byte[3000];
    new Random(2).nextBytes(noise);
    byte[] archive = archive(Map.of("a", noise));
    archive[archive.length / 2] ^= 1;
    refused(archive, "cut off or damaged");
  }

  @Test
  void saysWhatIsNoArchive() throws IOException {
    refused(ascii("a,b,c"), "gzip-compressed tar file");
    assertThatThrownBy(() -> ModelArchive.read(folder))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("This is a folder");
    assertThatThrownBy(() -> ModelArchive.read(folder.resolve("none.tar.gz")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("no such model archive");
  }

  @Test
  void leavesTheOldArchiveWhenWritingFails() throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArchive.write(Map.of("a", ascii("old")), path);
    assertThatThrownBy(() -> ModelArchive.write(Map.of("../a", ascii("new")), path))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ModelArchive.read(path).get("a")).isEqualTo(ascii("old"));
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(path);
    }
  }
}

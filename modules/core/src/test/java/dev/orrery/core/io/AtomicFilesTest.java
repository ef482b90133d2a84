package dev.orrery.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir private Path folder;

  @Test
  void replacesAFileAndMakesItsFolder() throws IOException {
    Path file = folder.resolve("new").resolve("model");
    AtomicFiles.write(file, "old");
    AtomicFiles.write(file, "new");
    assertThat(Files.readString(file)).isEqualTo("new");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFailureWhileWritingLeavesTheOldFileWhole() throws IOException {
    Path file = folder.resolve("model");
    AtomicFiles.write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(Files.readString(file)).isEqualTo("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void contentMayCloseItsStream() throws IOException {
    Path file = folder.resolve("model");
    AtomicFiles.write(
        file,
        out -> {
          out.write('x');
          out.close();
        });
    assertThat(Files.readString(file)).isEqualTo("x");
  }

  @Test
  void aSymbolicLinkStaysOne() throws IOException {
    Path file = folder.resolve("file");
    AtomicFiles.write(file, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFiles.write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file)).isEqualTo("new");
  }

  @Test
  void aPipeIsWrittenToAndNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    try {
      AtomicFiles.write(pipe, "through");
      assertThat(Files.isRegularFile(pipe)).isFalse();
      assertThat(reader.getInputStream().readAllBytes()).asString().isEqualTo("through");
    } finally {
      reader.destroy();
    }
  }
}

package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {

  private static final String SOURCE = "kernel void nothing(global float *x) { x[0] = 1; }";

  @TempDir private Path folder;

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }

  private long program(String source) {
    OpenClDevice device = OpenClDevices.here().standard();
    DeviceRuntime runtime = Runtimes.of(device, Integer.MAX_VALUE, Shape.of(device));
    return new ProgramCache(folder, device)
        .program(runtime.context(), runtime.deviceId(), source, "-cl-std=CL1.2");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aProgramIsKeptAndADamagedFileIsMadeAgain() throws IOException {
    assertThat(program(SOURCE)).isNotZero();
    assertThat(files()).hasSize(1);
    Path file = files().get(0);
    byte[] sound = Files.readAllBytes(file);
    for (byte[] damaged : List.of(new byte[0], new byte[40], damaged(sound))) {
      Files.write(file, damaged);
      assertThat(program(SOURCE)).isNotZero();
      assertThat(Files.readAllBytes(file)).isNotEqualTo(damaged);
    }
    assertThat(files()).hasSize(1);
    program(SOURCE + "\n");
    assertThat(files()).hasSize(2);
  }

  /** What is compiled is written anew, in another file of the same name. */
  @Test
  void aSecondUseCompilesNothing() throws IOException {
    program(SOURCE);
    Path file = files().get(0);
    FileTime old = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
    Files.setLastModifiedTime(file, old);
    assertThat(program(SOURCE)).isNotZero();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    Files.write(file, new byte[1]);
    assertThat(program(SOURCE)).isNotZero();
    assertThat(Files.getLastModifiedTime(file)).isGreaterThan(old);
  }

  @Test
  void aProcessHasADeviceOnce() {
    OpenClDevice device = OpenClDevices.here().standard();
    assertThat(Runtimes.of(device, 1, Shape.of(device)))
        .isSameAs(Runtimes.of(device, 1, Shape.of(device)));
  }

  private static byte[] damaged(byte[] sound) {
    byte[] out = sound.clone();
    out[out.length / 2] ^= 1;
    return out;
  }

  @Test
  void whatTheCompilerSaidIsKeptInAFileThatTheSentenceNames() throws IOException {
    assertThatThrownBy(() -> program("kernel void broken( {"))
        .isInstanceOf(OpenClException.class)
        .hasMessageStartingWith("OpenCL could not compile the kernels for ")
        .hasMessageContaining("what the compiler said is in " + folder)
        .hasMessageEndingWith("CL_BUILD_PROGRAM_FAILURE");
    assertThat(files()).hasSize(1);
    assertThat(Files.readString(files().get(0))).contains("error");
  }
}

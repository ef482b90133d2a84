package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said where there is no library or no driver, in processes of their own. */
class UnavailableTest {

  private static final String CURE =
      "; install the driver of your GPU, or OpenCL on the CPU (Debian and Ubuntu: apt install"
          + " pocl-opencl-icd ocl-icd-libopencl1)";

  @TempDir private Path empty;

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }

  /** Prints why the backend cannot work. */
  static final class Ask {
    private Ask() {}

    public static void main(String[] arguments) {
      OpenClBackend backend = new OpenClBackend();
      System.out.println(backend.unavailable().orElse("it can"));
      System.out.println(backend.device());
      System.out.println(backend.devices());
    }
  }

  private static List<String> ask(List<String> flags, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ask.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().toList();
  }

  @Test
  @Timeout(120)
  void noLibrary() throws IOException, InterruptedException {
    List<String> said = ask(List.of("-Dorg.lwjgl.opencl.libname=libNoSuchOpenCL.so"), Map.of());
    assertThat(said).hasSize(3);
    assertThat(said.get(0)).startsWith("there is no OpenCL library (").endsWith(CURE);
    assertThat(said).endsWith("no device", "[]");
  }

  @Test
  @Timeout(120)
  void noDriver() throws IOException, InterruptedException {
    // The loader of Debian, and Khronos' own.
    Map<String, String> none =
        Map.of("OCL_ICD_VENDORS", empty.toString(), "OPENCL_VENDOR_PATH", empty.toString());
    assertThat(ask(List.of(), none))
        .containsExactly(
            "the OpenCL library is here, but no driver (no platform) is" + CURE, "no device", "[]");
  }

  @Test
  @Timeout(120)
  void whereADeviceIsNothingElseIsSaid() throws IOException, InterruptedException {
    List<String> said = ask(List.of(), Map.of());
    assertThat(said).hasSize(3).startsWith("it can");
  }
}

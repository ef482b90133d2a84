package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual machines in which the Vector API cannot be used fall back only where none was named. */
class WithoutVectorsTest {

  /** Prints what the choice among the backends comes to. */
  public static final class Main {

    private Main() {}

    public static void main(String[] arguments) {
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out));
      out.println(Backends.select("auto").name());
      out.println(Machine.current().vectorBits());
      try {
        out.println(Backends.select("simd").name());
      } catch (IllegalStateException refused) {
        out.println(refused.getMessage());
      }
      out.flush();
    }
  }

  @Test
  void theModuleIsMissing() throws IOException, InterruptedException {
    assertThat(run())
        .containsExactly(
            "scalar",
            "0",
            "the backend 'simd' is not available: the Vector API is not loaded; start java with"
                + " --add-modules=jdk.incubator.vector");
  }

  @Test
  void theOptimizingCompilerIsOff() throws IOException, InterruptedException {
    List<String> lines = run("--add-modules=jdk.incubator.vector", "-XX:TieredStopAtLevel=1");
    assertThat(lines.getFirst()).isEqualTo("scalar");
    assertThat(lines.getLast())
        .contains("the optimizing compiler is switched off")
        .contains("start java without -Xint and -XX:TieredStopAtLevel");
  }

  @Test
  void vectorsAreTooNarrow() throws IOException, InterruptedException {
    List<String> lines = run("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=8");
    assertThat(lines.getFirst()).isEqualTo("scalar");
    assertThat(lines.getLast()).contains("expected at least 128");
  }

  private static List<String> run(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return text.lines().toList();
  }
}

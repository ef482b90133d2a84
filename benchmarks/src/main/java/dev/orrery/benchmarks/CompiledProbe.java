package dev.orrery.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** The rate of multiply-adds from C, where a C compiler is installed. */
final class CompiledProbe {

  private CompiledProbe() {}

  /** GFLOP/s of one thread with the widest vectors; empty when there is no compiler. */
  static OptionalDouble gigaflops() throws IOException {
    Path folder = Files.createTempDirectory("orrery-probe-");
    Path source = folder.resolve("fma_probe.c");
    Path program = folder.resolve("fma_probe");
    try (InputStream in = CompiledProbe.class.getResourceAsStream("fma_probe.c")) {
      Files.write(source, in.readAllBytes());
      run(List.of("cc", "-O3", "-march=native", "-o", program.toString(), source.toString()));
      String printed = run(List.of(program.toString()));
      return printed.isBlank()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(printed.split(" ")[0]));
    } finally {
      Files.deleteIfExists(source);
      Files.deleteIfExists(program);
      Files.delete(folder);
    }
  }

  /** What a program prints; nothing when it is not there. */
  private static String run(List<String> command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException absent) {
      return "";
    }
  }
}

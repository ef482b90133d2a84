package dev.orrery.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A peer in Python, run as a child process where Debian's packages are installed. */
final class PythonPeer {

  private PythonPeer() {}

  /**
   * Runs a script that prints one JSON object with the {@code seconds} of every shot.
   *
   * @param script name of the script beside this class
   * @return the object; empty when Python or the peer is not installed
   */
  static Optional<JsonNode> run(String script, int threads, List<String> arguments)
      throws IOException {
    Path file = Files.createTempFile("orrery-peer-", ".py");
    try {
      try (InputStream in = PythonPeer.class.getResourceAsStream(script)) {
        Files.write(file, in.readAllBytes());
      }
      List<String> command = new ArrayList<>(List.of("/usr/bin/python3", file.toString()));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
      Process process;
      try {
        process = builder.start();
      } catch (IOException noPython) {
        return Optional.empty();
      }
      String printed = new String(process.getInputStream().readAllBytes());
      return printed.isBlank()
          ? Optional.empty()
          : Optional.of(new ObjectMapper().readTree(printed));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** The shots of what {@link #run} gave. */
  static Shots shots(JsonNode printed) {
    List<Double> seconds = new ArrayList<>();
    printed.get("seconds").forEach(node -> seconds.add(node.asDouble()));
    return new Shots(seconds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Writes numbers as little-endian float32. */
  static void write(float[] values, int offset, int count, Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values, offset, count);
    Files.write(file, bytes.array());
  }
}

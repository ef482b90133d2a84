package dev.orrery.training;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.io.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what is measured as JSON Lines, one object per value, as soon as it is known. */
final class MetricsFile implements EventListener {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Writer out;

  MetricsFile(Writer out) {
    this.out = out;
  }

  /**
   * Takes out what a training that goes on from a checkpoint will measure again: values of the pass
   * that is under way and later ones, and those of the whole run. What the batches before the
   * checkpoint measured stays, where one host alone counts them.
   */
  static void trim(Path file, Checkpoint.Position at, int hosts) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    StringBuilder kept = new StringBuilder();
    long batches = hosts == 1 ? at.rows() / at.miniBatchSize() : 0;
    for (String line : Files.readAllLines(file)) {
      if (isBefore(line, at.epoch(), batches)) {
        kept.append(line).append('\n');
      }
    }
    AtomicFiles.write(file, kept.toString());
  }

  private static boolean isBefore(String line, int epoch, long batches) {
    try {
      JsonNode value = JSON.readTree(line);
      int of = value.path("epoch").asInt(Integer.MAX_VALUE);
      return of < epoch || of == epoch && value.path("batch").asLong(Long.MAX_VALUE) < batches;
    } catch (JacksonException e) {
      return false; // a line that was cut off when the process was killed
    }
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.Measured measured) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("metric", measured.metric().key());
      double value = measured.metric().value();
      line.put("value", Double.isFinite(value) ? value : null);
      measured.epoch().ifPresent(epoch -> line.put("epoch", epoch));
      measured.batch().ifPresent(batch -> line.put("batch", batch));
      measured.model().ifPresent(model -> line.put("model", model));
      try {
        out.write(JsonText.of(line) + "\n");
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.orrery.training;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what is measured as JSON Lines, one object per value, as soon as it is known. */
final class MetricsFile implements EventListener {

  private final Writer out;

  MetricsFile(Writer out) {
    this.out = out;
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

package dev.orrery.cli;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.text.Text;
import java.io.PrintWriter;

/**
 * One line on a terminal: share done, rows, time left; for finishing, the last thing that was told.
 */
public final class ProgressBar implements EventListener {

  private static final int WIDTH = 28;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int LINE = 100;

  private final PrintWriter err;
  private final long began = System.nanoTime();
  private long drawn = began;
  private boolean visible;

  /** A bar that is not yet drawn. */
  public ProgressBar(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.BatchTrained batch -> {
        if (due()) {
          draw(training(batch));
        }
      }
      case Event.Note note -> {
        if (due()) {
          draw(note.message());
        }
      }
      case Event.Measured measured -> {
        if (due()) {
          String epoch = measured.epoch().map(e -> "step " + (e + 1) + ": ").orElse("");
          draw(
              Text.format(
                  "finishing, %s%s = %.6g",
                  epoch, measured.metric().key(), measured.metric().value()));
        }
      }
      default -> {}
    }
  }

  private String training(Event.BatchTrained batch) {
    double done = batch.progress();
    String rows = Text.format("pass %d, %,d rows", batch.epoch() + 1, batch.rowsSeen());
    if (Double.isNaN(done)) {
      return rows;
    }
    double left = done > 0 ? seconds() * (1 - done) / done : Double.NaN;
    return bar(done) + "  " + rows + "  " + Durations.text(left) + " left";
  }

  /** Such as {@code [===== ] 50 %}. */
  private static String bar(double done) {
    int full = (int) Math.round(done * WIDTH);
    return Text.format("[%s%s] %3.0f %%", "=".repeat(full), " ".repeat(WIDTH - full), 100 * done);
  }

  /**
   * Draws the bar, when it was not drawn a moment ago.
   *
   * @param done from 0 to 1
   * @param text what follows
   */
  public void draw(double done, String text) {
    if (due()) {
      draw(bar(done) + "  " + text);
    }
  }

  private boolean due() {
    long now = System.nanoTime();
    if (now - drawn < REDRAW_NANOS) {
      return false;
    }
    drawn = now;
    return true;
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private void draw(String text) {
    String line = text.length() > LINE ? text.substring(0, LINE) : text;
    err.print("\r" + line + " ".repeat(LINE - line.length()));
    err.flush();
    visible = true;
  }

  /** Takes the line away. */
  public void clear() {
    if (visible) {
      err.print("\r" + " ".repeat(LINE) + "\r");
      err.flush();
      visible = false;
    }
  }
}

package dev.orrery.cli;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what the report shows. Of a long run it keeps every second, fourth, ... step, so that it
 * never holds more than a few hundred, spread evenly over the run.
 */
final class Recorder implements EventListener {

  private static final int MOST_STEPS = 400;
  private static final int MOST_MEASURES = 100_000;

  private final List<Event.AlgorithmStep> steps = new ArrayList<>();
  private final List<Event.Measured> measured = new ArrayList<>();
  private Event.AlgorithmStep last;
  private long seen;
  private long stride = 1;

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.AlgorithmStep step -> keep(step);
      case Event.Measured value -> {
        if (value.epoch().isPresent() && measured.size() < MOST_MEASURES) {
          measured.add(value);
        }
      }
      default -> {}
    }
  }

  @Override
  public boolean wantsSteps() {
    return true;
  }

  private void keep(Event.AlgorithmStep step) {
    last = step;
    if (seen++ % stride != 0) {
      return;
    }
    steps.add(step);
    if (steps.size() == MOST_STEPS) {
      for (int i = MOST_STEPS - 1; i > 0; i -= 2) {
        steps.remove(i);
      }
      stride *= 2;
    }
  }

  /** The steps that were kept; the last one of the run is always among them. */
  List<Event.AlgorithmStep> steps() {
    List<Event.AlgorithmStep> all = new ArrayList<>(steps);
    if (last != null && all.getLast() != last) {
      all.add(last);
    }
    return all;
  }

  /** Values by pass. */
  List<Event.Measured> measured() {
    return List.copyOf(measured);
  }
}

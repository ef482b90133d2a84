package dev.orrery.core.event;

import java.util.List;

/** Who hears of events. Called from the training thread, in order; should return quickly. */
@FunctionalInterface
public interface EventListener {

  /** Takes one event. */
  void on(Event event);

  /** Whether it wants {@link Event.AlgorithmStep}s; when nobody does, none are made. */
  default boolean wantsSteps() {
    return false;
  }

  /** Whether it wants {@link Event.Tensor}s of a collection; when nobody does, none are made. */
  default boolean wantsTensors(TensorCollection collection) {
    return false;
  }

  /** A listener that hears nothing. */
  static EventListener none() {
    return event -> {};
  }

  /** One that passes everything on to several. */
  static EventListener all(List<EventListener> listeners) {
    List<EventListener> copy = List.copyOf(listeners);
    return new EventListener() {
      @Override
      public void on(Event event) {
        for (EventListener listener : copy) {
          boolean wanted =
              switch (event) {
                case Event.AlgorithmStep _ -> listener.wantsSteps();
                case Event.Tensor tensor -> listener.wantsTensors(tensor.collection());
                default -> true;
              };
          if (wanted) {
            listener.on(event);
          }
        }
      }

      @Override
      public boolean wantsSteps() {
        return copy.stream().anyMatch(EventListener::wantsSteps);
      }

      @Override
      public boolean wantsTensors(TensorCollection collection) {
        return copy.stream().anyMatch(listener -> listener.wantsTensors(collection));
      }
    };
  }
}

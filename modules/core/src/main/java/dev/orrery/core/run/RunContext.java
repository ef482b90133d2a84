package dev.orrery.core.run;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.kernels.Kernels;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a run works with beside its hyperparameters: backend, randomness, threads, listeners and the
 * request to stop.
 *
 * @param kernels the backend's kernels
 * @param random all randomness, from one seed
 * @param parallel the threads
 * @param listener who hears of events
 * @param cancellation the request to stop
 */
public record RunContext(
    Kernels kernels,
    RandomStreams random,
    Parallel parallel,
    EventListener listener,
    Cancellation cancellation) {

  /** A context with one thread, nobody listening and no way to stop, as tests want it. */
  public static RunContext quiet(Kernels kernels, long seed) {
    return new RunContext(
        kernels,
        new RandomStreams(seed),
        new Parallel(1),
        EventListener.none(),
        new Cancellation());
  }

  /** Makes and tells a step, when somebody wants steps. */
  public void step(Supplier<? extends Event.AlgorithmStep> step) {
    if (listener.wantsSteps()) {
      listener.on(step.get());
    }
  }

  /**
   * Makes and tells a tensor, when somebody wants those of its collection.
   *
   * @param step mini-batches over all passes, from 0
   * @param columns values of one row of it
   * @param values makes an array that nobody changes afterwards
   */
  public void tensor(
      String name, TensorCollection collection, long step, int columns, Supplier<float[]> values) {
    if (listener.wantsTensors(collection)) {
      listener.on(new Event.Tensor(name, collection, false, step, columns, values.get()));
    }
  }

  /** Tells a loss as a tensor of one value, when somebody wants losses. */
  public void lossTensor(boolean validation, long step, double loss) {
    if (listener.wantsTensors(TensorCollection.LOSSES)) {
      listener.on(
          new Event.Tensor(
              validation ? "validation_loss" : "loss",
              TensorCollection.LOSSES,
              validation,
              step,
              1,
              new float[] {(float) loss}));
    }
  }

  /** Writes a line of SageMaker's log, as {@link Event.LogLine}. */
  public void log(String line) {
    listener.on(new Event.LogLine(line));
  }

  /** Writes a line that SageMaker's log has as a warning, though nothing is to be mended. */
  public void logWarning(String line) {
    listener.on(new Event.LogLine(line, true));
  }

  /** Adds the time since {@code began}, a value of {@link System#nanoTime}, to the log. */
  public void logTime(String name, long began) {
    listener.on(new Event.LogFigure(name, (System.nanoTime() - began) / 1e6));
  }

  /**
   * Writes what SageMaker's log says of a machine without a GPU; nothing is asked, so it takes no
   * time.
   */
  public void logNoGpus() {
    log("nvidia-smi: took 0.000 seconds to run.");
    log("nvidia-smi identified 0 GPUs.");
    log("Number of GPUs being used: 0");
  }

  /** Writes a {@code #metrics} line of SageMaker's log, as {@link Event.Figures}. */
  public void figures(Map<String, Double> values) {
    listener.on(new Event.Figures(values));
  }

  /** Tells something that was decided for the user, which is kept with the run. */
  public void note(String message) {
    listener.on(new Event.Note(message));
  }

  /** Tells something that the user should know of. */
  public void warn(String message) {
    listener.on(new Event.Warning(message));
  }
}

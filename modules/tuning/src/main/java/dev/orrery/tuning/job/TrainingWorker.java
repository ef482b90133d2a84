package dev.orrery.tuning.job;

import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.TrialRunner;
import java.io.IOException;

/** Who trains, one job after the other on the thread that asks. */
public interface TrainingWorker extends AutoCloseable {

  /**
   * Trains.
   *
   * @param listener who hears of the training's events
   * @param cancellation ends the training at the next mini-batch
   */
  TrialResult run(Trial trial, EventListener listener, Cancellation cancellation)
      throws IOException;

  @Override
  void close();

  /** One that trains by a runner and closes it. */
  static TrainingWorker of(TrialRunner runner) {
    return new TrainingWorker() {
      @Override
      public TrialResult run(Trial trial, EventListener listener, Cancellation cancellation)
          throws IOException {
        return runner.run(trial, listener, cancellation);
      }

      @Override
      public void close() {
        runner.close();
      }
    };
  }
}

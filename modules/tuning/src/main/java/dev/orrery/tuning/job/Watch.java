package dev.orrery.tuning.job;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;

/**
 * Hears of one training: hands on a request to stop the whole tuning job, and the objective after
 * each pass but the last.
 */
final class Watch implements EventListener {

  private final Objective objective;
  private final Cancellation all;
  private final Cancellation own;
  private final AfterPass afterPass;
  private double last = Double.NaN;
  private int passes = Integer.MAX_VALUE;

  /** What is to be done after a pass that is not the last. */
  @FunctionalInterface
  interface AfterPass {

    /** Nothing. */
    AfterPass NOTHING = (epoch, value, cancellation) -> {};

    /**
     * Does it.
     *
     * @param epoch the pass, from 0
     * @param value the objective after it; NaN when it was not measured
     * @param cancellation stops the training
     */
    void passed(int epoch, double value, Cancellation cancellation);
  }

  /**
   * A listener.
   *
   * @param all the request to stop the tuning job
   * @param own that to stop this training
   */
  Watch(Objective objective, Cancellation all, Cancellation own, AfterPass afterPass) {
    this.objective = objective;
    this.all = all;
    this.own = own;
    this.afterPass = afterPass;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Started started -> passes = started.passes();
      case Event.Measured measured -> {
        if (measured.epoch().isPresent()
            && measured.batch().isEmpty()
            && measured.model().isEmpty()
            && measured.metric().key().equals(objective.metric())) {
          objective.learn(measured.metric().direction());
          last = measured.metric().value();
        }
      }
      case Event.EpochEnded ended -> {
        if (ended.epoch() + 1 < passes && !all.requested()) {
          afterPass.passed(ended.epoch(), last, own);
        }
      }
      default -> {}
    }
    if (all.requested()) {
      own.request(all.reason());
    }
  }
}

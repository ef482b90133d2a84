package dev.orrery.tuning.job;

import dev.orrery.core.run.Cancellation;
import dev.orrery.tuning.search.Hyperband;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The meeting points of one bracket of Hyperband. A training that has reached a rung waits there,
 * without its permit to compute, until all of the rung have come; then the best go on from where
 * they are and the others end, so that no pass is made twice. Which go on does not depend on the
 * order in which they came.
 */
final class Rungs {

  private static final int WAIT_MILLISECONDS = 100;

  private final Hyperband bracket;
  private final Semaphore permits;
  private final Cancellation all;
  private final double[] loss;
  private final boolean[] here;
  private final boolean[] ended;
  private List<Integer> members = new ArrayList<>();
  private int rung;

  /**
   * The meeting points of a bracket.
   *
   * @param permits to compute; each training holds one but while it waits
   * @param all the request to stop the tuning job, which ends every wait
   */
  Rungs(Hyperband bracket, Semaphore permits, Cancellation all) {
    this.bracket = bracket;
    this.permits = permits;
    this.all = all;
    this.loss = new double[bracket.settings()];
    this.here = new boolean[bracket.settings()];
    this.ended = new boolean[bracket.settings()];
    for (int i = 0; i < bracket.settings(); i++) {
      members.add(i);
    }
  }

  /** Whether passes up to {@code made} are those of a rung at which it is decided who goes on. */
  boolean isAt(int made) {
    return bracket.rungs().stream()
        .limit(bracket.rungs().size() - 1L)
        .anyMatch(r -> r.resource() == made);
  }

  /**
   * Waits at a rung.
   *
   * @param job which of the bracket, from 0
   * @param lossHere how it stands; NaN is worse than any number
   * @return whether it goes on
   */
  boolean arrive(int job, double lossHere) {
    permits.release();
    try {
      return waitAt(job, lossHere);
    } finally {
      permits.acquireUninterruptibly();
    }
  }

  private synchronized boolean waitAt(int job, double lossHere) {
    int at = rung;
    loss[job] = lossHere;
    here[job] = true;
    decide();
    try {
      while (rung == at && !all.requested()) {
        wait(WAIT_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return rung > at && members.contains(job);
  }

  /**
   * A training has ended: at the last rung, or before by itself, with its last value, by which it
   * stands at the rungs that it does not reach.
   */
  synchronized void end(int job, double lossHere) {
    if (members.contains(job)) {
      loss[job] = lossHere;
      ended[job] = true;
      decide();
    }
  }

  /** Goes to the next rung as long as all members are at this one. */
  private void decide() {
    while (rung + 1 < bracket.rungs().size()
        && members.stream().allMatch(job -> here[job] || ended[job])) {
      List<Integer> order = new ArrayList<>(members);
      order.sort(Comparator.<Integer>comparingDouble(job -> loss[job]).thenComparing(job -> job));
      rung++;
      List<Integer> best =
          order.stream()
              .filter(job -> !Double.isNaN(loss[job]))
              .limit(bracket.rungs().get(rung).settings())
              .toList();
      members = new ArrayList<>(best);
      members.forEach(job -> here[job] = false);
      notifyAll();
      if (members.stream().allMatch(job -> ended[job])) {
        rung = bracket.rungs().size() - 1;
      }
    }
  }
}

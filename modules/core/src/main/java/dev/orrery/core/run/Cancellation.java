package dev.orrery.core.run;

import java.util.concurrent.atomic.AtomicReference;

/** A request to stop, made from any thread and obeyed between two pieces of work. */
public final class Cancellation {

  private final AtomicReference<String> reason = new AtomicReference<>();

  /** Thrown where work ends because of a request to stop. */
  public static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cancelled(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Asks to stop; the first reason counts. */
  public void request(String why) {
    reason.compareAndSet(null, why);
  }

  /** Why a stop was asked for; null when none was. */
  public String reason() {
    return reason.get();
  }

  /** Whether a stop was asked for. */
  public boolean requested() {
    return reason.get() != null;
  }

  /**
   * Ends the work when a stop was asked for.
   *
   * @throws Cancelled with the reason
   */
  public void check() {
    String why = reason.get();
    if (why != null) {
      throw new Cancelled(why);
    }
  }
}

package dev.orrery.cli;

import dev.orrery.core.run.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM while it is open: asks the training to stop, and keeps the process alive until
 * the training has saved and this is closed.
 */
public final class Interruption implements AutoCloseable {

  private static final long SECONDS_TO_SAVE = 60;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  /** From now on a signal asks for a stop. */
  public Interruption(Cancellation cancellation) {
    hook = Thread.ofPlatform().unstarted(() -> stop(cancellation));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop(Cancellation cancellation) {
    cancellation.request("interrupted");
    try {
      if (!closed.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
        System.err.println("Not saved in time; the last checkpoint stands.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending because of the signal, and the hook now lets it
    }
  }
}

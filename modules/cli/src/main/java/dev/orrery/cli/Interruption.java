package dev.orrery.cli;

import dev.orrery.core.run.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM: asks the training to stop, and lets it save before the process ends. */
final class Interruption {

  private static final long SECONDS_TO_SAVE = 60;
  private static final CountDownLatch FINISHED = new CountDownLatch(1);

  private Interruption() {}

  /** From now on a signal asks for a stop and waits until the command has {@link #finished}. */
  static void stops(Cancellation cancellation) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      if (FINISHED.getCount() == 0) {
                        return;
                      }
                      cancellation.request("interrupted");
                      try {
                        if (!FINISHED.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
                          System.err.println("Not saved in time; the last checkpoint stands.");
                        }
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
  }

  /** The command has done all that it will do. */
  static void finished() {
    FINISHED.countDown();
  }
}

package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.Cancellation;
import java.util.Timer;
import java.util.TimerTask;
import picocli.CommandLine.Option;

/** {@code --max-seconds}: asks for a stop when the time is over. */
public final class TimeLimit {

  /** A time that the timer can still add to the clock. */
  private static final long MOST_MILLISECONDS = Long.MAX_VALUE / 2;

  @Option(
      names = "--max-seconds",
      paramLabel = "S",
      description = "Stop after this time, cleanly, so that it can be gone on with.")
  private Double maxSeconds;

  /** Tells what is wrong before any work. */
  public void check() {
    if (maxSeconds != null && !(maxSeconds > 0)) {
      throw new CustomerError("Expected a time above 0, found " + maxSeconds, "--max-seconds");
    }
  }

  /** Begins to count; closing what is returned ends it. */
  public Running start(Cancellation cancellation) {
    Timer timer = new Timer("max-seconds", true);
    if (maxSeconds != null && Double.isFinite(maxSeconds)) {
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {
              cancellation.request("--max-seconds " + maxSeconds);
            }
          },
          Math.clamp((long) (maxSeconds * 1000), 1, MOST_MILLISECONDS));
    }
    return timer::cancel;
  }

  /** A time that is being counted. */
  public interface Running extends AutoCloseable {
    @Override
    void close();
  }
}

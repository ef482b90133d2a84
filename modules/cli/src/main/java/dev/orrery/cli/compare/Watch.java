package dev.orrery.cli.compare;

import dev.orrery.cli.Durations;
import dev.orrery.cli.ProgressBar;
import dev.orrery.cli.Terminal;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.compare.Sweep;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Shows how far a sweep is: a bar on a terminal, else a line now and then. */
final class Watch implements Sweep.Listener {

  private static final double SECONDS_BETWEEN_LINES = 10;

  private final PrintWriter err;
  private final Optional<ProgressBar> bar;
  private final int perSetting;
  private final long began = System.nanoTime();
  private double told;

  /**
   * @param perSetting trainings of each setting
   */
  Watch(PrintWriter err, int perSetting) {
    this.err = err;
    this.perSetting = perSetting;
    this.bar = Terminal.ofErrors() ? Optional.of(new ProgressBar(err)) : Optional.empty();
  }

  @Override
  public void on(Sweep.Progress progress, List<TrialResult> ended) {
    double seconds = (System.nanoTime() - began) / 1e9;
    double share = (double) progress.done() / progress.total();
    if (bar.isPresent()) {
      bar.get().draw(share, text(progress, seconds));
    } else if (seconds - told >= SECONDS_BETWEEN_LINES) {
      told = seconds;
      err.println(Text.format("%3.0f %%  %s", 100 * share, text(progress, seconds)));
      err.flush();
    }
  }

  private String text(Sweep.Progress progress, double seconds) {
    int done = progress.done() - progress.known();
    double rate = done / seconds;
    double left = done > 0 ? (progress.total() - progress.done()) / rate : Double.NaN;
    return Text.format(
        "%,d of %,d trainings%s, %.1f settings a second, %s left",
        progress.done(),
        progress.total(),
        progress.failed() > 0 ? Text.format(" (%,d failed)", progress.failed()) : "",
        rate / perSetting,
        Durations.text(left));
  }

  void clear() {
    bar.ifPresent(ProgressBar::clear);
  }
}

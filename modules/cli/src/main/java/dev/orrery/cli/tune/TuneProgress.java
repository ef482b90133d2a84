package dev.orrery.cli.tune;

import dev.orrery.cli.Durations;
import dev.orrery.cli.ProgressBar;
import dev.orrery.cli.Terminal;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.compare.Figures;
import dev.orrery.tuning.job.TrainingJob;
import dev.orrery.tuning.job.TuningListener;
import java.io.PrintWriter;
import java.util.Optional;

/** Shows how far a tuning job is: a bar on a terminal, else a line now and then. */
final class TuneProgress implements TuningListener {

  private static final double SECONDS_BETWEEN_LINES = 10;

  private final PrintWriter err;
  private final Optional<ProgressBar> bar;
  private final long began = System.nanoTime();
  private int trained;
  private double told;

  TuneProgress(PrintWriter err) {
    this.err = err;
    this.bar = Terminal.ofErrors() ? Optional.of(new ProgressBar(err)) : Optional.empty();
  }

  @Override
  public void ended(TrainingJob job, int ended, int most) {
    trained += job.trained() ? 1 : 0;
    double seconds = (System.nanoTime() - began) / 1e9;
    double left = trained > 0 ? (most - ended) * seconds / trained : Double.NaN;
    String text =
        Text.format(
            "job %d of at most %d: %s, %s left",
            ended,
            most,
            Double.isNaN(job.objective()) ? job.result().status() : Figures.text(job.objective()),
            Durations.text(left));
    if (bar.isPresent()) {
      bar.get().draw((double) ended / most, text);
    } else if (seconds - told >= SECONDS_BETWEEN_LINES) {
      told = seconds;
      err.println(text);
      err.flush();
    }
  }

  void clear() {
    bar.ifPresent(ProgressBar::clear);
  }
}

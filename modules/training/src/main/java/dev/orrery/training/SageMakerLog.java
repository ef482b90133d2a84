package dev.orrery.training;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.metric.Metric;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Training as SageMaker's log tells it (spec A7), so that the service's metric regexes find their
 * numbers. Metrics that SageMaker has not are printed with the prefix {@code orrery_}, which no
 * such regex matches.
 */
public final class SageMakerLog implements EventListener {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss");
  private static final String HOST = "host=algo-1";

  private final Consumer<String> line;
  private int passes = 1;

  /** A log that hands its lines, without line ends, to {@code line}. */
  public SageMakerLog(Consumer<String> line) {
    this.line = line;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Started started -> {
        passes = started.passes();
        line.accept("Docker entrypoint called with argument(s): train");
        line.accept("Running default environment configuration script");
        info("Final configuration: " + JsonText.of(started.hyperparameters()));
      }
      case Event.EpochEnded ended -> {
        info(
            String.format(
                Locale.ROOT,
                "#progress_metric: %s, completed %.1f %% of epochs",
                HOST,
                100.0 * (ended.epoch() + 1) / passes));
        info(
            "#throughput_metric: "
                + HOST
                + ", train throughput="
                + ended.rows() / Math.max(1e-9, ended.seconds())
                + " records/second");
      }
      case Event.Measured measured -> info(qualityMetric(measured));
      case Event.Warning warning -> log("WARNING", warning.message());
      case Event.Note note -> info(note.message());
      case Event.BatchTrained batch -> {}
      case Event.Finished finished -> {}
      case Event.AlgorithmStep step -> {}
    }
  }

  /** Prints a {@code #metrics} line. */
  void metrics(String algorithm, double startTime, Map<String, Timings.Entry> timings) {
    StringJoiner entries = new StringJoiner(", ", "{", "}");
    timings.forEach(
        (name, t) ->
            entries.add(
                "\""
                    + name
                    + "\": {\"sum\": "
                    + t.sum()
                    + ", \"count\": "
                    + t.count()
                    + ", \"min\": "
                    + t.min()
                    + ", \"max\": "
                    + t.max()
                    + "}"));
    line.accept(
        "#metrics {\"StartTime\": "
            + seconds(startTime)
            + ", \"EndTime\": "
            + seconds(System.currentTimeMillis() / 1e3)
            + ", \"Dimensions\": {\"Algorithm\": \""
            + algorithm
            + "\", \"Host\": \"algo-1\", \"Operation\": \"training\"}, \"Metrics\": "
            + entries
            + "}");
  }

  private static String seconds(double time) {
    return String.format(Locale.ROOT, "%.6f", time);
  }

  private static String qualityMetric(Event.Measured measured) {
    Metric metric = measured.metric();
    return "#quality_metric: "
        + HOST
        + ", "
        + measured.epoch().map(epoch -> "epoch=" + epoch + ", ").orElse("")
        + metric.channel()
        + " "
        + (metric.extension() ? "orrery_" : "")
        + metric.name()
        + (metric.direction() == Metric.Direction.LOSS ? " <loss>=" : " <score>=")
        + metric.value();
  }

  private void info(String message) {
    log("INFO", message);
  }

  private void log(String level, String message) {
    line.accept(
        "["
            + LocalDateTime.now().format(TIME)
            + " "
            + level
            + " "
            + Thread.currentThread().threadId()
            + "] "
            + message);
  }
}

package dev.orrery.training;

import dev.orrery.core.algorithm.Description;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.metric.Metric;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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

  private final Description description;
  private final Timings timings;
  private final Consumer<String> line;
  private final double startTime = System.currentTimeMillis() / 1e3;
  private int passes = 1;

  /**
   * A log that hands its lines, without line ends, to {@code line}.
   *
   * @param description of the algorithm
   * @param timings what has been timed, for {@code #metrics} lines
   */
  SageMakerLog(Description description, Timings timings, Consumer<String> line) {
    this.description = description;
    this.timings = timings;
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
                "#progress_metric: " + HOST + ", " + description.wording().completed(),
                100.0 * (ended.epoch() + 1) / passes));
        info(
            "#throughput_metric: "
                + HOST
                + ", train throughput="
                + ended.rows() / Math.max(1e-9, ended.seconds())
                + " records/second");
      }
      case Event.Measured measured -> measured(measured);
      case Event.Warning warning -> log("WARNING", warning.message());
      case Event.Note note -> info(note.message());
      case Event.LogLine logLine -> info(logLine.message());
      case Event.Figures figures -> {
        figures.values().forEach(timings::add);
        metrics();
      }
      case Event.BatchTrained batch -> {}
      case Event.Finished finished -> {}
      case Event.AlgorithmStep step -> {}
    }
  }

  /** Prints a {@code #metrics} line of what has been timed since the last, if anything has. */
  void metrics() {
    StringJoiner entries = new StringJoiner(", ");
    timings
        .take()
        .forEach((name, t) -> entries.add(entry(name, t.sum(), t.count(), t.min(), t.max())));
    if (entries.length() > 0) {
      line.accept(metricsLine(startTime, "", entries.toString()));
    }
  }

  private static String entry(String name, Object sum, long count, Object min, Object max) {
    return "\"%s\": {\"sum\": %s, \"count\": %d, \"min\": %s, \"max\": %s}"
        .formatted(name, sum, count, min, max);
  }

  private String metricsLine(double startTime, String dimensions, String entries) {
    return "#metrics {\"StartTime\": "
        + seconds(startTime)
        + ", \"EndTime\": "
        + seconds(System.currentTimeMillis() / 1e3)
        + ", \"Dimensions\": {\"Algorithm\": \""
        + description.metricsName()
        + "\", \"Host\": \"algo-1\", \"Operation\": \"training\""
        + dimensions
        + "}, \"Metrics\": {"
        + entries
        + "}}";
  }

  private static String seconds(double time) {
    return String.format(Locale.ROOT, "%.6f", time);
  }

  /**
   * One of several models goes into a {@code #metrics} line that names it; a final score on the
   * test or validation channel is told twice, as SageMaker does.
   */
  private void measured(Event.Measured measured) {
    Metric metric = measured.metric();
    if (measured.model().isPresent()) {
      double now = System.currentTimeMillis() / 1e3;
      String value = Double.toString(metric.value());
      line.accept(
          metricsLine(
              now,
              ", \"model\": "
                  + measured.model().get()
                  + measured.epoch().map(epoch -> ", \"epoch\": " + epoch).orElse(""),
              entry(metric.channel() + "_" + metric.logName(), value, 1, value, value)));
      return;
    }
    if (measured.epoch().isEmpty() && !metric.extension() && !metric.channel().equals("train")) {
      info(
          "#%s_score (algo-1) : ('%s', %s)"
              .formatted(metric.channel(), metric.logName(), pythonFloat(metric.value())));
    }
    info(qualityMetric(measured));
  }

  /** As Python prints a number that is not finite. */
  private static String pythonFloat(double value) {
    return Double.isNaN(value)
        ? "nan"
        : Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
  }

  private static String qualityMetric(Event.Measured measured) {
    Metric metric = measured.metric();
    return "#quality_metric: "
        + HOST
        + ", "
        + measured.epoch().map(epoch -> "epoch=" + epoch + ", ").orElse("")
        + measured.batch().map(batch -> "batch=" + batch + " ").orElse("")
        + metric.channel()
        + " "
        + (metric.extension() ? "orrery_" : "")
        + metric.logName()
        + (metric.direction() == Metric.Direction.LOSS ? " <loss>=" : " <score>=")
        + pythonFloat(metric.value());
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

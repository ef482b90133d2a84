package dev.orrery.training;

import dev.orrery.core.algorithm.Description;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.text.Text;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Training as SageMaker's log tells it (spec A7), so that the service's metric regexes find their
 * numbers. Metrics that SageMaker has not are printed with the prefix {@code orrery_}, which no
 * such regex matches. It is the log of the first of several hosts, as SageMaker keeps one for each.
 */
public final class SageMakerLog implements EventListener {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss");
  private static final DateTimeFormatter TENSORIO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
  private static final String HOST = "host=algo-1";

  private final Description algorithm;
  private final Timings timings;
  private final Consumer<String> line;
  private final IteratorCounts train = new IteratorCounts();
  private double lastMetrics = now();
  private int passes = 1;

  /**
   * A log that hands its lines, without line ends, to {@code line}.
   *
   * @param algorithm whose training it tells of
   * @param timings the figures for {@code #metrics} lines, which it takes away when it prints them
   */
  SageMakerLog(Description algorithm, Timings timings, Consumer<String> line) {
    this.algorithm = algorithm;
    this.timings = timings;
    this.line = line;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Started started -> passes = started.passes();
      case Event.Initialized initialized -> initialized(initialized);
      case Event.EpochEnded ended -> {
        tensorIo(ended);
        phaseEnded();
        info(
            Text.format(
                "#progress_metric: " + HOST + ", " + algorithm.wording().completed(),
                100.0 * (ended.epoch() + 1) / passes));
        iterator("\"epoch\": " + ended.epoch() + ", ", "training_data_iter", train);
        info(
            "#throughput_metric: "
                + HOST
                + ", train throughput="
                + ended.rows() / Math.max(1e-9, ended.seconds())
                + " records/second");
        train.reset();
      }
      case Event.Measured measured -> measured(measured);
      case Event.Warning warning -> warning(warning.message());
      case Event.Note note -> info(note.message());
      case Event.LogLine logLine -> log(logLine.warning() ? "WARNING" : "INFO", logLine.message());
      case Event.LogFigure figure -> timings.add(figure.name(), figure.value());
      case Event.BatchTrained batch -> {
        if (batch.host() == 0) {
          train.read(batch.rows());
        }
      }
      case Event.Figures figures -> {
        figures.values().forEach(timings::add);
        metrics();
      }
      case Event.Finished finished -> {}
      case Event.AlgorithmStep step -> {}
      case Event.Tensor tensor -> {}
    }
  }

  /** Prints what has been timed since the last such line; nothing when there is nothing. */
  void metrics() {
    Map<String, Timings.Entry> taken = timings.take();
    if (taken.isEmpty()) {
      return;
    }
    StringJoiner entries = new StringJoiner(", ");
    taken.forEach((name, t) -> entries.add(entry(name, t.sum(), t.count(), t.min(), t.max())));
    line.accept(metricsLine(lastMetrics, "", entries.toString()));
    lastMetrics = now();
  }

  /** A phase of training has ended, which some of SageMaker's algorithms tell the times of. */
  void phaseEnded() {
    if (algorithm.metricsByPhase()) {
      metrics();
    }
  }

  /** Prints what an iterator has counted. */
  void iterator(String meta, IteratorCounts counts) {
    iterator("", meta, counts);
  }

  private void iterator(String dimensions, String meta, IteratorCounts counts) {
    StringJoiner entries = new StringJoiner(", ");
    counts.asMap().forEach((name, n) -> entries.add(entry(name, (double) n, 1, n, n)));
    line.accept(
        metricsLine(now(), ", " + dimensions + "\"Meta\": \"" + meta + "\"", entries.toString()));
  }

  /**
   * The algorithms that tell of each phase peek at the first rows without counting them as read
   * (logs of 2020 and 2021); with the others the pass that follows begins at the first row again.
   */
  private void initialized(Event.Initialized initialized) {
    phaseEnded();
    if (!algorithm.metricsByPhase()) {
      train.read(initialized.rows(), initialized.batches());
    }
    iterator("init_train_data_iter", train);
    train.reset();
  }

  /** The line of SageMaker's reader, whose examples are mini-batches. */
  private void tensorIo(Event.EpochEnded ended) {
    line.accept(
        Text.format(
            "[%s] [tensorio] [info] epoch_stats={\"data_pipeline\": \"/opt/ml/input/data/train\", \"epoch\": %d, \"duration\": %d, \"num_examples\": %d}",
            LocalDateTime.now().format(TENSORIO_TIME),
            ended.epoch(),
            Math.round(1000 * ended.seconds()),
            train.batchesSinceReset()));
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  private static String entry(String name, Object sum, long count, Object min, Object max) {
    return Text.format(
        "\"%s\": {\"sum\": %s, \"count\": %d, \"min\": %s, \"max\": %s}",
        name, sum, count, min, max);
  }

  private String metricsLine(double startTime, String dimensions, String entries) {
    return "#metrics {\"StartTime\": "
        + seconds(startTime)
        + ", \"EndTime\": "
        + seconds(now())
        + ", \"Dimensions\": {\"Algorithm\": \""
        + algorithm.metricsName()
        + "\", \"Host\": \"algo-1\", \"Operation\": \"training\""
        + dimensions
        + "}, \"Metrics\": {"
        + entries
        + "}}";
  }

  private static String seconds(double time) {
    return Text.format("%.6f", time);
  }

  /**
   * One of several models goes into a {@code #metrics} line that names it; a final score on the
   * test or validation channel is told twice, as SageMaker does.
   */
  private void measured(Event.Measured measured) {
    Metric metric = measured.metric();
    if (measured.model().isPresent()) {
      String value = Double.toString(metric.value());
      line.accept(
          metricsLine(
              now(),
              ", \"model\": "
                  + measured.model().get()
                  + measured.epoch().map(epoch -> ", \"epoch\": " + epoch).orElse(""),
              entry(metric.channel() + "_" + metric.logName(), value, 1, value, value)));
      return;
    }
    if (measured.epoch().isEmpty() && !metric.extension() && !metric.channel().equals("train")) {
      info(
          Text.format(
              "#%s_score (algo-1) : ('%s', %s)",
              metric.channel(), metric.logName(), pythonFloat(metric.value())));
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

  /** Prints a line without time and level. */
  void raw(String text) {
    line.accept(text);
  }

  void info(String message) {
    log("INFO", message);
  }

  void warning(String message) {
    log("WARNING", message);
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

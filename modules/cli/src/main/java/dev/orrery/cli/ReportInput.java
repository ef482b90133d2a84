package dev.orrery.cli;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Data;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.ReadOptions;
import dev.orrery.formats.Split;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Machine;
import dev.orrery.report.RunReport;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.training.RunRecord;
import dev.orrery.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Gathers what the report of a run shows. */
final class ReportInput {

  private static final int SAMPLE_ROWS = 4000;

  /** Most values that are read for them at once, 64 MiB. */
  private static final int SAMPLE_VALUES = 1 << 24;

  private ReportInput() {}

  static RunReport.Input of(
      Job job,
      TrainingRun.Result result,
      Recorder recorder,
      Backend backend,
      RunContext context,
      String[] axes)
      throws IOException {
    RunRecord record = result.record();
    OpenedData train = withLabels(job);
    Map<String, String> defaults = new LinkedHashMap<>();
    for (Hyperparameter<?> hyperparameter : job.algorithm().hyperparameters().all()) {
      hyperparameter.defaultText().ifPresent(text -> defaults.put(hyperparameter.name(), text));
    }
    return new RunReport.Input(
        title(job),
        record.request().algorithm(),
        headline(record),
        facts(job, record, backend),
        record.hyperparameters(),
        defaults,
        record.notes(),
        record.warnings(),
        rules(record),
        result.metrics(),
        recorder.measured(),
        recorder.steps(),
        result.model(),
        sample(train),
        train.featureNames(),
        train.preparation().labels(),
        Optional.ofNullable(axes),
        channels(job),
        context);
  }

  private static List<RunReport.Rule> rules(RunRecord record) {
    return record.debug() == null
        ? List.of()
        : record.debug().evaluations().stream()
            .map(
                rule ->
                    new RunReport.Rule(
                        rule.name(),
                        rule.status(),
                        rule.details() == null ? "" : rule.details(),
                        rule.parameters()))
            .toList();
  }

  /**
   * The train channel with its labels, where the data has them but training removed them: pictures
   * may color by what training did not see.
   */
  private static OpenedData withLabels(Job job) throws IOException {
    OpenedData train = job.channels().get("train");
    JobRequest.Reading reading = job.request().reading();
    if (train.labelSize() > 0 || job.request().piped()) {
      return train;
    }
    ReadOptions options =
        reading.options(0, true, false).toBuilder().split(reading.rows(Split.Part.TRAIN)).build();
    try {
      OpenedData labelled =
          Data.open(job.request().train(), "train", options, Home.datasets(), note -> {});
      return labelled.labelSize() == 1 && labelled.featureDim() == train.featureDim()
          ? labelled
          : train;
    } catch (CustomerError e) {
      // The labels cannot be read as such, which no one asked for; the pictures do without them.
      return train;
    }
  }

  /**
   * Checks the features to draw on before any training.
   *
   * @param axes two names, numbers from 0 where there are no names, or null
   */
  static void checkAxes(Job job, String[] axes) {
    if (axes == null) {
      return;
    }
    List<String> names = job.channels().get("train").featureNames();
    int columns = job.channels().get("train").featureDim();
    boolean known =
        names.isEmpty()
            ? Stream.of(axes).allMatch(a -> a.matches("\\d{1,9}") && Integer.parseInt(a) < columns)
            : names.containsAll(List.of(axes));
    if (axes.length != 2 || !known) {
      throw new CustomerError(
          "Expected two features to draw on, of: "
              + (names.isEmpty() ? "0 to " + (columns - 1) : String.join(", ", names)),
          "--axes " + String.join(",", axes));
    }
  }

  /** Such as {@code K-means on digits}. */
  static String title(Job job) {
    return job.algorithm().description().title()
        + " on "
        + displayName(job.channels().get("train"), job.request().train());
  }

  private static String argument(Job job, String channel) {
    String named =
        switch (channel) {
          case "validation" -> job.request().validation();
          case "test" -> job.request().test();
          default -> null;
        };
    return named == null ? job.request().train() : named;
  }

  private static String displayName(OpenedData data, String argument) {
    return data.files().size() == 1 && data.sample().isEmpty()
        ? data.files().getFirst().path().getFileName().toString()
        : Path.of(argument).getFileName().toString();
  }

  /** The first metric of the test channel, SageMaker's before others; without one the last. */
  private static String headline(RunRecord record) {
    List<Map.Entry<String, Double>> metrics =
        record.metrics().entrySet().stream().filter(entry -> entry.getValue() != null).toList();
    return Stream.of("test:", "orrery:test_", "")
        .flatMap(
            prefix ->
                metrics.stream()
                    .filter(entry -> entry.getKey().startsWith(prefix))
                    .reduce((a, b) -> prefix.isEmpty() ? b : a)
                    .stream())
        .findFirst()
        .map(entry -> Text.format("%s %.6g", entry.getKey(), entry.getValue()))
        .orElse("");
  }

  private static List<RunReport.Fact> facts(Job job, RunRecord record, Backend backend)
      throws IOException {
    List<RunReport.Fact> facts = new ArrayList<>();
    for (Map.Entry<String, OpenedData> channel : job.channels().entrySet()) {
      OpenedData data = channel.getValue();
      String rows =
          data.source().rows().isPresent()
              ? Text.format("%,d rows x ", data.source().rows().getAsLong())
              : "";
      facts.add(
          RunReport.Fact.of(
              channel.getKey(),
              displayName(data, argument(job, channel.getKey()))
                  + ", "
                  + rows
                  + data.featureDim()));
      for (DataFile file : data.files().subList(0, Math.min(3, data.files().size()))) {
        facts.add(RunReport.Fact.verbatim("SHA-256 of " + file.name(), file.sha256()));
      }
    }
    Machine machine = record.machine();
    facts.add(RunReport.Fact.of("seed", Long.toString(record.request().seed())));
    facts.add(RunReport.Fact.of("backend", backend.name() + " (" + backend.device() + ")"));
    if (record.account() != null) {
      List<String> lines = AccountText.lines(record.account(), job.algorithm().description());
      for (int i = 0; i < lines.size(); i++) {
        facts.add(RunReport.Fact.of(i == 0 ? "its account" : "", lines.get(i)));
      }
    }
    facts.add(RunReport.Fact.of("threads", Integer.toString(record.threads())));
    facts.add(RunReport.Fact.of("hosts", Integer.toString(record.request().hosts())));
    facts.add(RunReport.Fact.of("input mode", record.request().inputMode()));
    facts.add(RunReport.Fact.of("machine", MachineText.line(machine)));
    facts.add(RunReport.Fact.of("Orrery", record.version()));
    facts.add(RunReport.Fact.of("began", record.created()));
    facts.add(RunReport.Fact.of("time", Text.format("%.2f s", record.seconds())));
    facts.add(RunReport.Fact.of("status", record.status()));
    facts.add(RunReport.Fact.verbatim("SHA-256 of the model", record.model().sha256()));
    return facts;
  }

  /** The channels that can be read again; a pipe cannot. */
  private static Map<String, DataSource> channels(Job job) {
    Map<String, DataSource> channels = new LinkedHashMap<>();
    if (!job.request().piped()) {
      job.channels().forEach((name, data) -> channels.put(name, data.source()));
    }
    return channels;
  }

  /**
   * Some rows for the pictures, spread over the data where its size is known and as far as memory
   * allows.
   */
  private static Batch sample(OpenedData train) throws IOException {
    long rows = train.source().rows().orElse(SAMPLE_ROWS);
    int most = Math.clamp(SAMPLE_VALUES / train.featureDim(), 1, 64 * SAMPLE_ROWS);
    int wanted = Math.min(SAMPLE_ROWS, most);
    int step = Math.clamp((rows + wanted - 1) / wanted, 1, most / wanted);
    try (BatchReader reader = train.source().open()) {
      Batch batch = reader.next(wanted * step);
      return batch == null
          ? Batch.unlabelled(new DenseMatrix(new float[0], 0, train.featureDim()))
          : batch.everyNth(0, step);
    }
  }
}

package dev.orrery.runstore;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.metric.Metric;
import dev.orrery.training.JobRequest;
import dev.orrery.training.RunFolder;
import dev.orrery.training.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes rows of the store of run folders; what lies in the folder is the truth of a run. */
public final class RunRecords {

  private static final int ID_DIGITS = 12;

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunRecords() {}

  /**
   * What a run's record does not say.
   *
   * @param device what the backend ran on, or null
   * @param revision commit of Orrery's sources, or null where it is not known
   * @param epochs passes that were made, or null to take it from what was measured
   * @param directions whether less or more of a metric is better, by key, as far as known
   */
  public record Facts(
      String device, String revision, Integer epochs, Map<String, Metric.Direction> directions) {

    /** Nothing but the record. */
    public static final Facts NONE = new Facts(null, null, null, Map.of());
  }

  /**
   * A run as its folder tells it.
   *
   * @throws dev.orrery.core.error.CustomerError when the record is damaged or of a later Orrery
   */
  public static StoredRun of(RunFolder folder, StoredRun.Labels labels, Facts facts)
      throws IOException {
    return of(folder, folder.read(), labels, facts);
  }

  /** A run as its folder tells it, whose record has been read or just written. */
  public static StoredRun of(
      RunFolder folder, RunRecord record, StoredRun.Labels labels, Facts facts) throws IOException {
    JobRequest request = record.request();
    Path path = folder.path().toAbsolutePath().normalize();
    List<StoredRun.Point> curve = curve(folder.metrics(), facts.directions());
    Integer measured = curve.isEmpty() ? null : curve.getLast().epoch() + 1;
    JobRequest.FromState from = request.fromState();
    return new StoredRun(
        id(path, record),
        StoredRun.Kind.RUN,
        labels,
        request.algorithm(),
        record.created(),
        new StoredRun.Outcome(
            record.status(),
            record.reason(),
            record.seconds(),
            facts.epochs() == null ? measured : facts.epochs()),
        new StoredRun.Setup(
            request.seed(),
            request.hosts(),
            record.backend(),
            record.account() == null ? facts.device() : record.account().device(),
            record.threads(),
            record.version(),
            facts.revision() == null ? record.version() : facts.revision(),
            record.machine()),
        hyperparameters(record.hyperparameters(), request.hyperparameters()),
        record.metrics().entrySet().stream()
            .map(
                e ->
                    new StoredRun.Measurement(
                        e.getKey(),
                        facts.directions().get(e.getKey()),
                        e.getValue() == null ? Double.NaN : e.getValue()))
            .toList(),
        curve,
        channels(request, record.channels()),
        new StoredRun.Lineage(
            path.toString(),
            record.model() == null ? null : record.model().sha256(),
            record.state() == null ? null : record.state().sha256(),
            from == null ? null : from.run(),
            from == null ? null : from.sha256(),
            null),
        Optional.empty(),
        record.notes(),
        record.warnings());
  }

  private static String id(Path folder, RunRecord record) {
    return Hashes.sha256(folder + "\n" + record.created()).substring(0, ID_DIGITS);
  }

  /** Those that were given first, as people look for them. */
  private static List<StoredRun.Hyperparameter> hyperparameters(
      Map<String, String> inForce, Map<String, String> given) {
    List<StoredRun.Hyperparameter> hyperparameters = new ArrayList<>();
    given.forEach(
        (name, text) ->
            hyperparameters.add(
                new StoredRun.Hyperparameter(name, inForce.get(name), text, false)));
    inForce.forEach(
        (name, value) -> {
          if (!given.containsKey(name)) {
            hyperparameters.add(new StoredRun.Hyperparameter(name, value, null, false));
          }
        });
    return hyperparameters;
  }

  /** The channels of a request as they were read. */
  public static List<StoredRun.Channel> channels(
      JobRequest request, Map<String, RunRecord.Channel> read) {
    List<StoredRun.Channel> channels = new ArrayList<>();
    read.forEach(
        (name, channel) ->
            channels.add(
                new StoredRun.Channel(
                    name,
                    argument(request, name),
                    channel.rows(),
                    channel.featureDim(),
                    channel.files().stream()
                        .map(f -> new StoredRun.DataFile(f.name(), f.bytes(), f.sha256()))
                        .toList())));
    return channels;
  }

  private static String argument(JobRequest request, String channel) {
    String argument =
        switch (channel) {
          case "train" -> request.train();
          case "validation" -> request.validation();
          case "test" -> request.test();
          default -> null;
        };
    return argument == null ? "" : argument;
  }

  /** What was measured by pass of the whole run. */
  private static List<StoredRun.Point> curve(Path file, Map<String, Metric.Direction> directions)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<StoredRun.Point> curve = new ArrayList<>();
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        // Most lines of a long training are of batches, and are not worth parsing.
        if (line.contains("\"epoch\"") && !line.contains("\"batch\"")) {
          point(line, directions).ifPresent(curve::add);
        }
      }
    }
    return curve;
  }

  private static Optional<StoredRun.Point> point(
      String line, Map<String, Metric.Direction> directions) {
    try {
      JsonNode json = JSON.readTree(line);
      String metric = json.path("metric").asText();
      return json.has("model")
          ? Optional.empty()
          : Optional.of(
              new StoredRun.Point(
                  json.path("epoch").asInt(),
                  metric,
                  directions.get(metric),
                  json.path("value").asDouble(Double.NaN)));
    } catch (JacksonException e) {
      return Optional.empty(); // a line that was cut off when the process was killed
    }
  }
}

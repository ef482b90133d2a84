package dev.orrery.runstore;

import dev.orrery.core.metric.Metric;
import dev.orrery.kernels.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the store knows of one run, one trial of a study, or one replay.
 *
 * @param id what it is known by: hexadecimal digits
 * @param kind what it is
 * @param labels what people say of it
 * @param algorithm SageMaker's name of the algorithm
 * @param created when it began, in ISO 8601 (UTC)
 * @param outcome how it ended
 * @param setup what computed
 * @param hyperparameters the values in force and those that were given, in order
 * @param metrics what was measured of the whole run, in order
 * @param curve what was measured by pass, in order
 * @param channels what was read
 * @param lineage where it lies, what it began with and what it left
 * @param trial its place in a study; empty for anything but a trial
 * @param notes what was decided for the user
 * @param warnings what the user should know of
 */
public record StoredRun(
    String id,
    Kind kind,
    Labels labels,
    String algorithm,
    String created,
    Outcome outcome,
    Setup setup,
    List<Hyperparameter> hyperparameters,
    List<Measurement> metrics,
    List<Point> curve,
    List<Channel> channels,
    Lineage lineage,
    Optional<Place> trial,
    List<String> notes,
    List<String> warnings) {

  /** What a row of the store is. */
  public enum Kind {
    /** A training with a folder. */
    RUN,
    /** A light training of a comparison or a tuning job. */
    TRIAL,
    /** A run that was made again, to compare. */
    REPLAY;

    /** As the store and the command line write it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
  }

  /**
   * What people say of a run.
   *
   * @param name unique in the store, or null
   * @param group of what experiment it is a part, or null
   * @param tags words
   * @param comments sentences, in the order in which they were written
   */
  public record Labels(String name, String group, List<String> tags, List<String> comments) {

    /** Nothing said. */
    public static final Labels NONE = new Labels(null, null, List.of(), List.of());

    /** Keeps copies. */
    public Labels {
      tags = List.copyOf(tags);
      comments = List.copyOf(comments);
    }
  }

  /**
   * How a run ended.
   *
   * @param status {@code InProgress} (or killed), {@code Completed}, {@code Stopped} or {@code
   *     Failed}
   * @param reason why it was stopped or failed, or null
   * @param seconds time it took, or null
   * @param epochs passes that were made, or null where nobody counted
   */
  public record Outcome(String status, String reason, Double seconds, Integer epochs) {}

  /**
   * What computed.
   *
   * @param seed of all randomness
   * @param hosts simulated hosts
   * @param backend its name, with the device where one was named
   * @param device what the backend ran on, or null
   * @param threads on which the result does not depend
   * @param version Orrery's version
   * @param revision the commit of Orrery's sources, or the version where it is not known
   * @param machine where it ran
   */
  public record Setup(
      long seed,
      int hosts,
      String backend,
      String device,
      int threads,
      String version,
      String revision,
      Machine machine) {}

  /**
   * A hyperparameter.
   *
   * @param name in SageMaker's words
   * @param value in force; null where the run never came to it
   * @param given as it was given, or null where it is a default
   * @param varied whether it differs between the trials of the study
   */
  public record Hyperparameter(String name, String value, String given, boolean varied) {}

  /**
   * A value of the whole run.
   *
   * @param metric its key, such as {@code test:msd}
   * @param direction whether less or more is better; null where nobody told
   * @param value NaN where it is not a number
   */
  public record Measurement(String metric, Metric.Direction direction, double value) {}

  /** A value that was measured after a pass, from 0. */
  public record Point(int epoch, String metric, Metric.Direction direction, double value) {}

  /**
   * What was read from a channel.
   *
   * @param name such as {@code train}
   * @param argument the data argument; empty for a channel that was split off another
   * @param rows number of rows, or null where nobody counted
   * @param featureDim number of features
   * @param files the files, in order
   */
  public record Channel(
      String name, String argument, Long rows, int featureDim, List<DataFile> files) {

    /** Keeps a copy. */
    public Channel {
      files = List.copyOf(files);
    }

    /** The hash of the channel: that of its one file, or over those of its files, in order. */
    public String sha256() {
      return files.size() == 1
          ? files.getFirst().sha256()
          : Hashes.sha256(String.join("\n", files.stream().map(DataFile::sha256).toList()));
    }

    /** Bytes of all files. */
    public long bytes() {
      return files.stream().mapToLong(DataFile::bytes).sum();
    }
  }

  /** A file with its size and the SHA-256 of its bytes. */
  public record DataFile(String name, long bytes, String sha256) {}

  /**
   * Where a run lies, what it began with and what it left; each null where there is none.
   *
   * @param folder absolute path of the run's folder
   * @param model SHA-256 of the model's file
   * @param state SHA-256 of the file of the final state, where it was kept
   * @param fromFolder folder of the run whose state training began with
   * @param fromState SHA-256 of that state
   * @param replayOf id of the run that this one made again
   */
  public record Lineage(
      String folder,
      String model,
      String state,
      String fromFolder,
      String fromState,
      String replayOf) {

    /** Nothing known. */
    public static final Lineage NONE = new Lineage(null, null, null, null, null, null);
  }

  /**
   * The place of a trial in its study.
   *
   * @param study the study's key
   * @param trial what the trial is known by in the study
   * @param repetition from 0
   * @param fold from 0
   */
  public record Place(String study, String trial, int repetition, int fold) {}

  /** Keeps copies. */
  public StoredRun {
    hyperparameters = List.copyOf(hyperparameters);
    metrics = List.copyOf(metrics);
    curve = List.copyOf(curve);
    channels = List.copyOf(channels);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  /** The same run by another id. */
  public StoredRun withId(String other) {
    return new StoredRun(
        other,
        kind,
        labels,
        algorithm,
        created,
        outcome,
        setup,
        hyperparameters,
        metrics,
        curve,
        channels,
        lineage,
        trial,
        notes,
        warnings);
  }

  /**
   * The same run, ended.
   *
   * @param values what was measured of the whole run, by key; null where it is not a number
   * @param model SHA-256 of the model's file, or null
   */
  public StoredRun ended(Outcome ended, Map<String, Double> values, String model) {
    List<Measurement> measured = new ArrayList<>();
    values.forEach(
        (key, value) ->
            measured.add(new Measurement(key, null, value == null ? Double.NaN : value)));
    Lineage left =
        new Lineage(
            lineage.folder(),
            model,
            lineage.state(),
            lineage.fromFolder(),
            lineage.fromState(),
            lineage.replayOf());
    return new StoredRun(
        id,
        kind,
        labels,
        algorithm,
        created,
        ended,
        setup,
        hyperparameters,
        measured,
        curve,
        channels,
        left,
        trial,
        notes,
        warnings);
  }

  /** The same run with other labels. */
  public StoredRun with(Labels others) {
    return new StoredRun(
        id,
        kind,
        others,
        algorithm,
        created,
        outcome,
        setup,
        hyperparameters,
        metrics,
        curve,
        channels,
        lineage,
        trial,
        notes,
        warnings);
  }

  /**
   * The one metric to tell of the run: the first that has a better and a worse, of the test channel
   * before validation before train.
   */
  public Optional<Measurement> mainMetric() {
    for (String channel : List.of("test:", "validation:", "train:", "")) {
      Optional<Measurement> found =
          metrics.stream()
              .filter(m -> m.metric().startsWith(channel))
              .filter(m -> m.direction() != Metric.Direction.FIGURE)
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return metrics.stream().findFirst();
  }

  /** The names and texts of the hyperparameters that were given, in order. */
  public List<String> given() {
    List<String> given = new ArrayList<>();
    for (Hyperparameter hyperparameter : hyperparameters) {
      if (hyperparameter.given() != null) {
        given.add(hyperparameter.name() + "=" + hyperparameter.given());
      }
    }
    return given;
  }
}

package dev.orrery.runstore;

import dev.orrery.core.metric.Metric;
import dev.orrery.kernels.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs to store, each determined by its number. */
final class Runs {

  static final Machine MACHINE =
      new Machine("a processor", "amd64", 2, 256, "a JDK 25", "Linux 6", 32768, 1048576);

  private Runs() {}

  static String id(int i) {
    return Hashes.sha256("run " + i).substring(0, 12);
  }

  /** {@code k} is {@code i % 20 + 1}, {@code test:msd} is {@code i * 7 % 1000 / 10}. */
  static StoredRun run(int i) {
    return run(i, StoredRun.Labels.NONE);
  }

  static StoredRun run(int i, StoredRun.Labels labels) {
    return new StoredRun(
        id(i),
        StoredRun.Kind.RUN,
        labels,
        i % 3 == 0 ? "pca" : "kmeans",
        Instant.ofEpochSecond(1_790_000_000L + i).toString(),
        new StoredRun.Outcome(
            i % 10 == 9 ? "Failed" : "Completed",
            i % 10 == 9 ? "out of luck" : null,
            i / 8.0,
            i % 4 + 1),
        new StoredRun.Setup(i, 1, "simd", "CPU", 2, "0.1.0", "abc", MACHINE),
        List.of(
            new StoredRun.Hyperparameter("k", "" + (i % 20 + 1), "" + (i % 20 + 1), false),
            new StoredRun.Hyperparameter("rate", "0.001", "1e-3", false),
            new StoredRun.Hyperparameter("init_method", "random", null, false),
            new StoredRun.Hyperparameter("unreached", null, "auto", false)),
        List.of(
            new StoredRun.Measurement("train:msd", Metric.Direction.LOSS, i),
            new StoredRun.Measurement("test:msd", Metric.Direction.LOSS, i * 7 % 1000 / 10.0),
            new StoredRun.Measurement("test:accuracy", Metric.Direction.SCORE, i % 5 / 5.0),
            new StoredRun.Measurement("test:odd", null, Double.NaN)),
        List.of(
            new StoredRun.Point(0, "train:msd", Metric.Direction.LOSS, i * 2),
            new StoredRun.Point(1, "train:msd", Metric.Direction.LOSS, i)),
        List.of(
            channel("train", "digits-" + i % 2, "a" + i % 2),
            new StoredRun.Channel(
                "test", "", null, 4, List.of(file("one", "b1"), file("two", "b2")))),
        new StoredRun.Lineage("/runs/" + i, "model" + i, "state" + i, null, null, null),
        Optional.empty(),
        List.of("a note", "another"),
        List.of("a warning"));
  }

  static StoredRun.Channel channel(String name, String argument, String hash) {
    return new StoredRun.Channel(name, argument, 150L, 4, List.of(file(argument + ".csv", hash)));
  }

  private static StoredRun.DataFile file(String name, String hash) {
    return new StoredRun.DataFile(name, 1000, hash);
  }

  /** A trial of a study, to be kept by its log. */
  static TrialOutcome trial(int i) {
    return new TrialOutcome(
        "k=" + i,
        java.util.Map.of("k", "" + i),
        0,
        0,
        "Completed",
        "",
        java.util.Map.of("k", "" + i, "epochs", "3"),
        java.util.Map.of("test:msd", i / 2.0),
        java.util.Map.of("test:msd", Metric.Direction.LOSS),
        List.of(new TrialOutcome.Point(0, "test:msd", i)),
        3,
        0.5);
  }

  static StudyLog.Common common() {
    return common(StoredRun.Labels.NONE);
  }

  static StudyLog.Common common(StoredRun.Labels labels) {
    return new StudyLog.Common(
        "kmeans",
        java.util.Map.of("epochs", "3"),
        new StoredRun.Setup(5, 1, "simd", "CPU", 1, "0.1.0", "abc", MACHINE),
        List.of(channel("train", "digits", "a0")),
        labels);
  }
}

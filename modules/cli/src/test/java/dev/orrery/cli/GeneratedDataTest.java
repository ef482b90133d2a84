package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the algorithms find in generated data, against the truth beside it. */
class GeneratedDataTest {

  @TempDir private Path folder;

  private Path generate(String kind, String file, String... options) {
    Path out = folder.resolve(file);
    List<String> command =
        new ArrayList<>(List.of("datasets", "generate", kind, "--out", out.toString()));
    command.addAll(List.of(options));
    Cli.Outcome outcome = Cli.run(command.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return out;
  }

  private JsonNode truth(String name) throws IOException {
    Path file = folder.resolve(name + ".truth.json");
    return new ObjectMapper().readTree(Files.readString(file)).path("truth");
  }

  /** The metrics of a run. */
  private JsonNode run(String algorithm, Path train, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("run", algorithm, "--train", train.toString(), "--json", "--no-report"));
    command.addAll(List.of("--out", folder.resolve("run").toString()));
    command.addAll(List.of(options));
    Cli.Outcome outcome = Cli.run(command.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    return outcome.json().path("metrics");
  }

  /** A table of the run's model. */
  private JsonNode table(String name) throws IOException {
    Cli.Outcome outcome =
        Cli.run("inspect", folder.resolve("run").toString(), "--table", name, "--json");
    assertThat(outcome.code()).as(outcome.out()).isZero();
    return outcome.json();
  }

  @Test
  void aSignalLeavesNothingHalfWritten() throws Exception {
    Path place = Files.createDirectories(folder.resolve("stopped"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Dorrery.home=" + System.getProperty("orrery.root"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.orrery.cli.Main",
                "datasets",
                "generate",
                "blobs",
                "--rows",
                "1000000000",
                "--out",
                place.resolve("blobs.csv").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && place.toFile().list().length == 0 && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    assertThat(place.toFile().list()).as(Files.readString(folder.resolve("log"))).hasSize(1);
    process.destroy();
    process.waitFor();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void kMeansFindsTheCenters() throws IOException {
    Path blobs =
        generate("blobs", "blobs.csv", "--rows", "3000", "--clusters", "4", "--noise", "0.5");
    run(
        "kmeans",
        blobs,
        "--label",
        "cluster",
        "--hp",
        "k=4",
        "--hp",
        "orrery_algorithm=lloyd",
        "--hp",
        "orrery_restarts=5");
    JsonNode rows = table("centers").path("rows");
    assertThat(rows).hasSize(4);
    for (JsonNode center : truth("blobs").path("centers")) {
      double nearest = Double.MAX_VALUE;
      for (JsonNode found : rows) {
        double x = found.get(found.size() - 2).asDouble() - center.get(0).asDouble();
        double y = found.get(found.size() - 1).asDouble() - center.get(1).asDouble();
        nearest = Math.min(nearest, Math.hypot(x, y));
      }
      // Means of about 750 rows of deviation 0.5 in each of two features.
      assertThat(nearest).isLessThan(0.1);
    }
  }

  @Test
  void linearLearnerEndsAtTheNoise() throws IOException {
    Path line =
        generate("regression", "line.csv", "--rows", "8000", "--features", "5", "--noise", "2");
    JsonNode metrics =
        run(
            "linear-learner",
            line,
            "--label",
            "target",
            "--split",
            "0.25",
            "--hp",
            "predictor_type=regressor",
            "--hp",
            "epochs=30",
            "--hp",
            "mini_batch_size=100");
    assertThat(Math.sqrt(metrics.path("test:mse").asDouble())).isCloseTo(2, within(0.15));
  }

  @Test
  void knnPartsTheMoonsThatALineCannot() throws IOException {
    Path moons = generate("moons", "moons.csv");
    JsonNode knn =
        run(
            "knn",
            moons,
            "--label",
            "moon",
            "--split",
            "0.25",
            "--hp",
            "k=5",
            "--hp",
            "predictor_type=classifier",
            "--hp",
            "sample_size=1000");
    assertThat(knn.path("test:accuracy").asDouble()).isGreaterThan(0.98);
    deleteRun();
    JsonNode linear =
        run(
            "linear-learner",
            moons,
            "--label",
            "moon",
            "--split",
            "0.25",
            "--hp",
            "predictor_type=binary_classifier");
    assertThat(linear.path("test:binary_classification_accuracy").asDouble()).isLessThan(0.93);
  }

  @Test
  void pcaFindsHowManyDirectionsThereAre() throws IOException {
    Path rows =
        generate(
            "low-rank",
            "low.csv",
            "--features",
            "30",
            "--rank",
            "3",
            "--rows",
            "2000",
            "--noise",
            "0.1");
    JsonNode three = run("pca", rows, "--hp", "num_components=3");
    // Variances 9, 4, 1 and 30 times 0.01.
    assertThat(three.path("orrery:train_explained_variance_ratio").asDouble())
        .isCloseTo(14.03 / 14.3, within(0.005));
    deleteRun();
    JsonNode two = run("pca", rows, "--hp", "num_components=2");
    assertThat(two.path("orrery:train_explained_variance_ratio").asDouble())
        .isCloseTo(13.02 / 14.3, within(0.01));
  }

  @Test
  void factorizationMachinesSeeTheFactorsAndALinearModelDoesNot() throws IOException {
    Path ratings =
        generate("ratings", "ratings.pbr", "--users", "200", "--items", "100", "--rows", "12000");
    JsonNode fm =
        run(
            "factorization-machines",
            ratings,
            "--split",
            "0.2",
            "--hp",
            "predictor_type=regressor",
            "--hp",
            "num_factors=3",
            "--hp",
            "orrery_optimizer=als",
            "--hp",
            "epochs=30");
    double found = fm.path("test:rmse").asDouble();
    deleteRun();
    JsonNode linear =
        run(
            "linear-learner",
            ratings,
            "--split",
            "0.2",
            "--hp",
            "predictor_type=regressor",
            "--hp",
            "mini_batch_size=200");
    double without = Math.sqrt(linear.path("test:mse").asDouble());
    // The noise is 0.1; the product of factors has deviation 1.
    assertThat(without).isGreaterThan(0.8);
    assertThat(found).isLessThan(0.3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "additive_outlier",
        "level_shift",
        "temporary_change",
        "variance_change",
        "seasonal_outlier"
      })
  void randomCutForestScoresEveryKindOfAnomaly(String kind) throws IOException {
    Path series = generate("series", "series.csv", "--kind", kind, "--seed", "5");
    JsonNode metrics =
        run(
            "randomcutforest",
            series,
            "--label",
            "anomaly",
            "--test",
            series.toString(),
            "--hp",
            "orrery_shingle_size=24",
            "--hp",
            "orrery_partition=shuffled");
    assertThat(metrics.path("orrery:test_roc_auc").asDouble()).isGreaterThan(0.95);
  }

  private void deleteRun() throws IOException {
    try (var files = Files.walk(folder.resolve("run"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.api.Dataset;
import dev.orrery.api.FittedKMeans;
import dev.orrery.api.KMeansPrediction;
import dev.orrery.api.Orrery;
import dev.orrery.api.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java API computes what the command line does, and each reads the other's models. */
class ApiTest {

  @TempDir private Path folder;

  private JsonNode run(String... arguments) throws IOException {
    Cli.Outcome outcome = Cli.run(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.json();
  }

  private static void sameMetrics(Trained<?, ?> trained, JsonNode run) {
    assertThat(run.path("metrics").size()).isEqualTo(trained.metrics().size());
    trained
        .metrics()
        .forEach(
            metric ->
                assertThat(run.path("metrics").path(metric.key()).asDouble())
                    .as(metric.key())
                    .isEqualTo(metric.value()));
  }

  @Test
  void kMeansOnDigits() throws IOException {
    Path out = folder.resolve("run");
    JsonNode run =
        run(
            "run",
            "kmeans",
            "--train",
            "digits",
            "--hp",
            "k=10",
            "--json",
            "--no-report",
            "--out",
            out.toString());
    Trained<KMeansPrediction, FittedKMeans> trained = Orrery.kmeans().k(10).train("digits");
    sameMetrics(trained, run);

    Path saved = folder.resolve("saved.tar.gz");
    trained.save(saved);
    assertThat(Files.readAllBytes(saved))
        .isEqualTo(Files.readAllBytes(out.resolve("model.tar.gz")));
    List<KMeansPrediction> answers = trained.predict("digits");
    assertThat(Orrery.load(out, FittedKMeans.class).predict("digits")).isEqualTo(answers);

    Path answered = folder.resolve("answers.csv");
    run(
        "predict",
        saved.toString(),
        "--data",
        "digits",
        "--accept",
        "text/csv",
        "--out",
        answered.toString(),
        "--json");
    String first = Files.readAllLines(answered).getFirst();
    assertThat(Float.parseFloat(first.split(",")[0]))
        .isEqualTo(answers.getFirst().closestCluster());
    assertThat(Float.parseFloat(first.split(",")[1]))
        .isEqualTo(answers.getFirst().distanceToCluster());
  }

  @Test
  void linearLearnerOnASplit() throws IOException {
    JsonNode run =
        run(
            "run",
            "linear-learner",
            "--train",
            "breast-cancer",
            "--split",
            "fixed",
            "--standardize",
            "--preset",
            "sample",
            "--seed",
            "7",
            "--json",
            "--no-report",
            "--out",
            folder.resolve("run").toString());
    sameMetrics(
        Orrery.linearLearner()
            .preset()
            .seed(7)
            .train(Dataset.of("breast-cancer").standardize().fixedSplit()),
        run);
  }
}

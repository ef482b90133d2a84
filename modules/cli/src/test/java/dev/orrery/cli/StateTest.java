package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that goes on from the state of another. */
class StateTest {

  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Cli.Outcome run(String name, String algorithm, String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of("run", algorithm, "--no-report", "--json", "--out", path(name)),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode done(Cli.Outcome outcome) throws IOException {
    assertThat(outcome.code()).as(outcome.out()).isZero();
    return outcome.json();
  }

  private void refused(Cli.Outcome outcome, String sentence) throws IOException {
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(2);
    assertThat(outcome.json().at("/error/message").asText()).contains(sentence);
  }

  /** The odd and the even lines of iris, without their header, in files of their own. */
  private void halves() throws IOException {
    List<String> lines = Files.readAllLines(Home.datasets().resolve("iris.csv"));
    StringBuilder[] halves = {new StringBuilder(), new StringBuilder()};
    for (int i = 1; i < lines.size(); i++) {
      halves[i % 2].append(lines.get(i)).append('\n');
    }
    Files.writeString(folder.resolve("a.csv"), halves[0]);
    Files.writeString(folder.resolve("b.csv"), halves[1]);
    Files.writeString(folder.resolve("ab.csv"), halves[0] + "" + halves[1]);
  }

  @Test
  void twoHalvesOneAfterTheOtherAreTheWhole() throws IOException {
    Cli.run("describe"); // tells Home where the samples are
    halves();
    JsonNode first =
        done(
            run("first", "nearest-mean", "--train", path("a.csv"), "--label", "5", "--keep-state"));
    assertThat(Path.of(first.get("state").asText())).isNotEmptyFile();
    done(run("both", "nearest-mean", "--train", path("b.csv"), "--from-state", path("first")));
    done(run("whole", "nearest-mean", "--train", path("ab.csv"), "--label", "5"));
    assertThat(model("both")).isEqualTo(model("whole"));

    JsonNode record = new ObjectMapper().readTree(folder.resolve("both/run.json").toFile());
    assertThat(record.at("/request/fromState/run").asText()).isEqualTo(path("first"));
    assertThat(record.at("/request/fromState/sha256").asText()).hasSize(64);
    assertThat(done(Cli.run("replay", path("both"), "--json")).get("same").asBoolean()).isTrue();

    JsonNode hosts =
        done(
            run(
                "hosts",
                "nearest-mean",
                "--train",
                path("b.csv"),
                "--from-state",
                path("first"),
                "--hosts",
                "2",
                "--split-rows"));
    assertThat(hosts.at("/metrics/orrery:train_rows").asDouble()).isEqualTo(150);

    Files.write(folder.resolve("first/state.bin"), new byte[] {1}, StandardOpenOption.APPEND);
    refused(Cli.run("replay", path("both"), "--json"), "its SHA-256 differs");
    refused(
        run("damaged", "nearest-mean", "--train", path("b.csv"), "--from-state", path("first")),
        "its SHA-256 differs");
  }

  /** The model of a run, as its array. */
  private String model(String run) throws IOException {
    return Cli.run("inspect", path(run), "--json").json().at("/files/0/arrays").toString();
  }

  @Test
  void kMeansGoesOnFromItsWorkingCenters() throws IOException {
    String[] train = {"--train", "iris", "--hp", "k=3"};
    done(
        run(
            "first",
            "kmeans",
            Stream.concat(Stream.of(train), Stream.of("--keep-state")).toArray(String[]::new)));
    JsonNode second =
        done(run("second", "kmeans", "--train", "iris", "--from-state", path("first")));
    assertThat(second.at("/hyperparameters/k").asText()).isEqualTo("3");
    assertThat(second.at("/metrics/orrery:train_msd").asDouble()).isBetween(0.5256, 0.5256 * 1.05);
    String from = path("first");
    refused(
        run("k", "kmeans", "--train", "iris", "--from-state", from, "--hp", "k=140"),
        "trained with k=3 and 30 working centers, and k=140 asks for 1400");
    done(
        run(
            "same",
            "kmeans",
            "--train",
            "iris",
            "--from-state",
            from,
            "--hp",
            "k=5",
            "--hp",
            "extra_center_factor=6"));
    refused(
        run("fewer", "kmeans", "--train", "iris", "--from-state", from, "--hp", "k=2"),
        "k=3 and 30 working centers, and k=2 asks for 20");
    refused(
        run(
            "v",
            "kmeans",
            "--train",
            "iris",
            "--from-state",
            from,
            "--hp",
            "orrery_algorithm=lloyd"),
        "was not trained for orrery_algorithm=lloyd");
    refused(
        run("w", "kmeans", "--train", "wine", "--from-state", from),
        "The value of feature_dim hyperparameter '4' doesn't match train data");
    Path narrow = folder.resolve("narrow.csv");
    Files.writeString(narrow, "1,2\n3,4\n");
    refused(
        run("n", "kmeans", "--train", narrow + "", "--from-state", from),
        "'4' doesn't match train data dimensionality '2'");
    refused(run("o", "nearest-mean", "--train", "iris", "--from-state", from), "is of kmeans");
    refused(run("p", "kmeans", "--train", "iris", "--from-state", path("second")), "kept no state");
    refused(run("q", "kmeans", "--train", "iris", "--from-state", path("none")), "run.json");
  }

  private Cli.Outcome from(String name, String algorithm, String... hyperparameters) {
    Stream<String> more = Stream.of(hyperparameters).flatMap(pair -> Stream.of("--hp", pair));
    return run(
        name,
        algorithm,
        Stream.concat(Stream.of("--train", "iris", "--from-state", path("first")), more)
            .toArray(String[]::new));
  }

  @Test
  void knnGoesOnWithAnotherKAndNotWithAnotherPredictor() throws IOException {
    Stream<String> first =
        Stream.of(
            "--train iris --keep-state --hp k=3 --hp sample_size=20 --hp predictor_type=classifier"
                .split(" "));
    done(run("first", "knn", first.toArray(String[]::new)));
    assertThat(done(from("k", "knn", "k=5")).at("/hyperparameters/k").asText()).isEqualTo("5");
    refused(
        from("type", "knn", "predictor_type=regressor"),
        "trained with predictor_type=classifier and cannot be gone on from with"
            + " predictor_type=regressor");
    refused(from("more", "knn", "sample_size=21"), "keeps 20 of 150 rows; sample_size=21");
  }

  @Test
  void pcaGoesOnAsTheStateWasMade() throws IOException {
    Stream<String> first =
        Stream.of(
            "--train iris --keep-state --hp num_components=2 --hp algorithm_mode=randomized"
                .split(" "));
    done(run("first", "pca", first.toArray(String[]::new)));
    done(from("same", "pca"));
    refused(
        from("mode", "pca", "algorithm_mode=regular"),
        "trained with algorithm_mode=randomized and cannot be gone on from with"
            + " algorithm_mode=regular");
    refused(
        from("more", "pca", "num_components=3", "extra_components=4"),
        "trained with num_components=2 and cannot be gone on from with num_components=3");
    done(from("sameWidth", "pca", "num_components=3", "extra_components=9"));
  }
}

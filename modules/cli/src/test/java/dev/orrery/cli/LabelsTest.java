package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line does with labels, whatever the algorithm. */
class LabelsTest {

  @TempDir private Path folder;
  private int runs;

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return file.toString();
  }

  private Cli.Outcome train(String data, String... more) {
    String run = folder.resolve("run" + runs++).toString();
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "run", "nearest-mean", "--train", data, "--no-report", "--json", "--out", run),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode trained(String data, String... more) throws IOException {
    Cli.Outcome outcome = train(data, more);
    assertThat(outcome.code()).as(outcome.out()).isZero();
    return outcome.json();
  }

  private void refused(String sentence, String data, String... more) throws IOException {
    Cli.Outcome outcome = train(data, more);
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(2);
    assertThat(outcome.json().at("/error/message").asText()).contains(sentence);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void theFirstColumnIsTheLabelWhereThereIsNoHeader() throws IOException {
    JsonNode json = trained(file("a.csv", "1,5,5\n0,1,1\n1,6,5\n0,1,2\n"));
    assertThat(json.at("/hyperparameters/feature_dim").asInt()).isEqualTo(2);
    assertThat(json.at("/hyperparameters/num_classes").asInt()).isEqualTo(2);
    assertThat(json.get("notes").toString()).contains("'num_classes' was read from the labels: 2.");
  }

  @Test
  void aHeaderNeedsTheNameOfTheLabel() throws IOException {
    String headed = file("h.csv", "x,kind,y\n5,1,5\n1,0,1\n");
    refused("h.csv has a header, so its label needs a name: --label NAME", headed);
    refused("x, kind, y", headed);
    JsonNode json = trained(headed, "--label", "kind", "--test", headed);
    assertThat(json.at("/metrics/test:accuracy").asDouble()).isEqualTo(1);
    trained(headed, "--content-type", "text/csv;label_size=1", "--hp", "num_classes=6");
  }

  @Test
  void wordsBecomeNumbersInTheOrderOfTheirCodePoints() throws IOException {
    String words = file("w.csv", "k,x\nZ,9\na,5\n\u00e4,1\nZ,8\n");
    JsonNode json = trained(words, "--label", "k");
    assertThat(json.get("notes").toString()).contains("3 classes, Z = 0, a = 1, \u00e4 = 2");
    assertThat(json.at("/hyperparameters/num_classes").asInt()).isEqualTo(3);
    refused("holds 'b'", words, "--label", "k", "--test", file("t.csv", "k,x\nZ,9\nb,5\n"));
    refused("Pipe mode reads once", words, "--label", "k", "--input-mode", "Pipe");
    refused("--positive is for labels of two words", words, "--label", "k", "--positive", "a");
  }

  @Test
  void ofTwoWordsThePositiveOneIsTheSecond() throws IOException {
    String words = file("w.csv", "yes,1\nno,2\nyes,3\n");
    assertThat(trained(words).get("notes").toString()).contains("no = 0, yes = 1");
    assertThat(trained(words, "--positive", "no").get("notes").toString())
        .contains("yes = 0, no = 1");
    refused("one of the labels was expected", words, "--positive", "perhaps");
  }

  @Test
  void integersAreNeverRenumbered() throws IOException {
    String five = file("five.csv", "5,1\n3,2\n5,3\n");
    assertThat(trained(five).at("/hyperparameters/num_classes").asInt()).isEqualTo(6);
    refused("are numbers, which are never renumbered", five, "--positive", "5");
    refused("'yes' where a number was expected", five, "--test", file("t.csv", "yes,1\n"));
    refused("expected whole numbers from 0 to 4", five, "--hp", "num_classes=5");
    refused("classes are whole numbers", file("half.csv", "0.5,1\n1,2\n"));
    refused("counting the classes needs a first pass", five, "--input-mode", "Pipe");
    trained(five, "--input-mode", "Pipe", "--hp", "num_classes=6");
  }

  @Test
  void everyChannelNeedsOneLabel() throws IOException {
    String good = file("a.csv", "1,5,5\n0,1,1\n");
    String bare = file("bare.jsonl", "{\"features\":[1,2]}\n");
    refused(
        "Labeled train data required with label size equal 1. Label size on train dataset found to"
            + " be 0. Please provide a properly labeled",
        bare);
    refused("Labeled test data required", good, "--test", bare);
    refused("Labeled validation data required", good, "--validation", bare);
    refused("found to be 2", good, "--content-type", "text/csv;label_size=2");
  }

  @Test
  void aSplitKeepsTheLabels() throws IOException {
    JsonNode json = trained("iris", "--split", "fixed");
    assertThat(json.at("/metrics/test:accuracy").asDouble()).isGreaterThan(0.85);
    assertThat(json.at("/hyperparameters/num_classes").asInt()).isEqualTo(3);
  }

  @Test
  void whatSageMakerDoesNotTakeIsSaid() throws IOException {
    String libsvm = file("a.libsvm", "1 0:5 1:5\n0 0:1 1:1\n");
    JsonNode json = trained(libsvm, "--validation", libsvm);
    assertThat(json.get("notes").toString())
        .contains(
            "SageMaker's nearest-mean trains on application/x-recordio-protobuf and text/csv alone;"
                + " text/libsvm is taken as an extension of Orrery.")
        .contains("has no validation channel");
    assertThat(json.get("metrics").has("validation:accuracy")).isTrue();
    assertThat(trained("iris").get("notes").toString()).doesNotContain("extension");
  }

  @Test
  void aMiniBatchOfMoreRowsThanThereAre() throws IOException {
    refused(
        "No training data processed. Either the training channel is empty or the mini-batch size is"
            + " too high. mini_batch_size is 151, and there are 150 rows",
        "iris",
        "--hp",
        "mini_batch_size=151");
    assertThat(trained("iris").at("/hyperparameters/mini_batch_size").asInt()).isEqualTo(150);
    Cli.Outcome kmeans =
        Cli.run(
            "run",
            "kmeans",
            "--train",
            "iris",
            "--hp",
            "k=3",
            "--hp",
            "mini_batch_size=151",
            "--no-report",
            "--json",
            "--out",
            folder.resolve("kmeans") + "");
    assertThat(kmeans.json().get("warnings").toString()).contains("and there are 150 rows");
  }

  @Test
  void aDistributionThatIsNotSageMakers() throws IOException {
    refused("expected ShardedByS3Key", "iris", "--distribution", "FullyReplicated");
  }

  @Test
  void anAlgorithmWithoutLabelsDropsThem() throws IOException {
    Cli.Outcome kmeans =
        Cli.run(
            "run",
            "kmeans",
            "--train",
            "iris",
            "--test",
            "iris",
            "--hp",
            "k=3",
            "--no-report",
            "--json",
            "--out",
            folder.resolve("kmeans") + "");
    assertThat(kmeans.json().at("/hyperparameters/feature_dim").asInt()).isEqualTo(4);
  }

  @Test
  void valuesOfBatchesAndOfSingleModelsAreNotTheRuns() throws IOException {
    assertThat(trained("iris").get("metrics").fieldNames())
        .toIterable()
        .containsExactly("orrery:train_rows", "train:accuracy");
  }
}

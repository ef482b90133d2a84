package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that the test channel alone carries, as random cut forest takes them. */
class AnomalyLabelsTest {

  @TempDir private Path folder;
  private int runs;
  private String plain;

  @BeforeEach
  void writePlainData() throws IOException {
    plain = file("plain.csv", "1,1\n2,2\n3,1\n2,1\n1,2\n".repeat(20));
  }

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
                    "run", "randomcutforest", "--train", data, "--no-report", "--json", "--out"),
                Stream.concat(Stream.of(run), Stream.of(more)))
            .toArray(String[]::new));
  }

  /** Trains on two features and finds the far row, if its label was read as 1. */
  private JsonNode found(String data, String... more) throws IOException {
    Cli.Outcome outcome = train(data, more);
    assertThat(outcome.code()).as(outcome.out()).isZero();
    JsonNode json = outcome.json();
    assertThat(json.at("/hyperparameters/feature_dim").asInt()).isEqualTo(2);
    assertThat(json.at("/metrics/orrery:test_roc_auc").asDouble()).isEqualTo(1);
    return json;
  }

  private void refused(String sentence, String data, String... more) throws IOException {
    Cli.Outcome outcome = train(data, more);
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(2);
    assertThat(outcome.json().at("/error/message").asText()).contains(sentence);
  }

  @Test
  void numbersAndWords() throws IOException {
    String numbers = file("n.csv", "0,1,1\n1,90,80\n0,2,2\n");
    found(plain, "--test", numbers);
    found(plain, "--test", numbers, "--content-type", "text/csv;label_size=0");
    refused("are numbers, which are never renumbered", plain, "--test", numbers, "--positive", "1");
    String two = file("two.csv", "fine,1,1\nodd,90,80\nfine,2,2\n");
    JsonNode json = found(plain, "--test", two);
    assertThat(json.get("notes").toString()).contains("the label odd is 1, all others are 0");
    String three = file("three.csv", "fine,1,1\nbad,90,80\ngood,2,2\n");
    found(plain, "--test", three, "--positive", "bad");
    refused("must say which of them counts as 1: bad, fine, good", plain, "--test", three);
    refused("'worse' where one of the labels", plain, "--test", three, "--positive", "worse");
  }

  @Test
  void aHeaderAndASplit() throws IOException {
    String headed = file("h.csv", "kind,x,y\nfine,1,1\nodd,90,80\nfine,2,2\n");
    refused("needs a name: --label NAME", plain, "--test", headed);
    found(plain, "--test", headed, "--label", "kind");
    String rows = "fine,1,1\nfine,2,2\nfine,1,2\nodd,90,80\nfine,2,1\n".repeat(40);
    String both = file("both.csv", "kind,x,y\n" + rows);
    JsonNode json = train(both, "--label", "kind", "--split", "0.25").json();
    assertThat(json.at("/hyperparameters/feature_dim").asInt()).isEqualTo(2);
    assertThat(json.get("metrics").has("test:f1")).isTrue();
    refused("Labeled test data required", plain, "--split", "0.25");
    refused("Labeled test data required", plain, "--test", plain);
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.artifacts.ModelArchive;
import dev.orrery.artifacts.MxNetArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers in all their forms, of a model of three classes with names. */
class PredictTest {

  @TempDir private static Path folder;

  @TempDir private Path own;

  private static String run;

  @BeforeAll
  static void train() {
    run = folder.resolve("run").toString();
    Cli.Outcome outcome =
        Cli.run("run", "nearest-mean", "--train", "iris", "--no-report", "--out", run, "--json");
    assertThat(outcome.code()).as(outcome.out()).isZero();
  }

  private String file(String name, String content) throws IOException {
    Path file = own.resolve(name);
    Files.writeString(file, content);
    return file.toString();
  }

  private Cli.Outcome predict(String data, String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of("predict", run, "--data", data, "--out", own.resolve("answers") + ""),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String answers(String data, String... more) throws IOException {
    Cli.Outcome outcome = predict(data, more);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return Files.readString(own.resolve("answers"));
  }

  private void refused(String sentence, String data, String... more) {
    Cli.Outcome outcome = predict(data, more);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence).hasLineCount(1);
  }

  @Test
  void labelThatIsNoColumn() throws IOException {
    refused("--label names the column '9'", file("one.csv", "5.1,3.5,1.4,0.2\n"), "--label", "9");
    refused("--label names the column 'colour'", "iris", "--label", "colour");
  }

  @Test
  void verboseAnswers() throws IOException {
    String flower = file("one.csv", "5.1,3.5,1.4,0.2\n");
    assertThat(answers(flower, "--accept", "application/json; verbose=true"))
        .isEqualTo("{\"predictions\": [{\"predicted_label\": 0.0, \"labels\": [0.0, 1.0, 2.0]}]}");
    assertThat(answers(flower, "--accept", "application/jsonlines;verbose=true", "--hp", "k=1"))
        .isEqualTo("{\"predicted_label\": 0.0, \"labels\": [0.0]}\n");
    assertThat(answers(flower, "--accept", "application/json"))
        .isEqualTo("{\"predictions\": [{\"predicted_label\": 0.0}]}");
    refused("parameter 'verbos=true'", flower, "--accept", "application/json; verbos=true");
    refused("Only k can be changed", flower, "--hp", "epochs=2");
    refused("name=value", flower, "--hp", "k");
  }

  @Test
  void labelsAsWordsAndIntegers() throws IOException {
    String flower = file("one.csv", "5.1,3.5,1.4,0.2\n");
    assertThat(
            answers(
                flower,
                "--label-names",
                "--accept",
                "application/json;verbose=true",
                "--hp",
                "k=2"))
        .contains("{\"predicted_label\": \"setosa\", \"labels\": [\"setosa\", \"versicolor\"]}");
    assertThat(answers(flower, "--integer-labels")).isEqualTo("{\"predicted_label\": 0}\n");
    refused("are numbers", flower, "--label-names", "--accept", "application/x-recordio-protobuf");
  }

  @Test
  void csvIsSaidToBeAnExtension() throws IOException {
    Cli.Outcome outcome = predict("iris", "--accept", "text/csv", "--label-names");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).contains("SageMaker's nearest-mean does not answer in text/csv");
    assertThat(Files.readAllLines(own.resolve("answers"))).hasSize(150).startsWith("setosa");
    assertThat(predict("iris").err()).isEmpty();
  }

  @Test
  void aLabelAmongTheRowsIsPassedOver() throws IOException {
    String plain = answers(file("one.csv", "5.1,3.5,1.4,0.2\n"));
    String labelled = file("labelled.csv", "5.1,3.5,1.4,0.2,tulip\n");
    assertThat(answers(labelled)).isEqualTo(plain);
    String first = file("first.csv", "9,5.1,3.5,1.4,0.2\n");
    assertThat(answers(first, "--content-type", "text/csv;label_size=1")).isEqualTo(plain);
    String named =
        file(
            "named.csv",
            "petal_width_cm,kind,sepal_length_cm,sepal_width_cm,petal_length_cm\n0.2,x,5.1,3.5,1.4\n");
    assertThat(answers(named)).isEqualTo(plain);
    assertThat(answers(named, "--label", "kind")).isEqualTo(plain);
  }

  @Test
  void requestsOfEveryFormat() throws IOException {
    String dense = "{\"features\":[5.1,3.5,1.4,0.2]}";
    String sparse = "{\"data\":{\"features\":{\"keys\":[0,2],\"shape\":[4],\"values\":[5.1,1.4]}}}";
    String two = "{\"predicted_label\": 0.0}\n{\"predicted_label\": 0.0}\n";
    String lines = file("two.jsonl", dense + "\n" + sparse + "\n");
    assertThat(answers(lines)).isEqualTo(two);
    assertThat(answers(file("two.json", "{\"instances\":[" + dense + "," + sparse + "]}")))
        .isEqualTo(two);
    String pbr = own.resolve("two.pbr").toString();
    String libsvm = file("two.libsvm", "0 0:5.1 1:3.5 2:1.4 3:0.2\n0 0:5.1 2:1.4\n");
    assertThat(Cli.run("convert", libsvm, pbr).code()).isZero();
    assertThat(answers(pbr)).isEqualTo(two);
    byte[] recordio = answersInBytes(pbr);
    assertThat(recordio).startsWith(0x0A, 0x23, 0xD7, 0xCE);
  }

  private byte[] answersInBytes(String data) throws IOException {
    assertThat(predict(data, "--accept", "application/x-recordio-protobuf").code()).isZero();
    return Files.readAllBytes(own.resolve("answers"));
  }

  @Test
  void rowsOfAnotherWidth() throws IOException {
    String sentence =
        "The feature dimension of the input: 3 does not match the feature dimension of the model:"
            + " 4. Please fix the input and try again.";
    refused(sentence, file("csv.csv", "1,2,3\n"));
    refused(sentence, file("lines.jsonl", "{\"features\":[1,2,3]}\n"));
    refused(sentence, file("second.jsonl", "{\"features\":[1,2,3,4]}\n{\"features\":[1,2,3]}\n"));
    refused(
        sentence,
        file(
            "sparse.json",
            "{\"instances\":[{\"features\":{\"keys\":[0],\"shape\":[3],\"values\":[1]}}]}"));
  }

  @Test
  void anArchiveOfSageMakersOwn() throws IOException {
    Path archive = own.resolve("model.tar.gz");
    byte[] centers =
        MxNetArrays.list(new MxNetArrays.Array(List.of(2, 2), new float[] {0, 0, 9, 9})).toBytes();
    ModelArchive.write(Map.of("model_algo-1", centers), archive);
    String rows = file("rows.csv", "8,9\n1,0\n");
    Cli.Outcome outcome =
        Cli.run("predict", archive + "", "--data", rows, "--out", own.resolve("a.json") + "");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(
            new ObjectMapper()
                .readTree(Files.readAllLines(own.resolve("a.json")).getFirst())
                .get("closest_cluster")
                .asDouble())
        .isEqualTo(1);
    Cli.Outcome wide = Cli.run("predict", archive + "", "--data", file("wide.csv", "1,2,3\n"));
    assertThat(wide.code()).isEqualTo(2);
    assertThat(wide.err()).contains("The feature dimension of the input: 3");
    Cli.Outcome words = Cli.run("predict", archive + "", "--data", rows, "--label-names");
    assertThat(words.code()).isEqualTo(2);
    assertThat(words.err()).contains("no label words");
  }
}

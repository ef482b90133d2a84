package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of data that trains and teaches little. */
class HintsTest {

  @TempDir private Path folder;

  private JsonNode record(String name, String csv, String... arguments) throws IOException {
    Path data = folder.resolve(name + ".csv");
    Files.writeString(data, csv);
    String out = folder.resolve(name).toString();
    Cli.Outcome outcome =
        Cli.run(
            Stream.of(
                    List.of("run"),
                    List.of(arguments),
                    List.of("--no-report", "--train", data.toString(), "--out", out))
                .flatMap(List::stream)
                .toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(folder.resolve(name).resolve("run.json").toFile());
  }

  @Test
  void aFactorizationMachineOfOneClass() throws IOException {
    String[] fm = {
      "factorization-machines", "--hp", "predictor_type=binary_classifier", "--hp", "num_factors=2"
    };
    String warning = "All rows of the train dataset have the label ";
    assertThat(record("ones", "1,2,3\n1,4,1\n", fm).get("warnings").toString())
        .contains(warning + "1; a binary classifier learns from rows of both classes, 0 and 1.");
    assertThat(record("zeros", "0,2,3\n0,4,1\n", fm).get("warnings").toString())
        .contains(warning + "0;");
    assertThat(record("both", "0,2,3\n1,4,1\n", fm).get("warnings").toString())
        .doesNotContain(warning);
  }

  @Test
  void aForestOnFeaturesOfDifferentScales() throws IOException {
    StringBuilder rows = new StringBuilder("wide,narrow,still\n");
    IntStream.range(0, 200)
        .forEach(
            i -> rows.append(i * 37 % 200 * 50).append(',').append(i * 61 % 200).append(",7\n"));
    String csv = rows.toString();
    String hint = "The features have very different scales: ";
    assertThat(record("near", csv, "randomcutforest").get("notes").toString()).doesNotContain(hint);
    String far = csv.replace(",7\n", "000,7\n");
    assertThat(record("far", far, "randomcutforest").get("notes").toString()).doesNotContain(hint);
    String farther = far.replaceAll("(?m)^(\\d+),(\\d+)", "$1,0.$2");
    assertThat(record("farther", farther, "randomcutforest").get("notes").toString())
        .contains(hint + "wide has a standard deviation of ", "and narrow of ", "--standardize");
    assertThat(record("same", farther, "randomcutforest", "--standardize").get("notes").toString())
        .doesNotContain(hint);
  }

  @Test
  void metricsWithoutAFiniteValue() throws IOException {
    Path test = folder.resolve("test.csv");
    Files.writeString(test, "1,2,3\n1,4,5\n");
    String[] fm = {
      "factorization-machines",
      "--hp",
      "predictor_type=binary_classifier",
      "--hp",
      "num_factors=2",
      "--test",
      test.toString()
    };
    assertThat(record("auc", "0,2,3\n1,4,1\n", fm).get("warnings").toString())
        .contains(
            "orrery:test_roc_auc has no finite value, as when all rows of a channel have one");
    Files.writeString(test, "1,2,3\n0,4,5\n");
    assertThat(record("both", "0,2,3\n1,4,1\n", fm).get("warnings").toString())
        .doesNotContain("no finite value");
  }
}

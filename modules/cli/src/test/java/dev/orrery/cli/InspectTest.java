package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.artifacts.ModelArchive;
import dev.orrery.artifacts.MxNetArrays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

  @TempDir private Path folder;

  private String archive(Map<String, byte[]> files) throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArchive.write(files, path);
    return path.toString();
  }

  private static byte[] arrays(List<String> names, float... values) {
    MxNetArrays.Array array = new MxNetArrays.Array(List.of(values.length / 2, 2), values);
    return new MxNetArrays(List.of(array), names).toBytes();
  }

  private static byte[] zip(String name, byte[] contents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(contents);
    }
    return bytes.toByteArray();
  }

  @Test
  void aRunsModel() throws IOException {
    String run = folder.resolve("run").toString();
    String[] train = {
      "run", "kmeans", "--train", "iris", "--hp", "k=3", "--no-report", "--out", run
    };
    assertThat(Cli.run(train).code()).isZero();
    JsonNode json = Cli.run("inspect", run, "--json").json();
    assertThat(json.get("algorithm").asText()).isEqualTo("kmeans");
    assertThat(json.get("feature_dim").asInt()).isEqualTo(4);
    JsonNode centers = json.at("/files/0");
    assertThat(centers.get("name").asText()).isEqualTo("model_algo-1");
    assertThat(centers.at("/arrays/0/shape")).hasToString("[3,4]");
    // The petal width of setosa, and the sepal length of virginica.
    assertThat(centers.at("/arrays/0/min").asDouble()).isBetween(0.2, 0.3);
    assertThat(centers.at("/arrays/0/max").asDouble()).isBetween(6.5, 7.0);
    assertThat(json.at("/tables/0/name").asText()).isEqualTo("centers");

    assertThat(Cli.run("inspect", run, "--table", "centers").out())
        .startsWith("cluster,sepal_length_cm,sepal_width_cm,petal_length_cm,petal_width_cm\n");

    Cli.Outcome text = Cli.run("inspect", run);
    assertThat(text.out())
        .contains("kmeans, 4 features")
        .contains("MXNet arrays")
        .contains("3 x 4")
        .contains("orrery.json")
        .contains("\"algorithm\":\"kmeans\"")
        .contains("centers");
  }

  @Test
  void aTable() throws IOException {
    String model = archive(Map.of("model_algo-1", arrays(List.of(), 1, 2.5f, -3, 4)));
    Cli.Outcome csv = Cli.run("inspect", model, "--table", "centers");
    assertThat(csv.out()).isEqualTo("cluster,feature_0,feature_1\n0,1.0,2.5\n1,-3.0,4.0\n");
    Path out = folder.resolve("centers.csv");
    Cli.Outcome file = Cli.run("inspect", model, "--table", "centers", "--out", out + "", "--json");
    assertThat(file.json().get("rows").asInt()).isEqualTo(2);
    assertThat(out).hasContent(csv.out());
    assertThat(Cli.run("inspect", model, "--table", "centers", "--json").json().get("rows"))
        .hasToString("[[0,1.0,2.5],[1,-3.0,4.0]]");
    Cli.Outcome none = Cli.run("inspect", model, "--table", "factors");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("no table 'factors'").contains("centers");
  }

  @Test
  void aZipWithinAndLabelsAndWhatIsNotKnown() throws IOException {
    byte[] labels =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(3).putFloat(-1).array();
    String model =
        archive(
            Map.of(
                "model_algo-9",
                zip("mx-mod-0000.params", arrays(List.of("arg:fc0_weight"), 7, Float.NaN)),
                "model_algo-9.labels",
                labels,
                "model_algo-9.json",
                "{'normalize': False}".getBytes(StandardCharsets.UTF_8)));
    Cli.Outcome text = Cli.run("inspect", model);
    assertThat(text.code()).isZero();
    assertThat(text.out())
        .contains("no model that can be recognised")
        .contains("mx-mod-0000.params")
        .contains("arg:fc0_weight")
        .contains("1 x 2")
        .contains("from 7.0 to 7.0, 1 NaN or infinite")
        .contains("from -1.0 to 3.0")
        .contains("{'normalize': False}");
    JsonNode json = Cli.run("inspect", model, "--json").json();
    assertThat(json.get("algorithm").isNull()).isTrue();
    assertThat(json.at("/files/0/files/0/arrays/0/name").asText()).isEqualTo("arg:fc0_weight");
  }

  @Test
  void damagedArchives() throws IOException {
    byte[] whole = arrays(List.of("w"), 1, 2, 3, 4);
    List<Map<String, byte[]>> damaged =
        List.of(
            Map.of("model_algo-1", Arrays.copyOf(whole, whole.length - 3)),
            Map.of("model_algo-1", Arrays.copyOf(zip("params", whole), 60)),
            Map.of("model_algo-1", new byte[0]));
    for (Map<String, byte[]> files : damaged) {
      refused(archive(files), "model_algo-1");
    }
    Path file = folder.resolve("none.tar.gz");
    refused(file.toString(), "none.tar.gz");
    Files.writeString(file, "");
    refused(file.toString(), "Model size is 0 bytes");
    Files.writeString(file, "hello");
    refused(file.toString(), "not a model archive");
    refused(folder.toString(), "run.json");
  }

  private static void refused(String archive, String sentence) {
    Cli.Outcome outcome = Cli.run("inspect", archive);
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence).hasLineCount(1);
  }
}

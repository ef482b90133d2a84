package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.kmeans.KMeansModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArtifactsTest {

  private static final float[] CENTERS = {1, 2, 3, -4, -5, -6};

  @TempDir private Path folder;

  private Path archive(Map<String, byte[]> files) throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArchive.write(files, path);
    return path;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] list(List<Integer> shape, float... values) {
    return MxNetArrays.list(new MxNetArrays.Array(shape, values)).toBytes();
  }

  private void refused(Map<String, byte[]> files, String sentence) throws IOException {
    Path path = archive(files);
    assertThatThrownBy(() -> ModelArtifacts.read(path))
        .isInstanceOfSatisfying(
            CustomerError.class,
            e -> assertThat(e.where().orElseThrow()).startsWith(path.toString()))
        .hasMessageContaining(sentence);
  }

  @Test
  void givesBackTheModelAndTheExtraFiles() throws IOException {
    Path path = folder.resolve("model.tar.gz");
    byte[] labels = ascii("[\"no\",\"yes\"]");
    ModelArtifacts.write(
        "kmeans", new KMeansModel(CENTERS, 2, 3), Map.of("labels.json", labels), path);
    ModelArtifacts read = ModelArtifacts.read(path);
    assertThat(read.algorithm()).isEqualTo("kmeans");
    assertThat(read.extra()).containsOnlyKeys("labels.json");
    assertThat(read.extra().get("labels.json")).isEqualTo(labels);
    KMeansModel model = (KMeansModel) read.model();
    assertThat(model.k()).isEqualTo(2);
    assertThat(model.featureDim()).isEqualTo(3);
    assertThat(model.centers()).containsExactly(CENTERS);
  }

  @Test
  void holdsSageMakersFileAndOurs() throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArtifacts.write("kmeans", new KMeansModel(CENTERS, 2, 3), Map.of(), path);
    Map<String, byte[]> files = ModelArchive.read(path);
    assertThat(files).containsOnlyKeys("model_algo-1", "orrery.json");
    assertThat(files.get("model_algo-1")).isEqualTo(list(List.of(2, 3), CENTERS));
    assertThat(new String(files.get("orrery.json"), StandardCharsets.UTF_8))
        .isEqualTo("{\"format\":1,\"algorithm\":\"kmeans\",\"extra\":[]}");
  }

  @Test
  void equalModelsGiveEqualArchives() throws IOException {
    Path one = folder.resolve("one.tar.gz");
    Path other = folder.resolve("other.tar.gz");
    ModelArtifacts.write("kmeans", new KMeansModel(CENTERS, 2, 3), Map.of(), one);
    ModelArtifacts.write("kmeans", new KMeansModel(CENTERS.clone(), 2, 3), Map.of(), other);
    assertThat(one).hasSameBinaryContentAs(other);
  }

  @Test
  void recognisesAnArchiveOfSageMakers() throws IOException {
    Path path = archive(Map.of("model_algo-1", list(List.of(2, 3), CENTERS)));
    ModelArtifacts read = ModelArtifacts.read(path);
    assertThat(read.algorithm()).isEqualTo("kmeans");
    assertThat(((KMeansModel) read.model()).centers()).containsExactly(CENTERS);
    assertThat(read.extra()).isEmpty();
  }

  @Test
  void doesNotTakeNamedArraysForCenters() throws IOException {
    byte[] named =
        new MxNetArrays(List.of(new MxNetArrays.Array(List.of(2, 3), CENTERS)), List.of("mean"))
            .toBytes();
    refused(Map.of("model_algo-1", named, "x", new byte[0]), "it holds: model_algo-1, x.");
    refused(
        Map.of(
            "model_algo-1", named, "orrery.json", ascii("{\"format\":1,\"algorithm\":\"kmeans\"}")),
        "[[2, 3]] and the names [mean]");
  }

  @Test
  void refusesAModelThatCannotBeUsed() throws IOException {
    refused(Map.of("model_algo-1", new byte[] {1}), "it holds: model_algo-1.");
    refused(Map.of("model_algo-1", new byte[0]), "Unable to load model. Model size is 0 bytes");
    refused(
        Map.of("model_algo-1", list(List.of(2, 1), 0, Float.NaN)),
        "Center 1 of the k-means model has the value NaN for feature 0");
  }

  @Test
  void refusesAManifestThatItCannotFollow() throws IOException {
    byte[] centers = list(List.of(2, 3), CENTERS);
    for (String[] each :
        new String[][] {
          {"{\"format\":2,\"algorithm\":\"kmeans\"}", "has format 2; this Orrery reads up to 1"},
          {"{\"format\":1,\"algorithm\":\"magic\"}", "Models of 'magic' are not known"},
          {"{\"format\":1}", "\"algorithm\", a string, was expected"},
          {"{", "not JSON"},
          {"{\"format\":1,\"algorithm\":\"kmeans\",\"extra\":[\"gone\"]}", "'gone' that it lists"}
        }) {
      refused(Map.of("model_algo-1", centers, "orrery.json", ascii(each[0])), each[1]);
    }
    refused(
        Map.of("orrery.json", ascii("{\"format\":1,\"algorithm\":\"kmeans\"}")),
        "no file 'model_algo-1'");
  }

  @Test
  void doesNotLetAnExtraFileHideTheModel() {
    KMeansModel model = new KMeansModel(CENTERS, 2, 3);
    for (String name : new String[] {"model_algo-1", "orrery.json"}) {
      Path path = folder.resolve("model.tar.gz");
      assertThatThrownBy(
              () -> ModelArtifacts.write("kmeans", model, Map.of(name, ascii("x")), path))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Files.exists(path)).isFalse();
    }
  }

  @Test
  void saysWhichModelsItCannotWrite() {
    assertThatThrownBy(
            () ->
                ModelArtifacts.write(
                    "magic", new KMeansModel(CENTERS, 2, 3), Map.of(), folder.resolve("m")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("known are those of ");
  }
}

package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.error.CustomerError;
import dev.orrery.linearlearner.Account;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.linearlearner.Loss;
import dev.orrery.linearlearner.ModelAccount;
import dev.orrery.linearlearner.ModelSettings;
import dev.orrery.linearlearner.PredictorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearLearnerLayoutTest {

  private static final LinearLearnerLayout LAYOUT = new LinearLearnerLayout();

  @TempDir private Path folder;

  private static Account account() {
    ModelSettings settings =
        new ModelSettings("adam", 0.005, 1e-4, 0, 0, 0.9, 0.999, 10, 0, 100, 0.99, 1e-5, 1, false);
    ModelAccount sound = new ModelAccount(0, settings, 0.25, 0.5, 0.75, true, 0.625, 0);
    ModelAccount failed =
        new ModelAccount(1, settings, Double.NaN, Double.NaN, Double.NaN, true, 0.5, 17);
    return new Account(
        "accuracy", "validation", 100, "x_objective", 3, 0, Double.NaN, List.of(sound, failed));
  }

  private static LinearLearnerModel binary() {
    return new LinearLearnerModel(
        PredictorType.BINARY,
        new Loss.Logistic(),
        new float[] {1, -2, 3},
        new float[] {0.5f},
        3,
        0.625,
        Optional.of(account()));
  }

  private static LinearLearnerModel classes() {
    return new LinearLearnerModel(
        PredictorType.MULTICLASS,
        new Loss.Softmax(3),
        new float[] {1, 2, 3, 4, 5, 6},
        new float[] {7, 8, 9},
        2,
        0,
        Optional.empty());
  }

  private static void same(LinearLearnerModel one, LinearLearnerModel other) {
    assertThat(one.type()).isEqualTo(other.type());
    assertThat(one.loss()).isEqualTo(other.loss());
    assertThat(one.weights()).containsExactly(other.weights());
    assertThat(one.bias()).containsExactly(other.bias());
    assertThat(one.featureDim()).isEqualTo(other.featureDim());
    assertThat(one.threshold()).isEqualTo(other.threshold());
    assertThat(one.account()).isEqualTo(other.account());
  }

  @Test
  void archivesGiveEveryModelBack() throws IOException {
    List<LinearLearnerModel> models =
        List.of(
            binary(),
            classes(),
            new LinearLearnerModel(
                PredictorType.BINARY,
                new Loss.Hinge(2),
                new float[] {1},
                new float[] {2},
                1,
                -0.25,
                Optional.empty()),
            new LinearLearnerModel(
                PredictorType.REGRESSOR,
                new Loss.Quantile(0.9),
                new float[] {1, 2},
                new float[] {2},
                2,
                0,
                Optional.empty()));
    for (LinearLearnerModel model : models) {
      Path path = folder.resolve("model.tar.gz");
      ModelArtifacts.write("linear-learner", model, Map.of(), path);
      same((LinearLearnerModel) ModelArtifacts.read(path).model(), model);
      Path again = folder.resolve("again.tar.gz");
      ModelArtifacts.write("linear-learner", model, Map.of(), again);
      assertThat(path).hasSameBinaryContentAs(again);
    }
  }

  @Test
  void theZipHoldsWhatSageMakersDoes() throws IOException {
    Map<String, byte[]> files = LAYOUT.files(classes());
    assertThat(files).containsOnlyKeys("model_algo-1");
    Map<String, byte[]> inner = ZipFiles.read(files.get("model_algo-1"), "zip");
    assertThat(inner)
        .containsOnlyKeys(
            "additional-params.json", "manifest.json", "mx-mod-0000.params", "mx-mod-symbol.json");
    MxNetArrays arrays = MxNetArrays.read(inner.get("mx-mod-0000.params"), "params");
    assertThat(arrays.names()).containsExactly("arg:fc0_weight", "arg:fc0_bias");
    assertThat(arrays.arrays().get(0).shape()).containsExactly(3, 2);
    assertThat(arrays.arrays().get(1).shape()).containsExactly(3);
    JsonNode symbol = new ObjectMapper().readTree(inner.get("mx-mod-symbol.json"));
    assertThat(symbol.get("nodes")).hasSize(6);
    assertThat(symbol.get("nodes").get(3).get("op").asText()).isEqualTo("FullyConnected");
    assertThat(symbol.get("nodes").get(3).get("attrs").get("num_hidden").asText()).isEqualTo("3");
    assertThat(symbol.get("heads").get(0).get(0).asInt()).isEqualTo(5);
  }

  /** As SageMaker's own archive may be: names without a prefix, and nothing that we know of. */
  private static Map<String, byte[]> foreign(
      List<Integer> shape, float[] weights, float[] bias, String operator) {
    byte[] params =
        new MxNetArrays(
                List.of(
                    new MxNetArrays.Array(List.of(bias.length), bias),
                    new MxNetArrays.Array(shape, weights)),
                List.of("fc0_bias", "fc0_weight"))
            .toBytes();
    Map<String, byte[]> inner = new TreeMap<>();
    inner.put("mx-mod-0000.params", params);
    inner.put(
        "mx-mod-symbol.json",
        "{\"nodes\": [{\"op\": \"%s\"}]}".formatted(operator).getBytes(StandardCharsets.UTF_8));
    return Map.of("model_algo-1", ZipFiles.write(inner));
  }

  @Test
  void anArchiveOfAnotherHandIsReadLeniently() throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArchive.write(
        foreign(List.of(1, 2), new float[] {1, 2}, new float[] {3}, "LogisticRegressionOutput"),
        path);
    ModelArtifacts read = ModelArtifacts.read(path);
    assertThat(read.algorithm()).isEqualTo("linear-learner");
    LinearLearnerModel model = (LinearLearnerModel) read.model();
    assertThat(model.type()).isEqualTo(PredictorType.BINARY);
    assertThat(model.threshold()).isEqualTo(0.5);
    assertThat(model.bias()).containsExactly(3);
    LinearLearnerModel number =
        (LinearLearnerModel)
            LAYOUT.read(foreign(List.of(1, 2), new float[] {1, 2}, new float[] {3}, "x"));
    assertThat(number.type()).isEqualTo(PredictorType.REGRESSOR);
    LinearLearnerModel several =
        (LinearLearnerModel)
            LAYOUT.read(foreign(List.of(3, 1), new float[] {1, 2, 3}, new float[3], "x"));
    assertThat(several.type()).isEqualTo(PredictorType.MULTICLASS);
  }

  @Test
  void whatCannotBeUsedIsRefused() {
    refused(Map.of(), "no file 'model_algo-1'");
    refused(Map.of("model_algo-1", new byte[8]), "not a zip archive");
    refused(
        Map.of("model_algo-1", ZipFiles.write(Map.of("x", new byte[1]))),
        "no file 'mx-mod-0000.params'");
    refused(
        foreign(List.of(1, 2), new float[] {1, Float.NaN}, new float[] {3}, "x"),
        "Weight 1 of the linear learner's model is NaN");
    refused(
        foreign(List.of(1, 2), new float[] {1, 2}, new float[] {3, 4}, "x"),
        "weights of shape [1, 2] and 2 intercepts");
    Map<String, byte[]> inner =
        new TreeMap<>(ZipFiles.read(LAYOUT.files(classes()).get("model_algo-1"), "zip"));
    inner.put(
        "additional-params.json",
        "{\"predictor_type\": \"regressor\"}".getBytes(StandardCharsets.UTF_8));
    refused(
        Map.of("model_algo-1", ZipFiles.write(inner)),
        "called a regressor and has weights for 3 outputs");
    assertThat(LAYOUT.recognises(Map.of("model_algo-1", new byte[8]))).isFalse();
    assertThat(LAYOUT.recognises(Map.of())).isFalse();
  }

  private static void refused(Map<String, byte[]> files, String sentence) {
    assertThatThrownBy(() -> LAYOUT.read(files))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(sentence);
  }
}

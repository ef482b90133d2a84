package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import dev.orrery.factorizationmachines.Fields;
import dev.orrery.factorizationmachines.Loss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorizationMachinesLayoutTest {

  private static final float[] LINEAR = {1, 2, 3};
  private static final float[] FACTORS = {11, 12, 21, 22, 31, 32};

  @TempDir private Path folder;

  private static FactorizationMachinesModel model(Loss loss, boolean sparse) {
    return new FactorizationMachinesModel(loss, 0.5f, LINEAR, FACTORS, 2, Fields.single(3), sparse);
  }

  private static SortedMap<String, byte[]> inner(FactorizationMachinesModel model) {
    Map<String, byte[]> files = new FactorizationMachinesLayout().files(model);
    assertThat(files).containsOnlyKeys("model_algo-1");
    return ZipFiles.read(files.get("model_algo-1"), "model_algo-1");
  }

  private static MxNetArrays params(FactorizationMachinesModel model) {
    return MxNetArrays.read(inner(model).get("params"), "params");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private FactorizationMachinesModel read(Map<String, byte[]> inner) throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArchive.write(Map.of("model_algo-1", ZipFiles.write(inner)), path);
    return (FactorizationMachinesModel) ModelArtifacts.read(path).model();
  }

  @Test
  void aModelOfSparseRowsHasTheArraysOfTheSparseNetwork() {
    MxNetArrays arrays = params(model(Loss.SQUARED, true));
    assertThat(arrays.names()).containsExactly("arg:w0_weight", "arg:w1_weight", "arg:v");
    assertThat(arrays.arrays())
        .extracting(MxNetArrays.Array::shape)
        .containsExactly(List.of(1), List.of(3, 1), List.of(3, 2));
    assertThat(arrays.arrays().get(2).values()).containsExactly(FACTORS);
  }

  @Test
  void aModelOfDenseRowsHasTheArraysOfTheDenseNetwork() {
    MxNetArrays arrays = params(model(Loss.SQUARED, false));
    assertThat(arrays.names())
        .containsExactly("arg:Linear_Plus_Bias_weight", "arg:Linear_Plus_Bias_bias", "arg:v");
    assertThat(arrays.arrays().get(2).shape()).containsExactly(2, 3);
    assertThat(arrays.arrays().get(2).values()).containsExactly(11, 21, 31, 12, 22, 32);
  }

  @Test
  void theZipHasSageMakersFiles() {
    SortedMap<String, byte[]> files = inner(model(Loss.LOGISTIC, true));
    assertThat(files).containsOnlyKeys("meta.json", "params", "symbol.json");
    assertThat(new String(files.get("meta.json"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"training_parameters\":{\"feature_dim\":\"3\",\"num_factors\":\"2\","
                + "\"predictor_type\":\"binary_classifier\"}}");
    assertThat(new String(files.get("symbol.json"), StandardCharsets.UTF_8))
        .contains("\"name\":\"out_label\"")
        .contains("\"op\":\"LogisticRegressionOutput\"");
  }

  @ParameterizedTest
  @CsvSource({"SQUARED,true", "SQUARED,false", "LOGISTIC,true", "LOGISTIC,false"})
  void whatIsWrittenIsRead(Loss loss, boolean sparse) throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArtifacts.write("factorization-machines", model(loss, sparse), Map.of(), path);
    FactorizationMachinesModel read =
        (FactorizationMachinesModel) ModelArtifacts.read(path).model();

    assertThat(read.loss()).isEqualTo(loss);
    assertThat(read.sparse()).isEqualTo(sparse);
    assertThat(read.bias()).isEqualTo(0.5f);
    assertThat(read.linear()).containsExactly(LINEAR);
    assertThat(read.factors()).containsExactly(FACTORS);
    assertThat(read.numFactors()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aFieldAwareModelKeepsItsFields(boolean sparse) throws IOException {
    FactorizationMachinesModel model =
        new FactorizationMachinesModel(
            Loss.SQUARED, 0, LINEAR, FACTORS, 1, Fields.parse("0-0,1-2"), sparse);
    FactorizationMachinesModel read = read(inner(model));
    assertThat(read.fields()).hasToString("0-0,1-2");
    assertThat(read.numFactors()).isEqualTo(1);
    assertThat(read.factors()).containsExactly(FACTORS);
    assertThat(read.sparse()).isEqualTo(sparse);
  }

  @Test
  void anArtifactOfBareArraysIsReadByItsNetwork() throws IOException {
    List<String> names = List.of("w0_weight", "w1_weight", "v");
    byte[] params = new MxNetArrays(params(model(Loss.SQUARED, true)).arrays(), names).toBytes();
    assertThat(read(Map.of("params", params)).loss()).isEqualTo(Loss.SQUARED);
    byte[] symbol =
        ascii("{\"nodes\": [{\"op\": \"LogisticRegressionOutput\", \"name\": \"out\"}]}");
    FactorizationMachinesModel read = read(Map.of("params", params, "symbol.json", symbol));
    assertThat(read.loss()).isEqualTo(Loss.LOGISTIC);
    assertThat(read.factors()).containsExactly(FACTORS);
  }

  @Test
  void whatDoesNotFitIsRefusedInOneSentence() {
    Map<String, byte[]> good = inner(model(Loss.SQUARED, true));
    refused(good, "meta.json", ascii("{"), "This is not JSON");
    refused(
        good,
        "meta.json",
        ascii("{\"training_parameters\": {\"predictor_type\": \"other\"}}"),
        "binary_classifier or regressor was expected");
    refused(
        good,
        "meta.json",
        ascii("{\"training_parameters\": {\"orrery_fields\": \"1-x\"}}"),
        "is not a list of column ranges");
    List<MxNetArrays.Array> arrays = new ArrayList<>(params(model(Loss.SQUARED, true)).arrays());
    List<String> names = List.of("w0_weight", "w1_weight", "v");
    arrays.set(2, new MxNetArrays.Array(List.of(2, 3), FACTORS));
    refused(
        good, "params", new MxNetArrays(arrays, names).toBytes(), "feature_dim x k were expected");
    arrays.set(2, new MxNetArrays.Array(List.of(3, 1), new float[] {1, Float.NaN, 2}));
    refused(good, "params", new MxNetArrays(arrays, names).toBytes(), "Value 1 of the factors");
    arrays.remove(1);
    refused(
        good,
        "params",
        new MxNetArrays(arrays, List.of("w0_weight", "v")).toBytes(),
        "has no array 'w1_weight'; it has v, w0_weight");
  }

  private void refused(Map<String, byte[]> good, String name, byte[] bytes, String sentence) {
    Map<String, byte[]> files = new HashMap<>(good);
    files.put(name, bytes);
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(sentence);
  }
}

package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.knn.KNearestNeighbors;
import dev.orrery.knn.KnnModel;
import dev.orrery.knn.KnnState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three files of k nearest neighbours (spec B3.6). */
class KnnLayoutTest {

  private static final RunContext CONTEXT =
      RunContext.quiet(Backends.select("scalar").kernels(), 7);

  @TempDir private Path folder;

  /** 300 rows of 6 features; the label is the third part they lie in. */
  private static KnnModel model(String... more) {
    RandomGenerator random = CONTEXT.random().stream("test");
    float[] values = new float[300 * 6];
    float[] labels = new float[300];
    for (int i = 0; i < 300; i++) {
      labels[i] = i % 3;
      for (int j = 0; j < 6; j++) {
        values[i * 6 + j] = (float) (labels[i] + 0.3 * random.nextGaussian());
      }
    }
    Map<String, String> map = new HashMap<>();
    map.put("feature_dim", "6");
    map.put("k", "5");
    map.put("predictor_type", "classifier");
    map.put("sample_size", "300");
    for (int i = 0; i < more.length; i += 2) {
      map.put(more[i], more[i + 1]);
    }
    KNearestNeighbors knn = new KNearestNeighbors();
    Hyperparameters hp = knn.hyperparameters().validate(map);
    Batch rows = new Batch(new DenseMatrix(values, 300, 6), labels, 1);
    KnnState state = knn.initialize(hp, rows, CONTEXT);
    knn.update(hp, state, rows, CONTEXT);
    return knn.finish(hp, state, Optional.empty(), CONTEXT);
  }

  private static DenseMatrix queries() {
    float[] values = new float[40 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101) / 40f;
    }
    return new DenseMatrix(values, 40, 6);
  }

  private static float[][] answers(KnnModel model) {
    return model.predictVerbose(queries(), CONTEXT).keys().stream()
        .map(Predictions.Key::values)
        .toArray(float[][]::new);
  }

  private SortedMap<String, byte[]> written(KnnModel model) throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArtifacts.write("knn", model, Map.of(), path);
    return new TreeMap<>(ModelArchive.read(path));
  }

  private KnnModel read(Map<String, byte[]> files) throws IOException {
    Path path = folder.resolve("again.tar.gz");
    ModelArchive.write(files, path);
    ModelArtifacts artifacts = ModelArtifacts.read(path);
    assertThat(artifacts.algorithm()).isEqualTo("knn");
    return (KnnModel) artifacts.model();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "index_type, faiss.Flat, index_metric, L2",
    "index_type, faiss.Flat, index_metric, COSINE",
    "index_type, faiss.IVFFlat, index_metric, INNER_PRODUCT",
    "index_type, faiss.IVFPQ, faiss_index_pq_m, 4",
    "orrery_index_type, hnsw, index_metric, COSINE",
    "orrery_index_type, kdtree, orrery_vote, distance",
    "orrery_verbose_distances, root, orrery_tie_break, nearest",
    "dimension_reduction_type, sign, dimension_reduction_target, 3",
    "dimension_reduction_type, fjlt, dimension_reduction_target, 3"
  })
  void aModelThatWasReadAnswersAlike(String one, String value, String other, String otherValue)
      throws IOException {
    KnnModel model = model(one, value, other, otherValue);
    SortedMap<String, byte[]> files = written(model);

    KnnModel again = read(files);

    assertThat(again.featureDim()).isEqualTo(6);
    assertThat(again.options()).isEqualTo(model.options());
    assertThat(answers(again)).isDeepEqualTo(answers(model));
    assertThat(again.indexBytes()).isEqualTo(model.indexBytes());
    files.remove("orrery.json");
    assertThat(answers(read(files))).isDeepEqualTo(answers(model));
  }

  @Test
  void theFilesAreSageMakers() throws IOException {
    SortedMap<String, byte[]> files = written(model());

    assertThat(files)
        .containsOnlyKeys(
            "model_algo-1", "model_algo-1.json", "model_algo-1.labels", "orrery.json");
    assertThat(files.get("model_algo-1.labels")).hasSize(1200);
    float[] labels = new float[4];
    ByteBuffer.wrap(files.get("model_algo-1.labels"))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(labels);
    assertThat(labels).containsExactly(0, 1, 2, 0);
    assertThat(text(files.get("model_algo-1.json")))
        .startsWith(
            "{\"k\":5,\"predictor_type\":\"classifier\",\"dimension_reduction\":false,"
                + "\"normalize\":false,\"version\":\"1.0\",\"orrery\":{\"feature_dim\":6,");
    assertThat(
            text(
                written(
                        model(
                            "dimension_reduction_type", "sign", "dimension_reduction_target", "3"))
                    .get("model_algo-1.json")))
        .containsPattern(
            "\"dimension_reduction\":\\{\"type\":\"sign\",\"seed\":\\d+,\"target_dim\":3,\"input_dim\":6}");
  }

  @Test
  void kAndPredictorTypeMayBeEdited() throws IOException {
    KnnModel model = model();
    SortedMap<String, byte[]> files = written(model);
    String settings = text(files.get("model_algo-1.json"));

    files.put("model_algo-1.json", bytes(settings.replace("\"k\":5", "\"k\":300")));
    KnnModel all = read(files);
    assertThat(all.options().k()).isEqualTo(300);
    assertThat(answers(all)[0]).containsOnly(0); // a hundred votes each; the smallest wins

    files.put("model_algo-1.json", bytes(settings.replace("\"classifier\"", "\"regressor\"")));
    assertThat(answers(read(files))[0])
        .isEqualTo(answers(model.with(Map.of("predictor_type", "regressor")))[0])
        .isNotEqualTo(answers(model)[0]);
  }

  /** As the guide prints it, with the words and the quotes of Python. */
  @Test
  void settingsOfPythonAreRead() throws IOException {
    KnnModel model = model();
    SortedMap<String, byte[]> files = written(model);
    files.put(
        "model_algo-1.json",
        bytes(
            "{'k': '3', 'predictor_type': 'classifier', 'dimension_reduction': {'type': None},"
                + " 'normalize': False, 'note': 'it is \\'False\\' here', 'version': '1.0',}"));

    KnnModel again = read(files);

    assertThat(again.options().k()).isEqualTo(3);
    assertThat(answers(again)).isDeepEqualTo(answers(model.with(Map.of("k", "3"))));
  }

  @Test
  void aLongTextInTheSettingsIsRead() throws IOException {
    SortedMap<String, byte[]> files = written(model());
    String settings = text(files.get("model_algo-1.json"));
    for (String word : new String[] {"x", "\\\\"}) {
      String note = "{\"note\":\"" + word.repeat(200_000) + "\",";
      files.put("model_algo-1.json", bytes(note + settings.substring(1)));

      assertThat(read(files).options().k()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"k\":5 | \"k\":301 | k is 301, but the index has only 300 rows",
        "\"k\":5 | \"k\":0 | The value '0' is not valid for the 'k' hyperparameter",
        "\"k\":5, | '' | The settings lack 'k'",
        "classifier | oracle | The value 'oracle' is not valid for the 'predictor_type'",
        "{ | [ | not JSON",
        "\"feature_dim\":6 | \"feature_dim\":7 | The settings speak of 7 features for an index of 6",
        "\"dimension_reduction\":false | \"dimension_reduction\":{\"type\":\"pca\"} | of type 'pca'",
        "\"dimension_reduction\":false | \"dimension_reduction\":{\"type\":\"sign\",\"target_dim\":2000000,\"input_dim\":1000} | The settings speak of 2000000 features for an index of 6"
      })
  void settingsThatCannotBe(String from, String to, String sentence) throws IOException {
    SortedMap<String, byte[]> files = written(model());
    files.put(
        "model_algo-1.json",
        bytes(text(files.get("model_algo-1.json")).replace(from, to.equals("''") ? "" : to)));

    assertThatThrownBy(() -> read(files))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void filesThatAreDamaged() throws IOException {
    for (String type : new String[] {"faiss.Flat", "faiss.IVFFlat", "faiss.IVFPQ"}) {
      SortedMap<String, byte[]> files = written(model("index_type", type));
      byte[] index = files.get("model_algo-1");
      for (int length : new int[] {0, 9, 30, index.length / 2, index.length - 1}) {
        files.put("model_algo-1", Arrays.copyOf(index, length));
        assertThatThrownBy(() -> read(files)).isInstanceOf(CustomerError.class);
      }
    }
    SortedMap<String, byte[]> files = written(model());
    files.put("model_algo-1.labels", new byte[1199]);
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("1199 bytes of labels for an index of 300 rows");
    files.put("model_algo-1.labels", new byte[1200]);
    files.put("model_algo-1", bytes("IxF2 and what faiss writes next"));
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("cut off");
    files.put("model_algo-1", bytes("IxPT and what faiss writes next"));
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("of the kind 'IxPT' of faiss");
    files.put("model_algo-1", bytes("something else"));
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("neither an index of faiss nor one of Orrery's");
  }

  /** A version 1 index of cells, as Orrery wrote it before it wrote faiss' bytes. */
  @Test
  void anOldModelOfCellsIsRead() throws IOException {
    String index =
        "4f4b4e4e" // OKNN
            + "00000001" // version
            + "000d66616973732e495646466c6174" // faiss.IVFFlat
            + "00024c32" // L2
            + "00000003" // rows
            + "00000001" // dimension
            + "00000002" // cells
            + "0000803f00000041" // centers 1 8
            + "000000000000000200000003" // 0 2 3
            + "000000000000000200000001" // rows 0 2 1
            + "000000000000004000000041"; // 0 2 8
    KnnModel model =
        read(
            Map.of(
                "model_algo-1",
                HexFormat.of().parseHex(index),
                "model_algo-1.labels",
                HexFormat.of().parseHex("0000404000004040000080c0"), // 3 3 -4
                "model_algo-1.json",
                bytes("{\"k\": 1, \"predictor_type\": \"regressor\"}")));

    assertThat(
            model
                .predict(new DenseMatrix(new float[] {1.5f, 7}, 2, 1), CONTEXT)
                .keys()
                .getFirst()
                .values())
        .containsExactly(-4, 3);
  }

  /** Written by version 1 of the index's bytes; a later Orrery must read it. */
  @Test
  void anOldModelIsRead() throws IOException {
    String index =
        "4f4b4e4e" // OKNN
            + "00000001" // version
            + "000a66616973732e466c6174" // faiss.Flat
            + "00024c32" // L2
            + "00000003" // rows
            + "00000002" // dimension
            + "00000000000000000000803f0000803f0000004100000041"; // (0, 0) (1, 1) (8, 8)
    KnnModel model =
        read(
            Map.of(
                "model_algo-1",
                HexFormat.of().parseHex(index),
                "model_algo-1.labels",
                HexFormat.of().parseHex("0000404000004040000080c0"), // 3 3 -4
                "model_algo-1.json",
                bytes("{\"k\": 1, \"predictor_type\": \"classifier\"}")));

    assertThat(
            model
                .predict(new DenseMatrix(new float[] {0.4f, 1, 7, 6}, 2, 2), CONTEXT)
                .keys()
                .getFirst()
                .values())
        .containsExactly(3, -4);
  }
}

package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.knn.KnnModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models of nearest neighbours whose index is what faiss writes, as SageMaker's are. The indexes
 * were made by faiss 1.7.3, and the neighbours found by it: faiss/make.py beside them.
 */
class FaissIndexTest {

  private static final RunContext CONTEXT =
      RunContext.quiet(Backends.select("scalar").kernels(), 7);

  private static final int ROWS = 300;

  private static byte[] resource(String name) {
    try (InputStream in = FaissIndexTest.class.getResourceAsStream("faiss/" + name + ".faiss")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model as SageMaker lays it down, without a word of Orrery's; the label is the row. */
  private static KnnModel model(byte[] index, boolean normalize) {
    ByteBuffer labels = ByteBuffer.allocate(4 * ROWS).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS; i++) {
      labels.putFloat(i);
    }
    String settings =
        "{\"k\": 3, \"predictor_type\": \"regressor\", \"dimension_reduction\": false,"
            + " \"normalize\": %s, \"version\": \"1.0\"}".formatted(normalize);
    Map<String, byte[]> files =
        Map.of(
            "model_algo-1",
            index,
            "model_algo-1.labels",
            labels.array(),
            "model_algo-1.json",
            settings.getBytes(StandardCharsets.UTF_8));
    ModelArtifacts artifacts = ModelArtifacts.of(new TreeMap<>(files), "model.tar.gz");
    assertThat(artifacts.algorithm()).isEqualTo("knn");
    return (KnnModel) artifacts.model();
  }

  private static DenseMatrix queries() {
    float[] values = new float[8 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (i * 53 % 97 / 30.0);
    }
    return new DenseMatrix(values, 8, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "flat-l2, 33 177 192 156 12 141 216 72 57 204 45 60 277 118 262 12 156 171 72 216 231 91 235 250, 1.6593",
    "flat-ip, 83 242 98 83 242 98 83 242 98 32 191 47 32 191 47 32 191 47 83 242 98 83 242 98, 16.725",
    "flat-cosine, 207 63 48 42 201 186 295 151 136 277 118 262 58 217 73 76 220 235 261 102 117 295 136 151, 0.883",
    "ivf-l2, 33 177 192 156 12 141 216 72 57 204 45 60 277 118 262 12 156 171 72 216 231 91 235 250, 1.6593",
    "ivf-ip, 83 242 98 83 242 98 83 242 98 32 191 47 32 191 47 32 191 47 83 242 98 83 242 98, 16.725",
    "ivfpq-l2, 192 33 177 156 12 141 216 72 57 204 45 60 277 118 262 12 156 171 72 216 231 76 91 250, 1.6553"
  })
  void theNeighborsAreThoseOfFaiss(String name, String found, double nearest) {
    boolean cosine = name.endsWith("cosine");
    KnnModel model = model(resource(name), cosine);

    List<Predictions.Key> keys = model.predictVerbose(queries(), CONTEXT).keys();

    int[] expected = Arrays.stream(found.split(" ")).mapToInt(Integer::parseInt).toArray();
    float[] rows = keys.get(2).values();
    for (int i = 0; i < expected.length; i++) {
      assertThat((int) rows[i]).as("neighbour %d", i).isEqualTo(expected[i]);
    }
    double distance = keys.get(1).values()[0];
    double shown = cosine ? 1 - distance : name.endsWith("ip") ? -distance : distance;
    assertThat(shown).isCloseTo(nearest, within(1e-4));
    assertThat(model.tables()).extracting("name").contains("labels");
  }

  /** To the byte, but for cells that a search visits, which are 5 there as here. */
  @ParameterizedTest
  @ValueSource(strings = {"flat-l2", "flat-ip", "flat-cosine", "ivf-l2", "ivf-ip", "ivfpq-l2"})
  void whatIsWrittenIsWhatFaissWrites(String name) {
    byte[] bytes = resource(name);

    assertThat(model(bytes, name.endsWith("cosine")).indexBytes()).isEqualTo(bytes);
  }

  /** No number of a damaged file leads to anything but a sentence, or memory that is not there. */
  @ParameterizedTest
  @ValueSource(strings = {"flat-l2", "ivf-l2", "ivfpq-l2"})
  void damagedIndexesAreRefused(String name) {
    byte[] bytes = resource(name);
    for (int length = 4; length < bytes.length; length += 61) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> model(cut, false)).isInstanceOf(CustomerError.class);
    }
    for (long forged : new long[] {-1, 0, 1, 0x7fffffffL, 0x7fffffff7fffffffL, Long.MIN_VALUE}) {
      for (int at = 4; at < bytes.length - 8; at += at < 500 ? 1 : 37) {
        byte[] other = bytes.clone();
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putLong(at, forged);
        try {
          assertThat(model(other, false).index().rows()).isEqualTo(ROWS);
        } catch (CustomerError e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
  }

  @Test
  void cellsMustHoldEveryVectorOnce() {
    byte[] bytes = resource("ivf-l2");
    ByteBuffer last = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    last.putLong(bytes.length - 8, last.getLong(bytes.length - 16));

    assertThatThrownBy(() -> model(bytes, false))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("once too often");
  }
}

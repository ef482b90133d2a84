package dev.orrery.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenerationTest {

  private static final ContentType CSV = ContentType.parse("text/csv");

  @TempDir private Path folder;

  static Stream<String> kinds() {
    return Generator.all().stream().map(Generator::name);
  }

  /** The figures are those of the first release: what a seed means does not change. */
  @ParameterizedTest
  @CsvSource({
    "blobs, 7ce46db369415a82",
    "anisotropic, d51ec142014f904f",
    "moons, 063090fba8166fa7",
    "rings, 1bbb73bedd8200c6",
    "regression, 928152eab31022b6",
    "ratings, d46ca041e39a3a54",
    "series, b68f6c76de4e0874",
    "low-rank, cf8115e3fd1b9cb2"
  })
  void aSeedMeansTheSameBytesOnAnyMachine(String kind, String sha256) throws IOException {
    Generation.Written written =
        Generation.of(kind).with("rows", 1500).seed(7).write(folder.resolve("data.csv"), CSV);
    assertThat(DataFile.sha256(written.data())).startsWith(sha256);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void rowsDoNotDependOnHowManyAreReadAtOnce(String kind) throws IOException {
    Generation generation = Generation.of(kind).with("rows", 2500).seed(3);
    Generated whole = generation.inMemory();
    assertThat(whole.rows().length).isEqualTo(2500);
    assertThat(whole.rows()[0]).hasSameSizeAs(whole.features());
    int at = 0;
    try (BatchReader reader = generation.source().open()) {
      for (Batch batch = reader.next(700); batch != null; batch = reader.next(700)) {
        assertThat(batch.rows()).isEqualTo(Math.min(700, 2500 - at));
        for (int i = 0; i < batch.rows(); i++) {
          var features = batch.features().toDense();
          for (int j = 0; j < features.columns(); j++) {
            assertThat(features.get(i, j)).isEqualTo(whole.rows()[at][j]);
          }
          if (batch.labelSize() > 0) {
            assertThat(batch.labels()[i]).isEqualTo(whole.labels()[at]);
          }
          at++;
        }
      }
    }
    assertThat(at).isEqualTo(2500);
    assertThat(generation.seed(4).inMemory().rows()[0]).isNotEqualTo(whole.rows()[0]);
  }

  @Test
  void aBillionRowsNeedNoMemory() throws IOException {
    try (BatchReader reader = Generation.of("blobs").with("rows", 1_000_000_000).source().open()) {
      assertThat(reader.next(5000).rows()).isEqualTo(5000);
    }
  }

  @Test
  void blobsLieAroundTheirCenters() {
    Generated data =
        Generation.of("blobs")
            .with("rows", 20_000)
            .with("features", 3)
            .with("clusters", 4)
            .with("noise", 0.5)
            .inMemory();
    double[][] centers = (double[][]) data.truth().get("centers");
    double[][] sums = new double[4][3];
    int[] counts = new int[4];
    double squares = 0;
    for (int i = 0; i < data.rows().length; i++) {
      int cluster = (int) data.labels()[i];
      counts[cluster]++;
      for (int j = 0; j < 3; j++) {
        sums[cluster][j] += data.rows()[i][j];
        squares += Math.pow(data.rows()[i][j] - centers[cluster][j], 2);
      }
    }
    for (int k = 0; k < 4; k++) {
      assertThat(counts[k]).isBetween(4700, 5300);
      for (int j = 0; j < 3; j++) {
        assertThat(centers[k][j]).isBetween(-10.0, 10.0);
        assertThat(sums[k][j] / counts[k]).isCloseTo(centers[k][j], within(0.04));
      }
    }
    assertThat(Math.sqrt(squares / 60_000)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void stretchedClustersHaveTheirCovariance() {
    Generated data =
        Generation.of("anisotropic").with("rows", 40_000).with("clusters", 2).inMemory();
    double[][] centers = (double[][]) data.truth().get("centers");
    double[][][] covariances = (double[][][]) data.truth().get("covariances");
    double[][][] found = new double[2][2][2];
    int[] counts = new int[2];
    for (int i = 0; i < data.rows().length; i++) {
      int k = (int) data.labels()[i];
      counts[k]++;
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
          found[k][a][b] +=
              (data.rows()[i][a] - centers[k][a]) * (data.rows()[i][b] - centers[k][b]);
        }
      }
    }
    for (int k = 0; k < 2; k++) {
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
          assertThat(found[k][a][b] / counts[k]).isCloseTo(covariances[k][a][b], within(0.25));
        }
      }
      // 3 and 1/3 are the deviations along the axes.
      double determinant =
          covariances[k][0][0] * covariances[k][1][1] - covariances[k][0][1] * covariances[k][1][0];
      assertThat(determinant).isCloseTo(1, within(1e-9));
      assertThat(covariances[k][0][0] + covariances[k][1][1]).isCloseTo(9 + 1.0 / 9, within(1e-9));
    }
  }

  @Test
  void moonsAndRingsLieOnTheirCircles() {
    Generated moons = Generation.of("moons").with("noise", 0).inMemory();
    for (int i = 0; i < moons.rows().length; i++) {
      float[] row = moons.rows()[i];
      boolean lower = moons.labels()[i] == 1;
      assertThat(Math.hypot(row[0] - (lower ? 1 : 0), row[1] - (lower ? 0.5 : 0)))
          .isCloseTo(1, within(1e-6));
      assertThat(lower ? row[1] <= 0.5f : row[1] >= 0).isTrue();
    }
    Generated rings = Generation.of("rings").with("noise", 0).with("clusters", 3).inMemory();
    for (int i = 0; i < rings.rows().length; i++) {
      assertThat(Math.hypot(rings.rows()[i][0], rings.rows()[i][1]))
          .isCloseTo(rings.labels()[i] + 1, within(1e-6));
    }
  }

  @Test
  void whatTheKnownWeightsDoNotExplainIsTheNoise() {
    Generated data =
        Generation.of("regression")
            .with("rows", 20_000)
            .with("features", 20)
            .with("informative", 5)
            .with("noise", 2)
            .inMemory();
    double[] weights = (double[]) data.truth().get("weights");
    assertThat(Arrays.stream(weights).filter(w -> w != 0).count()).isEqualTo(5);
    double squares = 0;
    for (int i = 0; i < data.rows().length; i++) {
      double error = data.labels()[i] - (double) data.truth().get("bias");
      for (int j = 0; j < 20; j++) {
        error -= weights[j] * data.rows()[i][j];
      }
      squares += error * error;
    }
    assertThat(Math.sqrt(squares / data.rows().length)).isCloseTo(2, within(0.04));
  }

  @Test
  void ratingsAreThoseOfTheFactorModelAndNoPairComesTwice() throws IOException {
    Generation generation =
        Generation.of("ratings").with("users", 70).with("items", 30).with("rows", 2100);
    Generated data = generation.inMemory();
    Map<String, Object> truth = data.truth();
    double[] userBias = (double[]) truth.get("user_bias");
    double[] itemBias = (double[]) truth.get("item_bias");
    double[][] userFactors = (double[][]) truth.get("user_factors");
    double[][] itemFactors = (double[][]) truth.get("item_factors");
    Set<Integer> pairs = new HashSet<>();
    double squares = 0;
    for (int i = 0; i < 2100; i++) {
      int user = (int) data.rows()[i][0];
      int item = (int) data.rows()[i][1];
      pairs.add(user * 30 + item);
      double known = (double) truth.get("mean") + userBias[user] + itemBias[item];
      for (int f = 0; f < 3; f++) {
        known += userFactors[user][f] * itemFactors[item][f];
      }
      squares += Math.pow(data.labels()[i] - known, 2);
    }
    assertThat(pairs).hasSize(2100);
    assertThat(Math.sqrt(squares / 2100)).isCloseTo(0.1, within(0.005));
    try (BatchReader reader = generation.encodedSource().open()) {
      Batch batch = reader.next(2100);
      CsrMatrix rows = (CsrMatrix) batch.features();
      assertThat(rows.columns()).isEqualTo(100);
      for (int i = 0; i < 2100; i++) {
        assertThat(rows.column()[2 * i]).isEqualTo((int) data.rows()[i][0]);
        assertThat(rows.column()[2 * i + 1]).isEqualTo(70 + (int) data.rows()[i][1]);
        assertThat(batch.labels()[i]).isEqualTo(data.labels()[i]);
      }
    }
  }

  @Test
  void anomaliesAreWhereAndWhatTheTruthSays() {
    Generated data = Generation.of("series").inMemory();
    Set<String> kinds = new TreeSet<>();
    boolean[] anomalous = new boolean[4000];
    for (Object each : (List<?>) data.truth().get("anomalies")) {
      Map<?, ?> anomaly = (Map<?, ?>) each;
      kinds.add((String) anomaly.get("kind"));
      long from = (long) anomaly.get("from");
      long to = (long) anomaly.get("to");
      double worst = 0;
      for (int i = (int) from; i < to; i++) {
        anomalous[i] = true;
        worst = Math.max(worst, Math.abs(data.rows()[i][0] - Math.sin(2 * Math.PI * i / 48)));
      }
      // A deviation of 0.1 alone stays below 0.6.
      assertThat(worst).as(anomaly.toString()).isGreaterThan(0.6);
    }
    assertThat(kinds)
        .containsExactly(
            "additive_outlier",
            "level_shift",
            "seasonal_outlier",
            "temporary_change",
            "variance_change");
    for (int i = 0; i < 4000; i++) {
      assertThat(data.labels()[i]).isEqualTo(anomalous[i] ? 1f : 0f);
      if (!anomalous[i]) {
        assertThat(data.rows()[i][0])
            .isCloseTo((float) Math.sin(2 * Math.PI * i / 48), within(0.6f));
      }
    }
  }

  @Test
  void lowRankRowsVaryInTheirSubspaceAlone() {
    Generated data =
        Generation.of("low-rank").with("features", 40).with("rank", 3).with("noise", 0).inMemory();
    double[] mean = (double[]) data.truth().get("mean");
    double[][] basis = (double[][]) data.truth().get("basis");
    double[] variances = new double[3];
    for (float[] row : data.rows()) {
      double[] rest = new double[40];
      Arrays.setAll(rest, j -> row[j] - mean[j]);
      for (int i = 0; i < 3; i++) {
        double along = Draws.dot(rest, basis[i]);
        variances[i] += along * along / data.rows().length;
        for (int j = 0; j < 40; j++) {
          rest[j] -= along * basis[i][j];
        }
      }
      assertThat(Math.sqrt(Draws.dot(rest, rest))).isLessThan(1e-4);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(Math.sqrt(variances[i])).isCloseTo(3 - i, within(0.2));
      for (int j = 0; j < 3; j++) {
        assertThat(Draws.dot(basis[i], basis[j])).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
    assertThat(data.labels()).isEmpty();
  }

  @Test
  void theTruthLiesBesideTheData() throws IOException {
    Generation.Written written =
        Generation.of("regression")
            .with("features", 2)
            .with("rows", 3)
            .write(folder.resolve("line.csv.gz"), CSV);
    assertThat(written.truth()).isEqualTo(folder.resolve("line.truth.json"));
    JsonNode truth = new ObjectMapper().readTree(Files.readString(written.truth()));
    assertThat(truth.path("kind").asText()).isEqualTo("regression");
    assertThat(truth.path("parameters").path("rows").asText()).isEqualTo("3");
    assertThat(truth.path("seed").asLong()).isZero();
    assertThat(truth.path("label").asText()).isEqualTo("target");
    assertThat(truth.path("truth").path("weights")).hasSize(2);
    Path bare = folder.resolve("bare.csv");
    Generation.of("moons").with("rows", 3).write(bare, ContentType.parse("text/csv;header=absent"));
    assertThat(Files.readAllLines(bare)).hasSize(3);
    Path headed = folder.resolve("headed.csv");
    Generation.of("moons").with("rows", 3).write(headed, CSV);
    assertThat(Files.readAllLines(headed)).hasSize(4).first().isEqualTo("moon,x,y");
  }

  @Test
  void whatDoesNotFitIsRefusedInASentence() {
    assertThatThrownBy(() -> Generation.of("blob"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("There is no kind of data 'blob'")
        .hasMessageContaining("did you mean 'blobs'?");
    assertThatThrownBy(() -> Generation.of("moons").with("clusters", 2))
        .isInstanceOf(CustomerError.class)
        .hasMessage("moons takes no --clusters, but --rows, --noise");
    assertThatThrownBy(() -> Generation.of("blobs").with("clusters", 0))
        .isInstanceOf(CustomerError.class)
        .hasMessage("--clusters is '0' where integer, 1 to 1000 was expected");
    assertThatThrownBy(() -> Generation.of("ratings").with("rows", 100_001).source())
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "--rows is 100001 where at most one per pair of 500 users and 200 items was expected");
    assertThatThrownBy(() -> Generation.of("low-rank").with("rank", 101).truth())
        .isInstanceOf(CustomerError.class)
        .hasMessage("--rank is 101 where at most --features, 100, was expected");
    assertThatThrownBy(() -> Generation.of("series").with("rows", 500).truth())
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("--rows is 500 where at least 1,056, two seasons");
    Path data = folder.resolve("data.csv");
    ContentType two = ContentType.parse("text/csv;label_size=2");
    assertThatThrownBy(() -> Generation.of("moons").write(data, two))
        .isInstanceOf(CustomerError.class)
        .hasMessage("The content type says label_size=2 where moons has 1");
    assertThat(data).doesNotExist();
  }
}

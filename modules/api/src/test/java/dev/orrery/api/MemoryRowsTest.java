package dev.orrery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rows in memory are the rows of a CSV file. */
class MemoryRowsTest {

  /** Some rows of a seed, about one in ten with a missing value where some may be missing. */
  private static float[][] rows(long seed, int n, int d, boolean missing) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    float[][] rows = new float[n][d];
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = (float) random.nextGaussian(j, 1 + j);
      }
      if (missing && random.nextInt(10) == 0) {
        row[random.nextInt(d)] = Float.NaN;
      }
    }
    return rows;
  }

  private static Path csv(float[][] rows, float[] labels) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      StringBuilder line = new StringBuilder(labels == null ? "" : labels[i] + ",");
      for (int j = 0; j < rows[i].length; j++) {
        line.append(j == 0 ? "" : ",").append(Float.isNaN(rows[i][j]) ? "NA" : "" + rows[i][j]);
      }
      lines.add(line.toString());
    }
    Path file = Files.createTempFile("rows", ".csv");
    Files.write(file, lines);
    return file;
  }

  @Property(tries = 12, seed = "20261121")
  void centersAreThose(
      @ForAll long seed,
      @ForAll @IntRange(min = 30, max = 200) int n,
      @ForAll @IntRange(min = 1, max = 5) int d,
      @ForAll boolean standardize,
      @ForAll boolean split)
      throws IOException {
    float[][] rows = rows(seed, n, d, true);
    Path file = csv(rows, null);
    Dataset memory = Dataset.of(rows).dropMissing();
    Dataset stored = Dataset.of(file).header(false).dropMissing();
    if (standardize) {
      memory = memory.standardize();
      stored = stored.standardize();
    }
    KMeansBuilder kmeans = Orrery.kmeans().k(3).miniBatchSize(16).threads(1);
    var one = split ? kmeans.train(memory.fixedSplit()) : kmeans.train(memory);
    var other = split ? kmeans.train(stored.fixedSplit()) : kmeans.train(stored);
    assertThat(one.model().centers()).isDeepEqualTo(other.model().centers());
    assertThat(one.metrics()).isEqualTo(other.metrics());
    Files.delete(file);
  }

  @Property(tries = 8, seed = "20261121")
  void weightsAreThose(@ForAll long seed, @ForAll @IntRange(min = 20, max = 100) int n)
      throws IOException {
    float[][] rows = rows(seed, n, 3, false);
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      labels[i] = 2 * rows[i][0] - rows[i][1] + 1;
    }
    Path file = csv(rows, labels);
    LinearLearnerBuilder learner =
        Orrery.linearLearner().predictorType("regressor").numModels(2).epochs(3).threads(1);
    var one = learner.validation(Dataset.of(rows, labels)).train(Dataset.of(rows, labels));
    var other =
        learner
            .validation(Dataset.of(file).contentType("text/csv;label_size=1"))
            .train(Dataset.of(file).contentType("text/csv;label_size=1"));
    assertThat(one.model().weights()).isDeepEqualTo(other.model().weights());
    assertThat(one.metrics()).isEqualTo(other.metrics());
    assertThat(one.predict(rows)).isEqualTo(other.predict(rows));
    Files.delete(file);
  }

  @Test
  void sparseRowsAreThoseOfTheDenseOnes() {
    float[][] dense = {{1, 0, 2}, {0, 3, 0}, {4, 0, 0}, {0, 0, 0}, {0, 5, 6}, {7, 0, 0}};
    CsrMatrix sparse =
        new CsrMatrix(
            6,
            3,
            new int[] {0, 2, 3, 4, 4, 6, 7},
            new int[] {0, 2, 1, 0, 1, 2, 0},
            new float[] {1, 2, 3, 4, 5, 6, 7});
    float[] labels = {0, 1, 0, 1, 1, 0};
    FactorizationMachinesBuilder fm =
        Orrery.factorizationMachines().predictorType("binary_classifier").numFactors(2);
    var one = fm.train(Dataset.of(sparse, labels));
    var other = fm.train(Dataset.of(dense, labels));
    assertThat(one.model().linear()).isEqualTo(other.model().linear());
    assertThat(one.predict(Dataset.of(sparse))).isEqualTo(other.predict(dense));
  }

  @Test
  void aPartOfALongerArrayIsTaken() {
    float[] values = {9, 9, 1, 2, 3, 4, 9};
    Dataset.Rows rows = Dataset.of(new DenseMatrix(values, 2, 2, 2)).rows();
    assertThat(rows.features()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
    assertThat(rows.labels()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    assertThatThrownBy(() -> Dataset.of(new float[][] {{1, 2}, {3}}))
        .isInstanceOf(CustomerError.class)
        .hasMessage("Row 1 has 1 values, where 2 were expected as in row 0");
    assertThatThrownBy(() -> Dataset.of(new float[0][]))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("at least one row");
    assertThatThrownBy(() -> Dataset.of(new float[][] {{1}, {2}}, new int[] {1}))
        .isInstanceOf(CustomerError.class)
        .hasMessage("1 labels were given for 2 rows, where one for each was expected");
    float[][] missing = {{1, 2}, {3, Float.NaN}};
    assertThatThrownBy(() -> Orrery.kmeans().k(1).train(Dataset.of(missing)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("missing (NaN)")
        .hasMessageContaining("rows in memory row 1, feature 1");
    assertThat(Orrery.kmeans().k(1).train(Dataset.of(missing).dropMissing()).model().centers())
        .isDeepEqualTo(new float[][] {{1, 2}});
    assertThatThrownBy(
            () ->
                Orrery.knn()
                    .k(1)
                    .sampleSize(2)
                    .predictorType("classifier")
                    .train(Dataset.of(new float[][] {{1, 2}, {3, 4}})))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("label");
    assertThatThrownBy(() -> Orrery.kmeans().k(1).train(Dataset.of(missing).drop("a")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("have no names");
  }

  @Test
  void anotherWidthIsRefusedWhenPredicting() {
    var trained = Orrery.kmeans().k(1).train(Dataset.of(new float[][] {{1, 2}, {3, 4}}));
    assertThatThrownBy(() -> trained.predict(1, 2, 3))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("3")
        .hasMessageContaining("2");
  }

  @Test
  void standardizingIsForTheTrainingDataToAsk() {
    float[][] rows = {{1, 2}, {3, 4}};
    assertThatThrownBy(
            () -> Orrery.kmeans().k(1).test(Dataset.of(rows).standardize()).train(Dataset.of(rows)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("standardize() of the training data");
  }

  @Test
  void aRowThatIsNullIsRefusedInASentence() {
    assertThatThrownBy(() -> Dataset.of(new float[][] {{1, 2}, null}))
        .isInstanceOf(CustomerError.class)
        .hasMessage("Row 1 is null, where values were expected");
    assertThatThrownBy(() -> Dataset.of(new double[][] {null}, new int[] {0}))
        .isInstanceOf(CustomerError.class)
        .hasMessage("Row 0 is null, where values were expected");
    assertThatThrownBy(() -> Dataset.of((float[][]) null))
        .isInstanceOf(CustomerError.class)
        .hasMessage("null was given, where rows were expected");
  }

  @Test
  void aModelIsNotSavedOverAFolder() throws IOException {
    var model = Orrery.kmeans().k(2).train(Dataset.of(rows(1, 20, 2, false))).model();
    Path folder = Files.createTempDirectory("models");
    assertThatThrownBy(() -> model.save(folder))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(folder + " is a folder; expected a file");
    Files.delete(folder);
  }
}

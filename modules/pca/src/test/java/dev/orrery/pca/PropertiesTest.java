package dev.orrery.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {

  private static final String[][] WAYS = {
    {"algorithm_mode", "regular"},
    {"algorithm_mode", "randomized"},
    {"orrery_algorithm", "range_finder"}
  };

  @Property(seed = "20261121", tries = 60)
  void theTextbookFindsTheSame(
      @ForAll @IntRange(min = 2, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 9) int d,
      @ForAll boolean subtractMean,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    DenseMatrix rows = Data.cloud(n, d, 0.6, 2, seed);
    PcaTextbook.Result expected = PcaTextbook.train(Data.doubles(rows), d, subtractMean);
    PcaModel model = Data.train(rows, d, "subtract_mean", "" + subtractMean);
    double greatest = expected.singularValues()[d - 1];
    for (int i = 0; i < d; i++) {
      assertThat((double) model.singularValues()[i])
          .isEqualTo(expected.singularValues()[i], within(1e-6 * greatest));
    }
    double gap = d == 1 ? greatest : greatest - expected.singularValues()[d - 2];
    for (int j = 0; j < d && gap > 0.05 * greatest; j++) {
      assertThat((double) model.component(0)[j])
          .isEqualTo(expected.components()[d - 1][j], within(1e-5));
    }
    double along = PcaTextbook.project(expected, Data.doubles(rows)[0])[d - 1];
    if (gap > 0.05 * greatest) {
      float[] p = model.predict(rows.slice(0, 1), Data.context()).keys().getFirst().values();
      assertThat((double) p[d - 1]).isEqualTo(along, within(2e-5 * greatest));
    }
  }

  @Property(seed = "20261121", tries = 40)
  void componentsAreOrthonormalAndAscendingWithTheirSignFixed(
      @ForAll @IntRange(min = 2, max = 80) int n,
      @ForAll @IntRange(min = 1, max = 30) int d,
      @ForAll @IntRange(min = 0, max = 2) int way,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    int k = Math.max(1, d / 2);
    PcaModel model = Data.train(Data.cloud(n, d, 0.8, 5, seed), k, WAYS[way]);
    for (int a = 0; a < k; a++) {
      float[] first = model.component(a);
      float greatest = 0;
      for (float value : first) {
        greatest = Math.abs(value) > Math.abs(greatest) * 1.00001f ? value : greatest;
      }
      assertThat(greatest).isPositive();
      for (int b = 0; b <= a; b++) {
        double along = 0;
        for (int j = 0; j < d; j++) {
          along += (double) first[j] * model.component(b)[j];
        }
        assertThat(along).isEqualTo(a == b ? 1 : 0, within(1e-6));
      }
      float[] s = model.singularValues();
      assertThat(a == 0 || s[a] >= s[a - 1]).isTrue();
    }
  }

  /** In regular mode the squares of the projections on a component sum to its s squared. */
  @ParameterizedTest
  @CsvSource({"300, 7", "2000, 40", "9000, 100"})
  void projectionsHaveTheVarianceOfTheirComponent(int n, int d) {
    DenseMatrix rows = Data.cloud(n, d, 0.9, 1, 3);
    PcaModel model = Data.train(rows, 5);
    float[] p = model.predict(rows, Data.context()).keys().getFirst().values();
    for (int c = 0; c < 5; c++) {
      double square = 0;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        square += (double) p[i * 5 + c] * p[i * 5 + c];
        sum += p[i * 5 + c];
      }
      double s = model.singularValues()[c];
      assertThat(square).isEqualTo(s * s, within(1e-5 * s * s));
      assertThat(sum / n).isEqualTo(0, within(1e-4 * s));
    }
  }

  @Test
  void aRotationOfTheRowsRotatesTheComponents() {
    DenseMatrix rows = Data.cloud(400, 2, 0.3, 0, 5);
    float[] turned = new float[800];
    double c = Math.cos(0.4);
    double s = Math.sin(0.4);
    for (int i = 0; i < 400; i++) {
      turned[2 * i] = (float) (c * rows.get(i, 0) - s * rows.get(i, 1));
      turned[2 * i + 1] = (float) (s * rows.get(i, 0) + c * rows.get(i, 1));
    }
    PcaModel before = Data.train(rows, 2);
    PcaModel after = Data.train(new DenseMatrix(turned, 400, 2), 2);
    float[] v = before.component(0);
    float[] w = after.component(0);
    double along = w[0] * (c * v[0] - s * v[1]) + w[1] * (s * v[0] + c * v[1]);
    assertThat(Math.abs(along)).isEqualTo(1, within(1e-6));
    assertThat(after.singularValues()).containsExactly(before.singularValues(), within(1e-4f));
  }

  /** Around a million with deviation 1 the data itself is rounded to 1/16, and nothing more. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aMeanFarFromZeroCostsNothing(int way) {
    for (int d : new int[] {8, 60}) {
      DenseMatrix far = Data.cloud(3000, d, 0.9, 1e6f, 2);
      float[] near = new float[3000 * d];
      for (int i = 0; i < near.length; i++) {
        near[i] = far.values()[i] - 1e6f;
      }
      DenseMatrix moved = new DenseMatrix(near, 3000, d);
      PcaModel expected = Data.train(moved, 4, WAYS[way]);
      PcaModel found = Data.train(far, 4, WAYS[way]);
      assertThat(Data.kept(found, far)).isEqualTo(Data.kept(expected, moved), within(2e-3));
      for (int i = 0; i < 4; i++) {
        float s = expected.singularValues()[i];
        assertThat(found.singularValues()[i]).isEqualTo(s, within(1e-4f * s));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void threadsDoNotChangeABit(int way) {
    DenseMatrix rows = Data.cloud(9500, 70, 0.95, 1, 4);
    Hyperparameters asked = Data.hyperparameters(70, 6, WAYS[way]);
    PcaModel one = Data.train(rows, asked, Data.context());
    var threads = Data.context(3, EventListener.none());
    PcaModel three = Data.train(rows, asked, threads);
    assertThat(three.vectors()).isEqualTo(one.vectors());
    assertThat(three.singularValues()).isEqualTo(one.singularValues());
    assertThat(three.predict(rows, threads).keys().getFirst().values())
        .isEqualTo(one.predict(rows, Data.context()).keys().getFirst().values());
    threads.parallel().close();
  }

  @ParameterizedTest
  @CsvSource({"0, 0.02", "0, 0.6", "1, 0.02", "2, 0.02", "2, 0.6"})
  void sparseRowsGiveTheSame(int way, double share) {
    DenseMatrix dense = Data.counts(1300, 60, share, 9);
    PcaModel expected = Data.train(dense, 3, WAYS[way]);
    var sparse = Data.sparse(dense);
    PcaModel found = Data.train(sparse, 3, WAYS[way]);
    assertThat(found.mean()).containsExactly(expected.mean(), within(1e-5f));
    assertThat(found.details().total())
        .isEqualTo(expected.details().total(), within(1e-5 * expected.details().total()));
    if (way != 1) { // A sketch draws its signs in other pieces.
      for (int i = 0; i < 3; i++) {
        float s = expected.singularValues()[i];
        assertThat(found.singularValues()[i]).isEqualTo(s, within((way == 0 ? 1e-5f : 2e-3f) * s));
      }
    }
    float[] p = found.predict(sparse, Data.context()).keys().getFirst().values();
    float[] q = found.predict(dense, Data.context()).keys().getFirst().values();
    assertThat(p).containsExactly(q, within(1e-4f));
  }

  @Test
  void backendsAgree() {
    DenseMatrix rows = Data.cloud(800, 50, 0.9, 1, 4);
    for (String[] way : WAYS) {
      Hyperparameters asked = Data.hyperparameters(50, 4, way);
      PcaModel expected = Data.train(rows, asked, Data.context());
      Data.backends()
          .forEach(
              kernels -> {
                PcaModel found =
                    Data.train(rows, asked, dev.orrery.core.run.RunContext.quiet(kernels, 7));
                for (int i = 0; i < 4; i++) {
                  float s = expected.singularValues()[i];
                  assertThat(found.singularValues()[i]).isEqualTo(s, within(1e-4f * s));
                }
              });
    }
  }
}

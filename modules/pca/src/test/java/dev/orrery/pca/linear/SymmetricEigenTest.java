package dev.orrery.pca.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

  private static final Parallel ONE = new Parallel(1);

  @Test
  void twoByTwoByHand() {
    SymmetricEigen found = SymmetricEigen.of(new double[] {20, 16, 16, 20}, 2, 2, ONE);
    assertThat(found.values()).containsExactly(new double[] {36, 4}, within(1e-13));
    assertThat(Math.abs(found.vectors()[0])).isEqualTo(Math.sqrt(0.5), within(1e-15));
    assertThat(found.vectors()[0]).isEqualTo(found.vectors()[1], within(1e-15));
    assertThat(found.vectors()[2]).isEqualTo(-found.vectors()[3], within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16, 31, 32, 33, 47, 48, 64, 65, 100, 150, 257})
  void everySizeHasSmallResiduals(int n) {
    double[] a = random(n, n);
    for (int wanted : new int[] {1, Math.min(n, 7), (n + 2) / 3, n}) {
      check(a, n, wanted, 1);
    }
  }

  @Test
  void theSecondDifferenceMatrixHasKnownEigenvalues() {
    int n = 200;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 2;
      if (i > 0) {
        a[i * n + i - 1] = -1;
        a[(i - 1) * n + i] = -1;
      }
    }
    SymmetricEigen found = check(a, n, 20, 4);
    for (int i = 0; i < 20; i++) {
      double exact = 4 * Math.pow(Math.sin((n - i) * Math.PI / (2 * (n + 1))), 2);
      assertThat(found.values()[i]).isEqualTo(exact, within(1e-13));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 60, 130})
  void equalEigenvaluesStillGiveOrthonormalVectors(int n) {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 3;
    }
    check(identity, n, 1 + n / 4, 3);
    check(new double[n * n], n, 1 + n / 4, 1);
    // Rank 2: n - 2 eigenvalues are 0.
    check(random(n, 2), n, 1 + n / 3, n);
    // Two equal blocks: every eigenvalue twice.
    int half = n / 2;
    double[] block = random(half, half);
    double[] twice = new double[n * n];
    for (int i = 0; i < half; i++) {
      for (int j = 0; j < half; j++) {
        twice[i * n + j] = block[i * half + j];
        twice[(half + i) * n + half + j] = block[i * half + j];
      }
    }
    SymmetricEigen found = check(twice, n, Math.min(n, 10), n);
    for (int i = 0; i + 1 < Math.min(half, 4); i += 2) {
      assertThat(found.values()[i])
          .isEqualTo(found.values()[i + 1], within(1e-12 * found.values()[0]));
    }
  }

  @Test
  void wilkinsonsMatrixHasPairsThatAgreeToAllDigits() {
    int n = 81;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = Math.abs(i - n / 2);
      if (i > 0) {
        a[i * n + i - 1] = 1;
        a[(i - 1) * n + i] = 1;
      }
    }
    SymmetricEigen found = check(a, n, 20, 40);
    assertThat(found.values()[0]).isEqualTo(found.values()[1], within(1e-12));
  }

  @Test
  void scaleDoesNotMatter() {
    int n = 70;
    double[] a = random(n, n);
    SymmetricEigen plain = SymmetricEigen.of(a.clone(), n, 5, ONE);
    for (double scale : new double[] {0x1p-900, 0x1p-300, 0x1p300, 0x1p900}) {
      double[] scaled = a.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= scale;
      }
      SymmetricEigen found = SymmetricEigen.of(scaled, n, 5, ONE);
      for (int i = 0; i < 5; i++) {
        assertThat(found.values()[i] / scale)
            .isEqualTo(plain.values()[i], within(1e-12 * plain.values()[0]));
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    int n = 600;
    double[] a = random(n, 700);
    try (Parallel three = new Parallel(3)) {
      for (int wanted : new int[] {10, n}) {
        SymmetricEigen one = SymmetricEigen.of(a.clone(), n, wanted, ONE);
        SymmetricEigen more = SymmetricEigen.of(a.clone(), n, wanted, three);
        assertThat(more.values()).isEqualTo(one.values());
        assertThat(more.vectors()).isEqualTo(one.vectors());
      }
    }
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> SymmetricEigen.of(new double[] {Double.NaN}, 1, 1, ONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SymmetricEigen.of(new double[] {1, 0, 0, Double.POSITIVE_INFINITY}, 2, 1, ONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A Gram matrix of random columns. */
  private static double[] random(int n, int rank) {
    RandomGenerator random = new RandomStreams(n).stream("test.eigen", rank);
    double[] rows = new double[rank * n];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextGaussian();
    }
    return Products.gram(rows, rank, n, ONE);
  }

  private static SymmetricEigen check(double[] a, int n, int wanted, double size) {
    SymmetricEigen found = SymmetricEigen.of(a.clone(), n, wanted, ONE);
    double norm = Math.max(size, Math.abs(found.values()[0]));
    double[] v = found.vectors();
    for (int i = 0; i < wanted; i++) {
      assertThat(i == 0 || found.values()[i] <= found.values()[i - 1]).isTrue();
      for (int r = 0; r < n; r++) {
        double product = -found.values()[i] * v[i * n + r];
        for (int c = 0; c < n; c++) {
          product += a[r * n + c] * v[i * n + c];
        }
        assertThat(product).as("residual %d of %d", i, n).isEqualTo(0, within(1e-13 * norm * 8));
      }
      for (int j = 0; j <= i; j++) {
        double along = 0;
        for (int c = 0; c < n; c++) {
          along += v[i * n + c] * v[j * n + c];
        }
        assertThat(along).as("%d and %d of %d", i, j, n).isEqualTo(i == j ? 1 : 0, within(1e-13));
      }
    }
    return found;
  }
}

package dev.orrery.pca;

import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.pca.linear.Orthonormal;
import dev.orrery.pca.linear.Products;
import dev.orrery.pca.linear.SymmetricEigen;
import java.util.Arrays;

/**
 * Principal components in the usual order, the one of the greatest variance first.
 *
 * @param scatters sum of the rows' squared coordinates along each component: rows times its
 *     variance
 * @param vectors {@code scatters.length x d}, an orthonormal direction per row, whose value of
 *     greatest magnitude is positive
 * @param mean what is taken out of the rows; zeros when nothing is
 * @param rows rows they were found from
 * @param total sum of the rows' squared distances to the mean
 */
record Components(double[] scatters, double[] vectors, double[] mean, long rows, double total) {

  /** Part of the size of {@code X^T (X Q)} that its rounding errors may have. */
  private static final double ROUNDING = 1e-7;

  /**
   * The components of a state whose buffer is empty.
   *
   * @param count how many, 1 to d
   * @param centered whether the mean is taken out
   */
  static Components of(PcaState state, int count, boolean centered, RunContext context) {
    int d = state.d;
    SymmetricEigen found =
        switch (state) {
          case GramState gram ->
              SymmetricEigen.of(
                  gram.scatterMatrix(centered, context), d, count, context.parallel());
          case SketchState sketch -> ofSketch(sketch, count, centered, context);
          case RangeState range -> ofRange(range, count, centered, context);
        };
    double[] scatters = found.values();
    double[] vectors = found.vectors();
    // Rows span as many directions as there are, less one for their mean.
    long directions = Math.max(0, state.rows - (centered ? 1 : 0));
    for (int i = 0; i < count; i++) {
      scatters[i] = i < directions ? Math.max(0, scatters[i]) : 0;
      fixSign(vectors, i * d, d);
    }
    double[] mean = state.shiftedMean(centered);
    for (int j = 0; j < d; j++) {
      mean[j] += state.shift[j];
    }
    return new Components(scatters, vectors, mean, state.rows, state.scatter(centered));
  }

  /**
   * How many of the components, at least one, keep a share of the variance: says so, or warns that
   * all do not.
   *
   * @param share 0 to 1; 0 takes all
   */
  int enoughFor(double share, RunContext context) {
    if (share == 0) {
      return scatters.length;
    }
    double sum = 0;
    for (int i = 0; i < scatters.length; i++) {
      sum += scatters[i];
      if (sum >= share * total * (1 - 1e-12)) {
        context.note(
            Text.format(
                "orrery_variance=%s: %d of %d components keep %.4f of the variance.",
                share, i + 1, scatters.length, sum / total));
        return i + 1;
      }
    }
    context.warn(
        Text.format(
            "The %d components keep %.4f of the variance, less than orrery_variance=%s; raise"
                + " num_components",
            scatters.length, sum / total, share));
    return scatters.length;
  }

  /** The value of greatest magnitude becomes positive; of several, the first. */
  private static void fixSign(double[] vectors, int at, int d) {
    int greatest = at;
    for (int j = at + 1; j < at + d; j++) {
      // A hair more, so that equal values that differ by rounding leave the choice to the first.
      if (Math.abs(vectors[j]) > Math.abs(vectors[greatest]) * (1 + 1e-9)) {
        greatest = j;
      }
    }
    if (vectors[greatest] < 0) {
      for (int j = at; j < at + d; j++) {
        vectors[j] = -vectors[j];
      }
    }
  }

  /** The right singular vectors of {@code C = B - h^T s / n} (spec B4.3). */
  private static SymmetricEigen ofSketch(
      SketchState state, int count, boolean centered, RunContext context) {
    double[] mean = state.shiftedMean(centered);
    double[] c = state.sketch.clone();
    for (int j = 0; j < state.d; j++) {
      for (int i = 0; i < state.l; i++) {
        c[j * state.l + i] -= mean[j] * state.signs[i];
      }
    }
    return leftSingular(c, state.d, state.l, count, context);
  }

  /**
   * The components by the stabilised Nystroem approximation {@code Z (Q^T Z)^-1 Z^T} of the scatter
   * matrix S, {@code Z = S Q} (Tropp, Yurtsever, Udell and Cevher, "Fixed-rank approximation of a
   * positive-semidefinite matrix from streaming data", 2017): as accurate as one more half pass.
   */
  private static SymmetricEigen ofRange(
      RangeState state, int count, boolean centered, RunContext context) {
    int d = state.d;
    int l = state.l;
    double[] z = state.scatterTimesBasis(centered);
    double[] q = new double[d * l];
    double size = 0;
    for (int i = 0; i < q.length; i++) {
      q[i] = state.basis[i];
      size += z[i] * z[i];
    }
    double shift = ROUNDING * Math.sqrt(size);
    if (shift == 0) {
      return leftSingular(z, d, l, count, context);
    }
    for (int attempt = 0; ; attempt++) {
      double[] shifted = z.clone();
      for (int i = 0; i < z.length; i++) {
        shifted[i] += shift * q[i];
      }
      double[] core = Products.transposed(q, shifted, d, l, l, context.parallel());
      if (cholesky(core, l)) {
        divide(shifted, d, core, l);
        SymmetricEigen found = leftSingular(shifted, d, l, count, context);
        for (int i = 0; i < count; i++) {
          found.values()[i] = Math.max(0, found.values()[i] - shift);
        }
        return found;
      }
      if (attempt == 12) {
        throw new ArithmeticException("the subspace of the range finder has collapsed");
      }
      shift *= 10;
    }
  }

  /** Upper factor R of {@code a = R^T R}, in place; false when a is not positive definite. */
  private static boolean cholesky(double[] a, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        double sum = (a[i * n + j] + a[j * n + i]) / 2;
        for (int p = 0; p < i; p++) {
          sum -= a[p * n + i] * a[p * n + j];
        }
        if (j == i) {
          if (!(sum > 0)) {
            return false;
          }
          a[i * n + i] = Math.sqrt(sum);
        } else {
          a[i * n + j] = sum / a[i * n + i];
          a[j * n + i] = a[i * n + j];
        }
      }
    }
    return true;
  }

  /** {@code x = x R^-1} for an upper R, row by row. */
  private static void divide(double[] x, int rows, double[] r, int n) {
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      for (int j = 0; j < n; j++) {
        double value = x[at + j];
        for (int p = 0; p < j; p++) {
          value -= x[at + p] * r[p * n + j];
        }
        x[at + j] = value / r[j * n + j];
      }
    }
  }

  /**
   * The left singular vectors of a matrix and the squares of its singular values, greatest first.
   *
   * @param c {@code d x l}
   * @param count how many, at most d; beyond l, directions of value 0 follow
   */
  private static SymmetricEigen leftSingular(
      double[] c, int d, int l, int count, RunContext context) {
    if (l >= d) {
      double[] transposed = Products.transpose(c, d, l);
      double[] square = Products.gram(transposed, l, d, context.parallel());
      return SymmetricEigen.of(square, d, count, context.parallel());
    }
    int real = Math.min(count, l);
    SymmetricEigen small =
        SymmetricEigen.of(Products.gram(c, d, l, context.parallel()), l, real, context.parallel());
    double[] right = Products.transpose(small.vectors(), real, l);
    double[] left = Products.multiply(c, right, d, l, real, context.parallel());
    double[] vectors = Arrays.copyOf(Products.transpose(left, d, real), count * d);
    Orthonormal.rows(vectors, count, d);
    return new SymmetricEigen(Arrays.copyOf(small.values(), count), vectors);
  }
}

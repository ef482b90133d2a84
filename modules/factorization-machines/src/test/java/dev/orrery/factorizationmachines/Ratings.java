package dev.orrery.factorizationmachines;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.run.RandomStreams;
import java.util.random.RandomGenerator;

/**
 * Ratings of a known factorization machine: one user, one item and some side columns are active in
 * each row.
 *
 * @param train rows to learn from
 * @param test rows to score
 */
record Ratings(Batch train, Batch test) {

  /**
   * Draws ratings.
   *
   * @param sides side columns, each of 20 values
   * @param noise standard deviation of what no model can know
   */
  static Ratings of(
      int users, int items, int sides, int factors, int rows, int testRows, double noise) {
    RandomGenerator random = new RandomStreams(7).stream("ratings");
    int n = users + items + 20 * sides;
    double[] w = new double[n];
    double[][] v = new double[n][factors];
    int active = 2 + sides;
    // Pairs of a row have together a variance of about 1, linear weights of about 1/2.
    double pairs = active * (active - 1) / 2.0;
    double scale = Math.pow(1.0 / (pairs * factors), 0.25);
    for (int i = 0; i < n; i++) {
      w[i] = random.nextGaussian() * Math.sqrt(0.5 / active);
      for (int f = 0; f < factors; f++) {
        v[i][f] = random.nextGaussian() * scale;
      }
    }
    return new Ratings(
        draw(users, items, sides, w, v, rows, noise, random),
        draw(users, items, sides, w, v, testRows, noise, random));
  }

  private static Batch draw(
      int users,
      int items,
      int sides,
      double[] w,
      double[][] v,
      int rows,
      double noise,
      RandomGenerator random) {
    int active = 2 + sides;
    int[] start = new int[rows + 1];
    int[] column = new int[rows * active];
    float[] value = new float[rows * active];
    float[] labels = new float[rows];
    for (int r = 0; r < rows; r++) {
      int at = start[r];
      column[at] = random.nextInt(users);
      column[at + 1] = users + random.nextInt(items);
      for (int s = 0; s < sides; s++) {
        column[at + 2 + s] = users + items + 20 * s + random.nextInt(20);
      }
      double y = 3.5 + noise * random.nextGaussian();
      for (int a = at; a < at + active; a++) {
        value[a] = 1;
        y += w[column[a]];
        for (int b = at; b < a; b++) {
          for (int f = 0; f < v[0].length; f++) {
            y += v[column[a]][f] * v[column[b]][f];
          }
        }
      }
      labels[r] = (float) y;
      start[r + 1] = at + active;
    }
    return new Batch(new CsrMatrix(rows, w.length, start, column, value), labels, 1);
  }
}

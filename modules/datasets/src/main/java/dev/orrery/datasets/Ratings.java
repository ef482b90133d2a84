package dev.orrery.datasets;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What some users think of some items, by a factor model: rating = mean + bias of the user + bias
 * of the item + factors of the user . factors of the item + noise. Every pair is rated at most
 * once.
 */
final class Ratings extends Generator {

  private static final Hyperparameter<Long> COUNT = rows("20000");
  private static final Hyperparameter<Long> USERS =
      Hyperparameter.integer("users", 1, 100_000).defaultsTo("500").meaning("Number of users.");
  private static final Hyperparameter<Long> ITEMS =
      Hyperparameter.integer("items", 1, 100_000).defaultsTo("200").meaning("Number of items.");
  private static final Hyperparameter<Long> FACTORS =
      Hyperparameter.integer("factors", 1, 64)
          .defaultsTo("3")
          .meaning("Number of factors of a user and of an item.");
  private static final Hyperparameter<Double> NOISE =
      Hyperparameter.real("noise", Range.closed(0, 100))
          .defaultsTo("0.1")
          .meaning("Deviation of a rating from the model: the error that no model goes below.");

  private static final double MEAN = 3.5;
  private static final double BIAS_DEVIATION = 0.3;

  Ratings() {
    super(
        "ratings",
        "Ratings of items by users, by a known factor model; most pairs have none",
        "factorization machines see what users and items are to each other, a linear model cannot",
        COUNT,
        USERS,
        ITEMS,
        FACTORS,
        NOISE);
  }

  @Override
  Recipe recipe(Hyperparameters values, Draws draws) {
    int users = values.getInt(USERS);
    int items = values.getInt(ITEMS);
    long rows = values.get(COUNT);
    long pairs = (long) users * items;
    if (rows > pairs) {
      throw unfit(
          "rows", rows, Text.format("at most one per pair of %d users and %d items", users, items));
    }
    int factors = values.getInt(FACTORS);
    // So scaled, the product of factors has deviation 1.
    double scale = StrictMath.pow(factors, -0.25);
    return new Model(
        biases(users, draws),
        biases(items, draws),
        factors(users, factors, scale, draws),
        factors(items, factors, scale, draws),
        values.get(NOISE),
        new Permutation(pairs, draws),
        false);
  }

  private static double[] biases(int count, Draws draws) {
    double[] biases = draws.gaussians(count);
    for (int i = 0; i < count; i++) {
      biases[i] *= BIAS_DEVIATION;
    }
    return biases;
  }

  private static double[][] factors(int count, int factors, double scale, Draws draws) {
    double[][] all = new double[count][];
    for (int i = 0; i < count; i++) {
      all[i] = draws.gaussians(factors);
      for (int f = 0; f < factors; f++) {
        all[i][f] *= scale;
      }
    }
    return all;
  }

  /**
   * The model.
   *
   * @param oneHot whether a row has a column per user and per item, and not their two numbers
   */
  private record Model(
      double[] userBias,
      double[] itemBias,
      double[][] userFactors,
      double[][] itemFactors,
      double noise,
      Permutation pairs,
      boolean oneHot)
      implements Recipe {

    @Override
    public List<String> features() {
      if (!oneHot) {
        return List.of("user", "item");
      }
      List<String> names = new ArrayList<>();
      for (int u = 0; u < userBias.length; u++) {
        names.add("user=" + u);
      }
      for (int i = 0; i < itemBias.length; i++) {
        names.add("item=" + i);
      }
      return names;
    }

    @Override
    public Optional<String> label() {
      return Optional.of("rating");
    }

    @Override
    public float row(long row, Draws draws, float[] into, int at) {
      long pair = pairs.at(row);
      int user = (int) (pair / itemBias.length);
      int item = (int) (pair % itemBias.length);
      into[at] = user;
      into[at + 1] = item;
      double known =
          MEAN + userBias[user] + itemBias[item] + Draws.dot(userFactors[user], itemFactors[item]);
      return (float) (known + noise * draws.gaussian());
    }

    @Override
    public Batch block(long first, int rows, Draws draws) {
      if (!oneHot) {
        return Recipe.super.block(first, rows, draws);
      }
      int users = userBias.length;
      int[] start = new int[rows + 1];
      int[] column = new int[2 * rows];
      float[] value = new float[2 * rows];
      float[] labels = new float[rows];
      float[] pair = new float[2];
      for (int i = 0; i < rows; i++) {
        labels[i] = row(first + i, draws, pair, 0);
        column[2 * i] = (int) pair[0];
        column[2 * i + 1] = users + (int) pair[1];
        value[2 * i] = 1;
        value[2 * i + 1] = 1;
        start[i + 1] = 2 * i + 2;
      }
      return new Batch(
          new CsrMatrix(rows, users + itemBias.length, start, column, value), labels, 1);
    }

    @Override
    public Recipe encoded() {
      return new Model(userBias, itemBias, userFactors, itemFactors, noise, pairs, true);
    }

    @Override
    public Map<String, Object> truth() {
      Map<String, Object> truth = new LinkedHashMap<>();
      truth.put("mean", MEAN);
      truth.put("best_rmse", noise);
      truth.put("user_bias", userBias);
      truth.put("item_bias", itemBias);
      truth.put("user_factors", userFactors);
      truth.put("item_factors", itemFactors);
      return truth;
    }
  }
}

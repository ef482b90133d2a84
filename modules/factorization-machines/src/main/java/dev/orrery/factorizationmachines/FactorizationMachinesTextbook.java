package dev.orrery.factorizationmachines;

import dev.orrery.core.run.RandomStreams;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * SageMaker's factorization machine in plain loops, to be read (spec B6.3). It draws from the same
 * random streams as {@link FactorizationMachines} and learns the same weights, slowly, but for
 * float32 rounding. A feature that is 0 in all rows of a mini-batch is not touched by it.
 */
public final class FactorizationMachinesTextbook {

  /** The hyperparameters, under short names; rate, decay and sigma of bias, linear and factors. */
  public record Settings(
      boolean classifier,
      int k,
      int batchSize,
      int epochs,
      double[] rate,
      double[] decay,
      double[] sigma) {}

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-8;

  private final Settings settings;

  /** A weight of each feature, first of all the bias. */
  private final double[] w;

  /** The factors of each feature. */
  private final double[][] v;

  /** Moments of Adam, of w and of v. */
  private final double[][] momentW;

  private final double[][][] momentV;
  private int step;

  private FactorizationMachinesTextbook(Settings s, int n, RandomStreams random) {
    settings = s;
    w = new double[n + 1];
    v = new double[n][s.k];
    momentW = new double[n + 1][2];
    momentV = new double[n][s.k][2];
    w[n] = s.sigma[0] * random.stream("fm.init.bias", 0).nextGaussian();
    RandomGenerator ofLinear = random.stream("fm.init.linear", 0);
    RandomGenerator ofFactors = random.stream("fm.init.factors", 0);
    for (int i = 0; i < n; i++) {
      w[i] = s.sigma[1] * ofLinear.nextGaussian();
      for (int f = 0; f < s.k; f++) {
        v[i][f] = s.sigma[2] * ofFactors.nextGaussian();
      }
    }
  }

  /** A machine trained on some rows with a label each. */
  public static FactorizationMachinesTextbook train(
      double[][] rows, double[] labels, Settings s, RandomStreams random) {
    FactorizationMachinesTextbook machine =
        new FactorizationMachinesTextbook(s, rows[0].length, random);
    for (int epoch = 0; epoch < s.epochs; epoch++) {
      for (int from = 0; from < rows.length; from += s.batchSize) {
        int to = Math.min(rows.length, from + s.batchSize);
        machine.learn(Arrays.copyOfRange(rows, from, to), Arrays.copyOfRange(labels, from, to));
      }
    }
    return machine;
  }

  /** The raw output: bias, single features, and all pairs of features. */
  public double output(double[] x) {
    double y = w[x.length];
    for (int i = 0; i < x.length; i++) {
      y += w[i] * x[i];
      for (int j = i + 1; j < x.length; j++) {
        for (int f = 0; f < settings.k; f++) {
          y += v[i][f] * v[j][f] * x[i] * x[j];
        }
      }
    }
    return y;
  }

  /** One mini-batch: the gradient of its mean loss moves what occurs in it. */
  private void learn(double[][] rows, double[] labels) {
    int n = w.length - 1;
    double[] gradientW = new double[n + 1];
    double[][] gradientV = new double[n][settings.k];
    TreeSet<Integer> touched = new TreeSet<>();
    for (int r = 0; r < rows.length; r++) {
      double[] x = rows[r];
      double y = output(x);
      double slope = settings.classifier ? 1 / (1 + Math.exp(-y)) - labels[r] : 2 * (y - labels[r]);
      slope /= rows.length;
      gradientW[n] += slope;
      for (int i = 0; i < n; i++) {
        if (x[i] == 0) {
          continue;
        }
        touched.add(i);
        gradientW[i] += slope * x[i];
        for (int j = 0; j < n; j++) {
          for (int f = 0; f < settings.k && j != i; f++) {
            gradientV[i][f] += slope * x[i] * x[j] * v[j][f];
          }
        }
      }
    }
    step++;
    w[n] = moved(w[n], gradientW[n], momentW[n], 0);
    for (int i : touched) {
      w[i] = moved(w[i], gradientW[i], momentW[i], 1);
      for (int f = 0; f < settings.k; f++) {
        v[i][f] = moved(v[i][f], gradientV[i][f], momentV[i][f], 2);
      }
    }
  }

  /** Adam: running means of the gradient and of its square, corrected for their start at 0. */
  private double moved(double weight, double gradient, double[] moment, int group) {
    double g = gradient + settings.decay[group] * weight;
    moment[0] = BETA1 * moment[0] + (1 - BETA1) * g;
    moment[1] = BETA2 * moment[1] + (1 - BETA2) * g * g;
    double rate =
        settings.rate[group] * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
    return weight - rate * moment[0] / (Math.sqrt(moment[1]) + EPS);
  }
}

package dev.orrery.tuning.search;

import dev.orrery.core.run.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Functions that optimisers are tried on, each with the space to search (less is better). */
enum TestFunction {
  BRANIN(SearchSpace.of(real("x", -5, 10), real("y", 0, 15))) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      double x = d(s, "x");
      double y = d(s, "y");
      double a = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
      return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    }
  },
  NOISY_BRANIN(BRANIN.space) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      return BRANIN.at(s, noise) + 2 * noise.nextGaussian();
    }
  },
  HARTMANN3(cube(3, 0, 1)) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      double[][] a = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
      double[][] p = {
        {0.3689, 0.1170, 0.2673},
        {0.4699, 0.4387, 0.7470},
        {0.1091, 0.8732, 0.5547},
        {0.0381, 0.5743, 0.8828}
      };
      return hartmann(s, a, p);
    }
  },
  HARTMANN6(cube(6, 0, 1)) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      double[][] a = {
        {10, 3, 17, 3.5, 1.7, 8},
        {0.05, 10, 17, 0.1, 8, 14},
        {3, 3.5, 1.7, 10, 17, 8},
        {17, 8, 0.05, 10, 0.1, 14}
      };
      double[][] p = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
      };
      return hartmann(s, a, p);
    }
  },
  ACKLEY5(cube(5, -32.768, 32.768)) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      double[] x = x(s);
      double squares = 0;
      double waves = 0;
      for (double v : x) {
        squares += v * v / x.length;
        waves += Math.cos(2 * Math.PI * v) / x.length;
      }
      return 20 + Math.E - 20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves);
    }
  },
  ROSENBROCK4(cube(4, -5, 10)) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      double[] x = x(s);
      double sum = 0;
      for (int i = 0; i + 1 < x.length; i++) {
        sum += 100 * Math.pow(x[i + 1] - x[i] * x[i], 2) + Math.pow(1 - x[i], 2);
      }
      return sum;
    }
  },
  LEVY4(cube(4, -10, 10)) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      double[] w = IntStream.range(0, 4).mapToDouble(i -> 1 + (x(s)[i] - 1) / 4).toArray();
      double sum = Math.pow(Math.sin(Math.PI * w[0]), 2);
      for (int i = 0; i < 3; i++) {
        double wave = Math.sin(Math.PI * w[i] + 1);
        sum += Math.pow(w[i] - 1, 2) * (1 + 10 * wave * wave);
      }
      return sum + Math.pow(w[3] - 1, 2) * (1 + Math.pow(Math.sin(2 * Math.PI * w[3]), 2));
    }
  },
  /** A learning rate and a penalty: too great a rate diverges, one optimum near 3e-3 and 1e-5. */
  LEARNING(
      SearchSpace.of(
          new Parameter.Continuous("rate", 1e-6, 10, Scaling.LOGARITHMIC),
          new Parameter.Continuous("decay", 1e-8, 1, Scaling.LOGARITHMIC),
          new Parameter.Continuous("momentum", 0.5, 0.999, Scaling.REVERSE_LOGARITHMIC))) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      double rate = Math.log10(d(s, "rate") / 3e-3) - Math.log10((1 - d(s, "momentum")) / 0.1);
      double decay = Math.log10(d(s, "decay") / 1e-5);
      double loss = 0.2 + 0.15 * rate * rate + 0.01 * decay * decay;
      return rate > 1.5 ? Double.NaN : rate > 1 ? loss + Math.exp(8 * (rate - 1)) : loss;
    }
  },
  /** Words and whole numbers, the best word depending on the number of layers. */
  MIXED(
      SearchSpace.of(
          new Parameter.Categorical("optimizer", List.of("sgd", "adam", "rmsprop", "ftrl")),
          new Parameter.Categorical("bias", List.of("True", "False")),
          new Parameter.Whole("layers", 1, 12, Scaling.LINEAR),
          new Parameter.Whole("units", 4, 4096, Scaling.AUTO),
          new Parameter.Continuous("rate", 1e-5, 1, Scaling.LOGARITHMIC))) {
    @Override
    double at(Map<String, String> s, RandomGenerator noise) {
      int optimizer = List.of("sgd", "adam", "rmsprop", "ftrl").indexOf(s.get("optimizer"));
      double best = new double[] {-1, -3, -2.6, -1.5}[optimizer];
      double rate = Math.log10(d(s, "rate")) - best;
      double layers = (d(s, "layers") - 5) / 4;
      double units = (Math.log(d(s, "units") / 200)) / Math.log(2) / 4;
      return new double[] {0.6, 0.2, 0.3, 0.8}[optimizer]
          + (s.get("bias").equals("True") ? 0 : 0.25)
          + 0.3 * rate * rate
          + layers * layers
          + units * units
          + 0.4 * layers * units;
    }
  };

  final SearchSpace space;

  TestFunction(SearchSpace space) {
    this.space = space;
  }

  abstract double at(Map<String, String> setting, RandomGenerator noise);

  /** The value of the evaluation of a number, with noise of its own where there is noise. */
  double at(Map<String, String> setting, long seed, int number) {
    return at(setting, new RandomStreams(seed).stream("noise", number));
  }

  private static Parameter real(String name, double least, double most) {
    return new Parameter.Continuous(name, least, most, Scaling.LINEAR);
  }

  private static SearchSpace cube(int d, double least, double most) {
    return new SearchSpace(
        IntStream.range(0, d).mapToObj(i -> real("x" + i, least, most)).toList());
  }

  private static double d(Map<String, String> s, String name) {
    return Double.parseDouble(s.get(name));
  }

  private static double[] x(Map<String, String> s) {
    return s.values().stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static double hartmann(Map<String, String> s, double[][] a, double[][] p) {
    double[] alpha = {1, 1.2, 3, 3.2};
    double[] x = x(s);
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double inner = 0;
      for (int j = 0; j < x.length; j++) {
        inner += a[i][j] * Math.pow(x[j] - p[i][j], 2);
      }
      sum -= alpha[i] * Math.exp(-inner);
    }
    return sum;
  }
}

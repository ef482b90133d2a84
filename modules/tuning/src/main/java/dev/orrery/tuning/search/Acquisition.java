package dev.orrery.tuning.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Finds where the expected improvement is greatest: many points spread over the unit cube by a
 * shifted Sobol sequence, more around the best ones known, and a climb by ever smaller steps from
 * the best of all of them.
 */
final class Acquisition {

  private static final int SPREAD = 1000;
  private static final int NEAR = 400;
  private static final int CLIMBS = 5;
  private static final int STEPS = 120;
  private static final double FIRST_STEP = 0.1;
  private static final double LAST_STEP = 1e-3;

  private final SearchSpace space;
  private final Function<double[], GaussianProcess.Posterior> process;
  private final double best;
  private final RandomGenerator random;

  /** A point of the unit cube, a coordinate per parameter, and its logarithm of improvement. */
  record Candidate(double[] point, double value) {}

  /**
   * A search.
   *
   * @param process what is known of a point of the unit cube, a coordinate per parameter
   * @param best what is to be improved on, as the process sees it
   */
  Acquisition(
      SearchSpace space,
      Function<double[], GaussianProcess.Posterior> process,
      double best,
      RandomGenerator random) {
    this.space = space;
    this.process = process;
    this.best = best;
    this.random = random;
  }

  /**
   * The candidates, best first.
   *
   * @param known the best points so far, around which to look too
   */
  List<Candidate> candidates(List<double[]> known) {
    List<Candidate> found = new ArrayList<>();
    int d = space.parameters().size();
    double[] shift = random.doubles(d).toArray();
    SobolSequenceGenerator sobol = new SobolSequenceGenerator(d);
    for (int i = 0; i < SPREAD; i++) {
      double[] point = sobol.nextVector();
      for (int j = 0; j < d; j++) {
        point[j] = (point[j] + shift[j]) % 1;
      }
      found.add(valued(point));
    }
    for (int i = 0; !known.isEmpty() && i < NEAR; i++) {
      double step = Math.exp(Math.log(LAST_STEP) * random.nextDouble()) * 0.5;
      found.add(valued(moved(known.get(i % known.size()), step)));
    }
    found.sort(Comparator.comparingDouble(Candidate::value).reversed());
    List<Candidate> tops = new ArrayList<>(found.subList(0, CLIMBS));
    tops.forEach(top -> found.add(climb(top)));
    found.sort(Comparator.comparingDouble(Candidate::value).reversed());
    return found;
  }

  private Candidate climb(Candidate from) {
    Candidate at = from;
    for (int i = 0; i < STEPS; i++) {
      double step = FIRST_STEP * Math.pow(LAST_STEP / FIRST_STEP, (double) i / STEPS);
      Candidate next = valued(moved(at.point(), step));
      if (next.value() > at.value()) {
        at = next;
      }
    }
    return at;
  }

  /** A point near another: some coordinates moved, a word drawn anew now and then. */
  private double[] moved(double[] from, double step) {
    double[] to = from.clone();
    int d = to.length;
    double share = Math.max(1.0 / d, random.nextDouble());
    int sure = random.nextInt(d);
    IntStream.range(0, d)
        .filter(j -> j == sure || random.nextDouble() < share)
        .forEach(j -> to[j] = moved(j, to[j], step));
    return to;
  }

  private double moved(int parameter, double from, double step) {
    return switch (space.parameters().get(parameter)) {
      case Parameter.Categorical _ -> random.nextInt(3) == 0 ? random.nextDouble() : from;
      case Parameter.Whole whole ->
          Math.clamp(from + Math.max(step, 1 / whole.count()) * random.nextGaussian(), 0, 1);
      case Parameter.Continuous _ -> Math.clamp(from + step * random.nextGaussian(), 0, 1);
    };
  }

  private Candidate valued(double[] point) {
    GaussianProcess.Posterior posterior = process.apply(point);
    return new Candidate(
        point, ExpectedImprovement.logarithm(posterior.mean(), posterior.deviation(), best));
  }
}

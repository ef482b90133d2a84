package dev.orrery.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;

/**
 * Times of the single shots of one contender.
 *
 * @param seconds sorted, one or more
 */
record Shots(double[] seconds) {

  /** Sorts a copy. */
  Shots {
    seconds = seconds.clone();
    Arrays.sort(seconds);
  }

  /** All shots that JMH took. */
  static Shots of(Collection<RunResult> results) {
    if (results.size() != 1) {
      throw new IllegalStateException("JMH measured nothing");
    }
    return new Shots(
        results.iterator().next().getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(shot -> shot.getPrimaryResult().getScore())
            .toArray());
  }

  /** The same shots, all longer by a factor. */
  Shots times(double factor) {
    return new Shots(Arrays.stream(seconds).map(s -> s * factor).toArray());
  }

  /** The median. */
  double median() {
    return quantile(0.5);
  }

  /** The interquartile range. */
  double spread() {
    return quantile(0.75) - quantile(0.25);
  }

  /** The value below which a share of the shots lies, between two by their distance. */
  double quantile(double share) {
    double at = share * (seconds.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, seconds.length - 1);
    return seconds[below] + (at - below) * (seconds[above] - seconds[below]);
  }
}

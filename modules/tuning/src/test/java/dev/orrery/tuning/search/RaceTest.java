package dev.orrery.tuning.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The Bayesian strategy against random search: in the median it reaches random search's best of 60
 * within 25 evaluations. The table in docs/tuning.md is made by {@link #median}.
 */
class RaceTest {

  @Test
  void aFewRepetitionsOnAnEasyFunction() {
    int[] evaluations = Race.sorted(TestFunction.HARTMANN3, 5);
    assertThat(evaluations[2]).isLessThanOrEqualTo(25);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(TestFunction.class)
  void median(TestFunction function, TestReporter reporter) {
    int[] evaluations = Race.sorted(function, 20);
    double median = (evaluations[9] + evaluations[10]) / 2.0;
    reporter.publishEntry(
        function.name(),
        "median " + median + ", quartiles " + evaluations[5] + " and " + evaluations[15]);
    assertThat(median).isLessThanOrEqualTo(25);
  }
}

package dev.orrery.tuning.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariationTest {

  private static List<String> values(String text) {
    return Variation.parse(text, Results.SCHEMA).values();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k=3 | 3",
        "k=2..5 | 2 3 4 5",
        "k=2..20:6 | 2 8 14 20",
        "k=2..21:6 | 2 8 14 20",
        "k=1..1000:log4 | 1 10 100 1000",
        "k=1..4:log9 | 1 2 3 4",
        "k=1, 5..7 ,100 | 1 5 6 7 100",
        "k=5,5,05 | 5",
        "factor=auto,4..6 | auto 4 5 6",
        "rate=1e-4..1:log5 | 0.0001 0.001 0.01 0.1 1",
        "rate=1e-5..1e-3:log3 | 1e-5 0.0001 0.001",
        "rate=1..8:log3 | 1 2.828 8",
        "share=0..1:0.25 | 0 0.25 0.5 0.75 1",
        "share=0..0.35:0.1 | 0 0.1 0.2 0.3",
        "method=random,kmeans++ | random kmeans++",
        "bias=true,false | true false",
        "metrics=[\"msd\",\"ssd\"],[\"msd\"] | [\"msd\",\"ssd\"] [\"msd\"]",
        "fields=0-4,5-9;0-2,3-9 | 0-4,5-9 0-2,3-9",
      })
  void valuesAreWhatPeopleMean(String text, String expected) {
    assertThat(values(text)).containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n=1 | Additional hyperparameters are not allowed ('n' was unexpected)",
        "k=0..3 | The value '0' is not valid for the 'k' hyperparameter which expects an integer between 1 and 5000",
        "k=2.5 | The value '2.5' is not valid for the 'k' hyperparameter",
        "k= | has no values",
        "k=5..2 | begins above its end",
        "k=1..10:0.5 | must be a whole number above 0",
        "k=1..10:-1 | must be a whole number above 0",
        "k=1..x | Cannot read the values",
        "k=1..10:fast | Cannot read the values",
        "share=0..1 | needs a step",
        "share=0..1:log5 | need a range above 0",
        "rate=1e-4..1:log1 | at least 2 values",
        "method=best | accepts one of the following: 'random', 'kmeans++'",
        "k=1..999999999 | more than 100000 values",
        "share=0..1:0.0000001 | more than 100000 values",
        "k | There is no recommended range of 'k'",
      })
  void whatCannotBeVariedIsToldInOneSentence(String text, String told) {
    assertThatThrownBy(() -> values(text))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(told)
        .extracting(e -> ((CustomerError) e).where().orElseThrow())
        .asString()
        .startsWith("--vary");
  }

  @Test
  void aNameAloneTakesTheRecommendedRangeAndSaysSo() {
    Variation factor = Variation.parse("factor", Results.SCHEMA);
    assertThat(factor.values()).containsExactly("4", "5", "6", "7", "8", "9", "10");
    assertThat(factor.note())
        .contains(
            "'factor' was given no values: 4, 5, 6, 7, 8, 9, 10 (the range that SageMaker recommends for tuning, 4 to 10).");
    assertThat(values("rate")).containsExactly("1e-5", "0.0001", "0.001", "0.01", "0.1", "1");
    assertThat(values("bias")).containsExactly("true", "false");
    assertThat(values("method")).containsExactly("random", "kmeans++");
  }

  @Test
  void widePositiveRangesLieOnALogarithmicAxis() {
    assertThat(Variation.parse("rate=1e-4..1:log5", Results.SCHEMA).logarithmic()).isTrue();
    assertThat(Variation.parse("rate=1..2:0.5", Results.SCHEMA).logarithmic()).isFalse();
    assertThat(Variation.parse("k=2..20", Results.SCHEMA).logarithmic()).isFalse();
    assertThat(Variation.parse("share=0..1:0.5", Results.SCHEMA).logarithmic()).isFalse();
    assertThat(Variation.parse("method", Results.SCHEMA).logarithmic()).isFalse();
  }

  @Property(seed = "20261121")
  void aRangeHasEveryWholeNumberOfIt(
      @ForAll @IntRange(min = 1, max = 4000) int from,
      @ForAll @IntRange(min = 0, max = 900) int length,
      @ForAll @IntRange(min = 1, max = 50) int step) {
    List<String> values = values("k=" + from + ".." + (from + length) + ":" + step);
    assertThat(values).hasSize(length / step + 1).first().isEqualTo(Integer.toString(from));
    assertThat(Integer.parseInt(values.getLast()))
        .isBetween(from + length - step + 1, from + length);
  }

  @Property(seed = "20261121")
  void logarithmicStepsRiseByEqualFactorsBetweenTheEnds(
      @ForAll @IntRange(min = -8, max = 0) int from,
      @ForAll @IntRange(min = 1, max = 8) int decades,
      @ForAll @IntRange(min = 3, max = 30) int count) {
    List<Double> values =
        values("rate=1e" + from + "..1e" + (from + decades) + ":log" + count).stream()
            .map(Double::parseDouble)
            .toList();
    assertThat(values).hasSize(count);
    assertThat(values.getFirst()).isEqualTo(Double.parseDouble("1e" + from));
    assertThat(values.getLast()).isEqualTo(Double.parseDouble("1e" + (from + decades)));
    double factor = Math.pow(10, (double) decades / (count - 1));
    for (int i = 1; i < count; i++) {
      assertThat(values.get(i) / values.get(i - 1))
          .isBetween(factor * (1 - 2e-3), factor * (1 + 2e-3));
    }
  }

  @Test
  void theLastVariationVariesFastestThenSeedsThenFolds() {
    Grid grid = Results.grid(2, 3, "k=1..2", "method");
    assertThat(grid.settings()).hasSize(4);
    assertThat(grid.settings().get(1)).containsEntry("k", "1").containsEntry("method", "kmeans++");
    assertThat(grid.trials()).hasSize(24);
    assertThat(grid.trials().get(4).repetition()).isEqualTo(1);
    assertThat(grid.trials().get(4).fold()).isEqualTo(1);
  }

  @Test
  void hugeGridsAndNamesGivenTwiceAreRefused() {
    assertThatThrownBy(() -> Results.grid(30, 1, "k=1..5000"))
        .hasMessageContaining("This would be 150000 trainings, more than 100000");
    assertThatThrownBy(() -> Results.grid(1, 1, "k=1..5", "k=6"))
        .hasMessageContaining("'k' varies twice");
    assertThatThrownBy(() -> Results.grid(0, 1, "k=1..5")).hasMessageContaining("repetition");
  }
}

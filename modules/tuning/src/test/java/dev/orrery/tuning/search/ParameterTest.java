package dev.orrery.tuning.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.error.CustomerError;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ParameterTest {

  @Property(seed = "20261121", tries = 300)
  void positionOfAValueGivesItBack(
      @ForAll @DoubleRange(min = 0, max = 1) double u, @ForAll Scaling scaling) {
    Parameter real = new Parameter.Continuous("x", 1e-6, 0.9, scaling);
    String value = real.at(u);
    assertThat(real.contains(value)).isTrue();
    assertThat(real.position(value)).isCloseTo(u, within(1e-7));
  }

  @Property(seed = "20261121", tries = 300)
  void wholeNumbersLieWhereTheyAreDrawn(
      @ForAll @IntRange(min = 1, max = 5000) int value, @ForAll boolean logarithmic) {
    Parameter whole =
        new Parameter.Whole("k", 1, 5000, logarithmic ? Scaling.LOGARITHMIC : Scaling.LINEAR);
    String text = Integer.toString(value);
    assertThat(whole.at(whole.position(text))).isEqualTo(text);
  }

  @Property(seed = "20261121", tries = 100)
  void theModelSeesWhatWouldBeTried(@ForAll @DoubleRange(min = 0, max = 1) double u) {
    SearchSpace space =
        SearchSpace.of(
            new Parameter.Whole("k", 2, 9, Scaling.LINEAR),
            new Parameter.Categorical("o", List.of("a", "b", "c")),
            new Parameter.Continuous("x", 0, 3, Scaling.LINEAR));
    double[] point = {u, 1 - u, u};
    assertThat(space.encodeAt(point)).containsExactly(space.encode(space.at(point)), within(1e-12));
  }

  @Test
  void endsAreAsLikelyAsTheRest() {
    Parameter whole = new Parameter.Whole("k", 1, 4, Scaling.LINEAR);
    List<String> values = IntStream.range(0, 8).mapToObj(i -> whole.at((i + 0.5) / 8)).toList();
    assertThat(values).containsExactly("1", "1", "2", "2", "3", "3", "4", "4");
  }

  @Test
  void scalingsAreEvenInTheirTransform() {
    assertThat(new Parameter.Continuous("x", 1e-4, 1, Scaling.LOGARITHMIC).at(0.5))
        .satisfies(v -> assertThat(Double.parseDouble(v)).isCloseTo(1e-2, within(1e-12)));
    assertThat(new Parameter.Continuous("x", 0, 0.99, Scaling.REVERSE_LOGARITHMIC).at(0.5))
        .satisfies(v -> assertThat(Double.parseDouble(v)).isCloseTo(0.9, within(1e-12)));
    assertThat(Scaling.AUTO.over(1e-3, 1)).isEqualTo(Scaling.LOGARITHMIC);
    assertThat(Scaling.AUTO.over(2e-3, 1)).isEqualTo(Scaling.LINEAR);
    assertThat(Scaling.AUTO.over(0, 1e6)).isEqualTo(Scaling.LINEAR);
  }

  @Test
  void sageMakersLimitsAreHeld() {
    assertThatThrownBy(() -> new Parameter.Continuous("x", 0, 1, Scaling.LOGARITHMIC))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("greater than 0");
    assertThatThrownBy(() -> new Parameter.Continuous("x", 0, 1, Scaling.REVERSE_LOGARITHMIC))
        .hasMessageContaining("0 <= x < 1.0");
    assertThatThrownBy(() -> new Parameter.Whole("k", 0, 1, Scaling.REVERSE_LOGARITHMIC))
        .hasMessageContaining("not supported for the integer parameter 'k'");
    assertThatThrownBy(() -> new Parameter.Continuous("x", 2, 1, Scaling.AUTO))
        .hasMessageContaining("MinValue <= MaxValue");
    List<String> words = IntStream.range(0, 31).mapToObj(Integer::toString).toList();
    assertThatThrownBy(() -> new Parameter.Categorical("c", words))
        .hasMessageContaining("31 values; expected 1 to 30");
    assertThatThrownBy(() -> new Parameter.Categorical("c", List.of()))
        .hasMessageContaining("0 values");
    List<Parameter> many =
        IntStream.range(0, 31)
            .mapToObj(i -> (Parameter) new Parameter.Categorical("p" + i, List.of("a")))
            .toList();
    assertThatThrownBy(() -> new SearchSpace(many)).hasMessageContaining("31 parameters");
    Parameter twice = new Parameter.Categorical("p", List.of("a"));
    assertThatThrownBy(() -> SearchSpace.of(twice, twice)).hasMessageContaining("two ranges");
  }

  @Test
  void aSettingIsInsideOnlyWhenEveryValueIs() {
    SearchSpace space =
        SearchSpace.of(
            new Parameter.Whole("k", 2, 9, Scaling.LINEAR),
            new Parameter.Categorical("o", List.of("a", "b")));
    assertThat(space.contains(Map.of("k", "2", "o", "b"))).isTrue();
    assertThat(space.contains(Map.of("k", "10", "o", "b"))).isFalse();
    assertThat(space.contains(Map.of("k", "2.5", "o", "b"))).isFalse();
    assertThat(space.contains(Map.of("k", "2"))).isFalse();
  }
}

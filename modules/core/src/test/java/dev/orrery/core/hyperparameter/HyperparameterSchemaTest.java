package dev.orrery.core.hyperparameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HyperparameterSchemaTest {

  private static final Hyperparameter<Long> K =
      Hyperparameter.integer("k", 1).required().meaning("Number of clusters.");
  private static final Hyperparameter<Long> FACTOR =
      Hyperparameter.integer("extra_center_factor", 1).auto("10").meaning("Extra centers.");
  private static final Hyperparameter<Double> TOLERANCE =
      Hyperparameter.real("tol", Range.closed(0, 1)).defaultsTo("0.0001").meaning("Tolerance.");
  private static final Hyperparameter<String> INIT =
      Hyperparameter.choice("init_method", "random", "kmeans++")
          .defaultsTo("random")
          .meaning("First centers.");
  private static final Hyperparameter<List<String>> METRICS =
      Hyperparameter.choices("eval_metrics", "msd", "ssd")
          .defaultsTo("[\"msd\"]")
          .meaning("Metrics.");
  private static final Hyperparameter<Boolean> DENSE =
      Hyperparameter.bool("force_dense").defaultsTo("true").meaning("Dense.");
  private static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(K, FACTOR, TOLERANCE, INIT, METRICS, DENSE);

  @Test
  void fillsInDefaultsAndReadsEveryType() {
    Hyperparameters values = SCHEMA.validate(Map.of("k", "10", "force_dense", "False"));

    assertThat(values.get(K)).isEqualTo(10L);
    assertThat(values.isAuto(FACTOR)).isTrue();
    assertThat(values.getOr(FACTOR, 7L)).isEqualTo(7L);
    assertThat(values.get(TOLERANCE)).isEqualTo(1e-4);
    assertThat(values.get(INIT)).isEqualTo("random");
    assertThat(values.get(METRICS)).containsExactly("msd");
    assertThat(values.get(DENSE)).isFalse();
    assertThat(values.asMap())
        .containsEntry("k", "10")
        .containsEntry("extra_center_factor", "auto")
        .containsEntry("force_dense", "False");
  }

  @Test
  void readsATextOfAForm() {
    Hyperparameter<String> fields =
        Hyperparameter.text("fields", "\\d+-\\d+(,\\d+-\\d+)*", "ranges such as 0-9,10-19")
            .meaning("Ranges.");
    HyperparameterSchema schema = HyperparameterSchema.of(fields);

    assertThat(schema.validate(Map.of("fields", "0-3,4-5")).get(fields)).isEqualTo("0-3,4-5");
    assertThatThrownBy(() -> schema.validate(Map.of("fields", "0-3;4-5")))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The value '0-3;4-5' is not valid for the 'fields' hyperparameter which expects ranges"
                + " such as 0-9,10-19");
  }

  @Test
  void suggestsTheNearestNameForAnUnknownOne() {
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "3", "exta_center_factor", "2")))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "Additional hyperparameters are not allowed ('exta_center_factor' was unexpected)."
                + " Did you mean 'extra_center_factor'?");
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "3", "zzzzzzzzzz", "2")))
        .hasMessage("Additional hyperparameters are not allowed ('zzzzzzzzzz' was unexpected)");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> SCHEMA.validate(Map.of()))
        .hasMessage("No value(s) were specified for 'k' which are required hyperparameter(s)");
  }

  @Test
  void saysWhatWasExpectedOfABadValue() {
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "0")))
        .hasMessage(
            "The value '0' is not valid for the 'k' hyperparameter which expects one of the following:"
                + " a string which matches the pattern '^([1-9][0-9]*)$'; or an integer greater than"
                + " 1 (SageMaker's words; 1 is allowed too)");
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "2", "extra_center_factor", "x")))
        .hasMessage(
            "The value 'x' is not valid for the 'extra_center_factor' hyperparameter which expects"
                + " one of the following: 'auto'; or an integer greater than or equal to 1");
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "2", "init_method", "best")))
        .hasMessage(
            "The value 'best' is not valid for the 'init_method' hyperparameter which accepts one"
                + " of the following: 'random', 'kmeans++'");
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "2", "tol", "NaN")))
        .hasMessage(
            "The value 'NaN' is not valid for the 'tol' hyperparameter which expects a number in"
                + " [0, 1]");
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "2", "eval_metrics", "[msd]")))
        .hasMessageContaining("expects a JSON list of one or more of: \"msd\", \"ssd\"");
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "2", "eval_metrics", "[\"msd\",\"x\"]")))
        .hasMessage(
            "The list of values for hyperparameter 'eval_metrics' contains invalid value: ['x']. The"
                + " supported values are: ['msd', 'ssd']. Please provide supported values for"
                + " hyperparamter 'eval_metrics' and try again.");
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "2", "eval_metrics", "[\"msd\",\"msd\"]")))
        .isInstanceOf(CustomerError.class);
    assertThatThrownBy(() -> SCHEMA.validate(Map.of("k", "99999999999999999999")))
        .isInstanceOf(CustomerError.class);
  }

  @Test
  void acceptsSageMakersInternalNamesAndKeepsThemOut() {
    assertThat(SCHEMA.validate(Map.of("k", "2", "_kvstore", "auto")).asMap())
        .doesNotContainKey("_kvstore");
  }

  @Test
  void refusesADefaultThatItsOwnTypeRefuses() {
    Hyperparameter<Long> bad = Hyperparameter.integer("n", 1).defaultsTo("0").meaning("");
    assertThatThrownBy(() -> HyperparameterSchema.of(bad))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HyperparameterSchema.of(K, K))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changesOneValue() {
    Hyperparameters values = SCHEMA.validate(Map.of("k", "10")).with(K, 4);
    assertThat(values.get(K)).isEqualTo(4L);
    assertThat(values.get(INIT)).isEqualTo("random");
  }

  @Test
  void measuresHowFarWordsAreApart() {
    assertThat(EditDistance.of("kitten", "sitting")).isEqualTo(3);
    assertThat(EditDistance.of("ephocs", "epochs")).isEqualTo(2);
    assertThat(EditDistance.of("kmaens", "kmeans")).isEqualTo(1);
    assertThat(EditDistance.of("", "abc")).isEqualTo(3);
  }

  @Test
  void tuningRangesAreToldInFull() {
    Hyperparameter<Double> rate =
        Hyperparameter.real("rate", Range.above(0))
            .tunable(0.0001, 1, Hyperparameter.Scale.LOGARITHMIC)
            .meaning("Step.");
    assertThat(rate.tunable().orElseThrow()).hasToString("1e-4 to 1, logarithmic");
    Hyperparameter<String> way =
        Hyperparameter.choice("way", "a", "b").tunable("b", "a").meaning("Way.");
    assertThat(way.tunable().orElseThrow()).hasToString("b, a");
  }

  @Test
  void aNumberOrAWordIsEither() {
    Hyperparameter<OptionalDouble> weight =
        Hyperparameter.realOrWord("weight", Range.above(0), "balanced")
            .defaultsTo("1.0")
            .meaning("");
    HyperparameterSchema schema = HyperparameterSchema.of(weight);
    assertThat(schema.validate(Map.of()).get(weight)).hasValue(1);
    assertThat(schema.validate(Map.of("weight", "balanced")).get(weight)).isEmpty();
    assertThatThrownBy(() -> schema.validate(Map.of("weight", "0")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("expects one of the following: 'balanced'; or a number in (0,");
  }
}

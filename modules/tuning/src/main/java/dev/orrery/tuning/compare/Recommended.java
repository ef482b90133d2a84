package dev.orrery.tuning.compare;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameter.Scale;
import dev.orrery.core.hyperparameter.Hyperparameter.Tunable;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.ValueType;
import dev.orrery.core.text.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The values of a hyperparameter of which only the name is given. */
final class Recommended {

  /** Whole numbers of a range that are all tried. */
  private static final int ALL = 10;

  private static final int LINEAR_STEPS = 5;
  private static final int MOST_DECADES = 9;

  private Recommended() {}

  /**
   * The range that SageMaker recommends for tuning, in few steps; else every word there is.
   *
   * @throws CustomerError when there is neither
   */
  static Variation variation(Hyperparameter<?> hyperparameter, HyperparameterSchema schema) {
    String name = hyperparameter.name();
    List<String> values;
    String source;
    if (hyperparameter.tunable().isPresent()) {
      Tunable range = hyperparameter.tunable().get();
      values = range.choices().isEmpty() ? numbers(hyperparameter, range) : range.choices();
      source = "the range that SageMaker recommends for tuning, " + range;
    } else {
      source = "all that it takes";
      values =
          switch (hyperparameter.type()) {
            case ValueType.Choice words -> words.choices();
            case ValueType.Bool _ -> List.of("true", "false");
            default ->
                throw new CustomerError(
                    Text.format(
                        "There is no recommended range of '%1$s'; give values such as --vary %1$s=1,2,3",
                        name),
                    Variation.where(name));
          };
    }
    values.forEach(value -> Variation.check(schema, name, value));
    return new Variation(
        hyperparameter,
        values,
        Optional.of(
            Text.format(
                "'%s' was given no values: %s (%s).", name, String.join(", ", values), source)));
  }

  private static List<String> numbers(Hyperparameter<?> hyperparameter, Tunable range) {
    boolean whole = hyperparameter.type() instanceof ValueType.Int;
    if (range.scale() == Scale.LOGARITHMIC) {
      int decades = (int) Math.round(Math.log10(range.to() / range.from()));
      return Steps.logarithmic(
          hyperparameter.name(),
          BigDecimal.valueOf(range.from()),
          BigDecimal.valueOf(range.to()),
          Math.clamp(decades + 1L, 3, MOST_DECADES),
          whole);
    }
    boolean few = whole && range.to() - range.from() < ALL;
    return Steps.linear(
        range.from(),
        range.to(),
        few ? (int) (range.to() - range.from()) + 1 : LINEAR_STEPS,
        whole);
  }
}

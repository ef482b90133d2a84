package dev.orrery.tuning.job;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.ValueType;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.search.Parameter;
import dev.orrery.tuning.search.Scaling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Ranges as people write them, checked against what an algorithm takes. {@link Scaling#AUTO}
 * becomes logarithmic where SageMaker recommends a logarithmic range or where the values span a
 * factor of a thousand, else linear.
 */
public final class Ranges {

  private static final Map<String, Scaling> WORDS =
      Map.of(
          "auto", Scaling.AUTO,
          "linear", Scaling.LINEAR,
          "lin", Scaling.LINEAR,
          "log", Scaling.LOGARITHMIC,
          "logarithmic", Scaling.LOGARITHMIC,
          "reverse-log", Scaling.REVERSE_LOGARITHMIC,
          "reverselogarithmic", Scaling.REVERSE_LOGARITHMIC);

  private Ranges() {}

  /**
   * A range: {@code learning_rate=1e-4..1}, {@code learning_rate=1e-4..1:log}, {@code
   * optimizer=sgd,adam}, or {@code k} alone for the range that SageMaker recommends.
   *
   * @throws CustomerError when it cannot be read or is not one of this algorithm's
   */
  public static Parameter parse(String text, HyperparameterSchema schema) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals).strip();
    Hyperparameter<?> known = find(name, schema);
    if (equals < 0) {
      return recommended(known)
          .orElseThrow(
              () ->
                  new CustomerError(
                      Text.format(
                          "SageMaker recommends no range for '%1$s'; give one, as %1$s=LEAST..MOST or %1$s=A,B,C",
                          name),
                      "--range " + name));
    }
    String values = text.substring(equals + 1).strip();
    int dots = values.indexOf("..");
    if (dots < 0) {
      return checked(
          new Parameter.Categorical(
              name, List.of(values.split(",")).stream().map(String::strip).toList()),
          schema);
    }
    int colon = values.indexOf(':', dots);
    String scale =
        colon < 0 ? "auto" : values.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
    Scaling scaling = WORDS.get(scale);
    if (scaling == null) {
      throw new CustomerError(
          "There is no scaling '" + scale + "'; expected auto, linear, log or reverse-log",
          "--range " + name);
    }
    String least = values.substring(0, dots).strip();
    String most = values.substring(dots + 2, colon < 0 ? values.length() : colon).strip();
    return checked(
        known.type() instanceof ValueType.Int
            ? whole(name, least, most, scaling)
            : continuous(name, least, most, scaling),
        schema);
  }

  /** A range of whole numbers whose ends are text. */
  static Parameter whole(String name, String least, String most, Scaling scaling) {
    try {
      return new Parameter.Whole(name, Long.parseLong(least), Long.parseLong(most), scaling);
    } catch (NumberFormatException e) {
      throw new CustomerError(
          Text.format(
              "The range of '%s' goes from '%s' to '%s'; expected two whole numbers",
              name, least, most),
          name,
          e);
    }
  }

  /** A range of real numbers whose ends are text. */
  static Parameter continuous(String name, String least, String most, Scaling scaling) {
    try {
      return new Parameter.Continuous(
          name, Double.parseDouble(least), Double.parseDouble(most), scaling);
    } catch (NumberFormatException e) {
      throw new CustomerError(
          Text.format(
              "The range of '%s' goes from '%s' to '%s'; expected two numbers", name, least, most),
          name,
          e);
    }
  }

  /** The range that SageMaker recommends. */
  public static Optional<Parameter> recommended(Hyperparameter<?> hyperparameter) {
    return hyperparameter
        .tunable()
        .map(
            range -> {
              String name = hyperparameter.name();
              if (!range.choices().isEmpty()) {
                return new Parameter.Categorical(name, range.choices());
              }
              Scaling scaling =
                  range.scale() == Hyperparameter.Scale.LOGARITHMIC
                      ? Scaling.LOGARITHMIC
                      : Scaling.LINEAR;
              return hyperparameter.type() instanceof ValueType.Int
                  ? new Parameter.Whole(name, (long) range.from(), (long) range.to(), scaling)
                  : new Parameter.Continuous(name, range.from(), range.to(), scaling);
            });
  }

  /**
   * The range with its scaling decided.
   *
   * @throws CustomerError when the algorithm has no such hyperparameter, of this type and with
   *     these values
   */
  static Parameter checked(Parameter parameter, HyperparameterSchema schema) {
    Hyperparameter<?> known = find(parameter.name(), schema);
    return switch (parameter) {
      case Parameter.Categorical words -> {
        words.values().forEach(value -> checkValue(known, value));
        yield words;
      }
      case Parameter.Whole whole -> {
        checkValue(known, Long.toString(whole.least()));
        checkValue(known, Long.toString(whole.most()));
        yield new Parameter.Whole(
            whole.name(),
            whole.least(),
            whole.most(),
            decided(whole.scaling(), whole.least(), whole.most(), known));
      }
      case Parameter.Continuous real -> {
        if (known.type() instanceof ValueType.Int) {
          throw new CustomerError(
              "The hyperparameter '"
                  + known
                  + "' takes whole numbers; expected it among the IntegerParameterRanges",
              known.name());
        }
        checkValue(known, Double.toString(real.least()));
        checkValue(known, Double.toString(real.most()));
        yield new Parameter.Continuous(
            real.name(),
            real.least(),
            real.most(),
            decided(real.scaling(), real.least(), real.most(), known));
      }
    };
  }

  private static Scaling decided(
      Scaling asked, double least, double most, Hyperparameter<?> hyperparameter) {
    if (asked != Scaling.AUTO) {
      return asked;
    }
    boolean recommended =
        hyperparameter
            .tunable()
            .filter(range -> range.scale() == Hyperparameter.Scale.LOGARITHMIC)
            .isPresent();
    return recommended && least > 0 ? Scaling.LOGARITHMIC : Scaling.AUTO.over(least, most);
  }

  private static Hyperparameter<?> find(String name, HyperparameterSchema schema) {
    Optional<Hyperparameter<?>> found = schema.find(name);
    if (found.isEmpty()) {
      try {
        schema.validate(Map.of(name, "")); // refuses it, with the nearest name
      } catch (CustomerError e) {
        throw new CustomerError(e.getMessage(), "--range " + name, e);
      }
    }
    return found.orElseThrow();
  }

  private static void checkValue(Hyperparameter<?> hyperparameter, String value) {
    boolean auto = hyperparameter.autoMeaning().isPresent();
    if (!(auto && value.equals("auto")) && hyperparameter.type().parse(value).isEmpty()) {
      throw new CustomerError(
          Text.format(
              "The value '%s' is not valid for the '%s' hyperparameter which %s",
              value, hyperparameter.name(), hyperparameter.type().expects(auto)),
          "--range " + hyperparameter.name());
    }
  }
}

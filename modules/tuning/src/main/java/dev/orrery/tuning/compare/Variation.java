package dev.orrery.tuning.compare;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hyperparameter and the values that are tried.
 *
 * @param hyperparameter which one
 * @param values as text, in order, none twice
 * @param note what was decided for the user
 */
public record Variation(
    Hyperparameter<?> hyperparameter, List<String> values, Optional<String> note) {

  /** Keeps a copy of the values. */
  public Variation {
    values = List.copyOf(values);
  }

  /** The hyperparameter's name. */
  public String name() {
    return hyperparameter.name();
  }

  /** Whether the values are numbers, words such as {@code auto} left aside. */
  public boolean numeric() {
    return hyperparameter.type() instanceof ValueType.Int
        || hyperparameter.type() instanceof ValueType.Real
        || hyperparameter.type() instanceof ValueType.RealOrWord;
  }

  /**
   * Whether the values lie best on a logarithmic axis: all above 0, and each about the same factor
   * above the one before, or two powers of ten apart.
   */
  public boolean logarithmic() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (String value : values) {
      double x = number(value);
      if (!Double.isNaN(x)) {
        least = Math.min(least, x);
        most = Math.max(most, x);
      }
    }
    boolean whole = hyperparameter.type() instanceof ValueType.Int;
    return numeric() && least > 0 && most / least >= (whole ? 1000 : 50);
  }

  /** The number of a text; NaN for a word. */
  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * The variation of a text: {@code name=values}, or a name alone for the range that is recommended
   * for tuning.
   *
   * <p>Values are separated by commas, or by semicolons where they hold commas themselves; {@code
   * 2..20} are whole numbers, {@code 2..20:3} every third, {@code 0..1:0.25} steps of that size and
   * {@code 1e-4..1:log5} five values by equal factors.
   *
   * @throws CustomerError for what cannot be understood, and in the schema's words for a value that
   *     the hyperparameter does not have
   */
  public static Variation parse(String text, HyperparameterSchema schema) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip();
    Optional<Hyperparameter<?>> found = schema.find(name);
    if (found.isEmpty()) {
      check(schema, name, "");
    }
    Hyperparameter<?> hyperparameter = found.orElseThrow();
    if (equals < 0) {
      return Recommended.variation(hyperparameter, schema);
    }
    // A value by its meaning, so that 2 and 2.0 count once.
    Map<Object, String> values = new LinkedHashMap<>();
    for (String part : parts(text.substring(equals + 1))) {
      for (String value : expanded(hyperparameter, part)) {
        check(schema, name, value);
        values.putIfAbsent(
            hyperparameter.type().parse(value).<Object>map(v -> v).orElse(value), value);
      }
    }
    if (values.isEmpty()) {
      throw new CustomerError(
          "--vary " + name + " has no values; expected such as " + name + "=1,2,3", where(name));
    }
    return new Variation(hyperparameter, List.copyOf(values.values()), Optional.empty());
  }

  static String where(String name) {
    return "--vary " + name;
  }

  static void check(HyperparameterSchema schema, String name, String value) {
    try {
      schema.check(name, value);
    } catch (CustomerError e) {
      throw new CustomerError(e.getMessage(), where(name), e);
    }
  }

  /** Splits at semicolons where there are any, else at commas outside brackets. */
  private static List<String> parts(String text) {
    char separator = text.indexOf(';') >= 0 ? ';' : ',';
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    for (char c : text.toCharArray()) {
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == separator && depth == 0) {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString().strip());
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private static List<String> expanded(Hyperparameter<?> hyperparameter, String part) {
    boolean whole = hyperparameter.type() instanceof ValueType.Int;
    boolean real =
        hyperparameter.type() instanceof ValueType.Real
            || hyperparameter.type() instanceof ValueType.RealOrWord;
    return (whole || real) && part.contains("..")
        ? Steps.parse(hyperparameter.name(), part, whole)
        : List.of(part);
  }
}

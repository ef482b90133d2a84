package dev.orrery.core.hyperparameter;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All hyperparameters of an algorithm, in the order of its reference. */
public final class HyperparameterSchema {

  private final Map<String, Hyperparameter<?>> byName = new LinkedHashMap<>();

  private HyperparameterSchema(List<Hyperparameter<?>> hyperparameters) {
    for (Hyperparameter<?> hyperparameter : hyperparameters) {
      if (byName.put(hyperparameter.name(), hyperparameter) != null) {
        throw new IllegalArgumentException(hyperparameter + " is declared twice");
      }
      hyperparameter
          .defaultText()
          .filter(text -> !text.equals("auto") && hyperparameter.type().parse(text).isEmpty())
          .ifPresent(
              text -> {
                throw new IllegalArgumentException(hyperparameter + " cannot default to " + text);
              });
    }
  }

  /** The schema of some hyperparameters. */
  public static HyperparameterSchema of(Hyperparameter<?>... hyperparameters) {
    return new HyperparameterSchema(List.of(hyperparameters));
  }

  /** All of them, in order. */
  public List<Hyperparameter<?>> all() {
    return List.copyOf(byName.values());
  }

  /** The one of a name. */
  public Optional<Hyperparameter<?>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Checks a map of strings and completes it with the defaults.
   *
   * <p>Names that start with an underscore are SageMaker's internal ones; they are accepted and
   * kept out of the result, as its containers do.
   *
   * @throws CustomerError naming the first that is unknown, missing or outside its range, in
   *     SageMaker's words (spec A6)
   */
  public Hyperparameters validate(Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!name.startsWith("_") && !byName.containsKey(name)) {
        throw unknown(name);
      }
    }
    List<String> missing = new ArrayList<>();
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Hyperparameter<?> hyperparameter : byName.values()) {
      String text = given.get(hyperparameter.name());
      if (text == null) {
        text = hyperparameter.defaultText().orElse(null);
      }
      if (text != null) {
        texts.put(hyperparameter.name(), text);
        values.put(hyperparameter.name(), value(hyperparameter, text));
      } else if (hyperparameter.required()) {
        missing.add("'" + hyperparameter.name() + "'");
      }
    }
    if (!missing.isEmpty()) {
      throw new CustomerError(
          "No value(s) were specified for "
              + String.join(", ", missing)
              + " which are required hyperparameter(s)",
          "--hp");
    }
    return new Hyperparameters(this, texts, values);
  }

  /**
   * Checks one value by itself.
   *
   * @throws CustomerError when there is no such hyperparameter or the text is none of its values,
   *     in SageMaker's words (spec A6)
   */
  public void check(String name, String text) {
    value(find(name).orElseThrow(() -> unknown(name)), text);
  }

  private static Object value(Hyperparameter<?> hyperparameter, String text) {
    boolean auto = hyperparameter.autoMeaning().isPresent();
    if (auto && text.equals("auto")) {
      return Hyperparameters.AUTO;
    }
    Optional<?> value = hyperparameter.type().parse(text);
    if (value.isEmpty()) {
      if (hyperparameter.type() instanceof ValueType.Choices list) {
        refuseStrangers(hyperparameter.name(), list, list.strangers(text));
      }
      throw new CustomerError(
          "The value '"
              + text
              + "' is not valid for the '"
              + hyperparameter.name()
              + "' hyperparameter which "
              + hyperparameter.type().expects(auto),
          "--hp " + hyperparameter.name());
    }
    return value.get();
  }

  /** Words that a list may not hold, in SageMaker's words and spelling (spec A6). */
  private static void refuseStrangers(String name, ValueType.Choices list, List<String> strangers) {
    if (!strangers.isEmpty()) {
      throw new CustomerError(
          Text.format(
              "The list of values for hyperparameter '%1$s' contains invalid value: %2$s. The supported"
                  + " values are: %3$s. Please provide supported values for hyperparamter '%1$s' and"
                  + " try again.",
              name, pythonList(strangers), pythonList(list.choices())),
          "--hp " + name);
    }
  }

  private static String pythonList(List<String> words) {
    return "['" + String.join("', '", words) + "']";
  }

  private CustomerError unknown(String name) {
    String nearest =
        Collections.min(
            byName.keySet(),
            (a, b) -> Integer.compare(EditDistance.of(name, a), EditDistance.of(name, b)));
    boolean close = EditDistance.of(name, nearest) <= Math.max(2, name.length() / 2);
    return new CustomerError(
        "Additional hyperparameters are not allowed ('"
            + name
            + "' was unexpected)"
            + (close ? ". Did you mean '" + nearest + "'?" : ""),
        "--hp " + name);
  }
}

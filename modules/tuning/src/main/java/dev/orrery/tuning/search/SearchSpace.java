package dev.orrery.tuning.search;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The parameters that are searched, 1 to 30 of them. A setting is a value for each, by name.
 *
 * @param parameters in order
 */
public record SearchSpace(List<Parameter> parameters) {

  /** Most parameters that SageMaker tunes at once (spec B3). */
  public static final int MOST_PARAMETERS = 30;

  /** Checks names and number. */
  public SearchSpace {
    parameters = List.copyOf(parameters);
    if (parameters.isEmpty() || parameters.size() > MOST_PARAMETERS) {
      throw new CustomerError(
          Text.format(
              "There are %d parameters to tune; expected 1 to %d",
              parameters.size(), MOST_PARAMETERS),
          "ParameterRanges");
    }
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new CustomerError(
            "The parameter '" + parameter.name() + "' has two ranges", "ParameterRanges");
      }
    }
  }

  /** A space of some parameters. */
  public static SearchSpace of(Parameter... parameters) {
    return new SearchSpace(List.of(parameters));
  }

  /** Coordinates of a setting. */
  public int dimensions() {
    return parameters.stream().mapToInt(Parameter::dimensions).sum();
  }

  /** Number of different settings, possibly infinite. */
  public double count() {
    return parameters.stream().mapToDouble(Parameter::count).reduce(1, (a, b) -> a * b);
  }

  /**
   * The setting at a point of the unit cube.
   *
   * @param u a coordinate per parameter, each from 0 to 1
   */
  public Map<String, String> at(double[] u) {
    Map<String, String> setting = new LinkedHashMap<>();
    for (int i = 0; i < u.length; i++) {
      setting.put(parameters.get(i).name(), parameters.get(i).at(u[i]));
    }
    return setting;
  }

  /** A point of the unit cube, a coordinate per parameter, at which the setting lies. */
  public double[] position(Map<String, String> setting) {
    return parameters.stream().mapToDouble(p -> p.position(setting.get(p.name()))).toArray();
  }

  /** The setting as a strategy's model sees it: {@link #dimensions} coordinates from 0 to 1. */
  public double[] encode(Map<String, String> setting) {
    double[] encoded = new double[dimensions()];
    int at = 0;
    for (Parameter parameter : parameters) {
      parameter.encode(setting.get(parameter.name()), encoded, at);
      at += parameter.dimensions();
    }
    return encoded;
  }

  /** As {@link #encode} of the setting at a point, a coordinate per parameter. */
  double[] encodeAt(double[] u) {
    double[] encoded = new double[dimensions()];
    int at = 0;
    for (int i = 0; i < u.length; i++) {
      parameters.get(i).encodeAt(u[i], encoded, at);
      at += parameters.get(i).dimensions();
    }
    return encoded;
  }

  /** Whether there is a value within its range for every parameter. */
  public boolean contains(Map<String, String> setting) {
    return parameters.stream()
        .allMatch(p -> setting.containsKey(p.name()) && p.contains(setting.get(p.name())));
  }

  /** A setting drawn evenly by the scalings. */
  public Map<String, String> draw(RandomGenerator random) {
    double[] u = new double[parameters.size()];
    for (int i = 0; i < u.length; i++) {
      u[i] = random.nextDouble();
    }
    return at(u);
  }
}

package dev.orrery.tuning.search;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.HashSet;
import java.util.List;

/**
 * A parameter that is searched. Its values are text, as SageMaker sends them; a strategy sees them
 * as coordinates of the unit cube.
 */
public sealed interface Parameter {

  /** Longest name that SageMaker takes. */
  int LONGEST_NAME = 256;

  /** Most values of a categorical parameter. */
  int MOST_VALUES = 30;

  /** Its name, 1 to 256 characters. */
  String name();

  /** Number of coordinates: 1, or one per value of a categorical parameter. */
  int dimensions();

  /** Number of different values; infinite for a continuous one. */
  double count();

  /**
   * The value at a point drawn evenly.
   *
   * @param u from 0 to 1
   */
  String at(double u);

  /** Where the value lies on the way from 0 to 1, such that {@link #at} gives it back. */
  double position(String value);

  /** Whether the text is one of the values. */
  boolean contains(String value);

  /** Writes the coordinates of a value, each from 0 to 1, from {@code at} on. */
  void encode(String value, double[] into, int at);

  /**
   * Writes the coordinates of the value at a point: those of {@link #at}, so that a model sees
   * whole numbers and words as they would be tried (Garrido-Merchan and Hernandez-Lobato, "Dealing
   * with categorical and integer-valued variables in Bayesian optimization with Gaussian
   * processes", Neurocomputing 380, 2020).
   *
   * @param u from 0 to 1
   */
  default void encodeAt(double u, double[] into, int at) {
    encode(at(u), into, at);
  }

  /**
   * A real number.
   *
   * @param least lowest value
   * @param most highest value
   * @param scaling as it was asked for
   */
  record Continuous(String name, double least, double most, Scaling scaling) implements Parameter {

    /** Checks the range by SageMaker's rules (spec B2). */
    public Continuous {
      checkName(name);
      checkEnds(name, least, most, scaling);
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public double count() {
      return least == most ? 1 : Double.POSITIVE_INFINITY;
    }

    @Override
    public String at(double u) {
      Scaling scale = scaling.over(least, most);
      double from = scale.transform(least);
      double x = scale.restore(from + u * (scale.transform(most) - from));
      return Double.toString(Math.clamp(x, least, most));
    }

    @Override
    public double position(String value) {
      return place(Double.parseDouble(value), least, most, scaling.over(least, most));
    }

    @Override
    public boolean contains(String value) {
      try {
        double x = Double.parseDouble(value);
        return x >= least && x <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public void encode(String value, double[] into, int at) {
      into[at] = position(value);
    }

    @Override
    public void encodeAt(double u, double[] into, int at) {
      into[at] = u;
    }
  }

  /**
   * A whole number. The ends are as likely as any other value: the walk goes from {@code least} -
   * 1/2 to {@code most} + 1/2 and is rounded.
   *
   * @param least lowest value
   * @param most highest value
   * @param scaling as it was asked for
   */
  record Whole(String name, long least, long most, Scaling scaling) implements Parameter {

    /** Checks the range by SageMaker's rules (spec B2). */
    public Whole {
      checkName(name);
      if (scaling == Scaling.REVERSE_LOGARITHMIC) {
        throw new CustomerError(
            "ReverseLogarithmic scaling is not supported for the integer parameter '"
                + name
                + "'; expected Auto, Linear or Logarithmic",
            name);
      }
      checkEnds(name, least, most, scaling);
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public double count() {
      return (double) most - least + 1;
    }

    @Override
    public String at(double u) {
      Scaling scale = scaling.over(least, most);
      double from = scale.transform(least - 0.5);
      double x = scale.restore(from + u * (scale.transform(most + 0.5) - from));
      return Long.toString(Math.clamp(Math.round(x), least, most));
    }

    @Override
    public double position(String value) {
      return place(Long.parseLong(value), least - 0.5, most + 0.5, scaling.over(least, most));
    }

    @Override
    public boolean contains(String value) {
      try {
        long x = Long.parseLong(value);
        return x >= least && x <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public void encode(String value, double[] into, int at) {
      into[at] = position(value);
    }
  }

  /**
   * One of some words.
   *
   * @param values 1 to 30 different ones
   */
  record Categorical(String name, List<String> values) implements Parameter {

    /** Checks the values by SageMaker's rules (spec B2). */
    public Categorical {
      checkName(name);
      values = List.copyOf(values);
      if (values.isEmpty() || values.size() > MOST_VALUES) {
        throw new CustomerError(
            Text.format(
                "The categorical parameter '%s' has %d values; expected 1 to %d",
                name, values.size(), MOST_VALUES),
            name);
      }
      if (new HashSet<>(values).size() < values.size()) {
        throw new CustomerError("The categorical parameter '" + name + "' has a value twice", name);
      }
    }

    @Override
    public int dimensions() {
      return values.size();
    }

    @Override
    public double count() {
      return values.size();
    }

    @Override
    public String at(double u) {
      return values.get(Math.clamp((int) (u * values.size()), 0, values.size() - 1));
    }

    @Override
    public double position(String value) {
      return (values.indexOf(value) + 0.5) / values.size();
    }

    @Override
    public boolean contains(String value) {
      return values.contains(value);
    }

    /** One coordinate per value, 1 at this one. */
    @Override
    public void encode(String value, double[] into, int at) {
      for (int i = 0; i < values.size(); i++) {
        into[at + i] = values.get(i).equals(value) ? 1 : 0;
      }
    }
  }

  private static double place(double x, double least, double most, Scaling scale) {
    double from = scale.transform(least);
    double to = scale.transform(most);
    return from == to ? 0.5 : Math.clamp((scale.transform(x) - from) / (to - from), 0, 1);
  }

  private static void checkName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new CustomerError(
          "The name of a parameter has 1 to " + LONGEST_NAME + " characters, not " + name.length(),
          name);
    }
  }

  private static void checkEnds(String name, double least, double most, Scaling scaling) {
    if (!Double.isFinite(least) || !Double.isFinite(most) || least > most) {
      throw new CustomerError(
          Text.format(
              "The range of '%s' goes from %s to %s; expected MinValue <= MaxValue",
              name, least, most),
          name);
    }
    if (scaling == Scaling.LOGARITHMIC && least <= 0) {
      throw new CustomerError(
          Text.format(
              "Logarithmic scaling of '%s' needs a MinValue greater than 0, found %s", name, least),
          name);
    }
    if (scaling == Scaling.REVERSE_LOGARITHMIC && (least < 0 || most >= 1)) {
      throw new CustomerError(
          Text.format(
              "ReverseLogarithmic scaling of '%s' needs a range within 0 <= x < 1.0, found %s to %s",
              name, least, most),
          name);
    }
  }
}

package dev.orrery.tuning.search;

import dev.orrery.core.error.CustomerError;

/** How a numeric range is walked through: evenly in the transformed value (spec B2). */
public enum Scaling {
  /**
   * Chosen by the range: {@link #LOGARITHMIC} where all values are above 0 and the greatest is at
   * least a thousand times the least, otherwise {@link #LINEAR}.
   */
  AUTO("Auto"),
  /** Even in x. */
  LINEAR("Linear"),
  /** Even in log(x); x above 0. */
  LOGARITHMIC("Logarithmic"),
  /** Even in log(1 - x), fine near 1; x in [0, 1). */
  REVERSE_LOGARITHMIC("ReverseLogarithmic");

  private static final double WIDE = 1000;

  private final String text;

  Scaling(String text) {
    this.text = text;
  }

  /** SageMaker's word for it. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * The one of SageMaker's word.
   *
   * @throws CustomerError when there is none
   */
  public static Scaling parse(String text, String where) {
    for (Scaling scaling : values()) {
      if (scaling.text.equals(text)) {
        return scaling;
      }
    }
    throw new CustomerError(
        "There is no scaling type '"
            + text
            + "'; expected Auto, Linear, Logarithmic or ReverseLogarithmic",
        where);
  }

  /** This one, or what {@link #AUTO} comes to for a range. */
  public Scaling over(double least, double most) {
    if (this != AUTO) {
      return this;
    }
    return least > 0 && most / least >= WIDE ? LOGARITHMIC : LINEAR;
  }

  /** The value in which the walk is even. */
  double transform(double x) {
    return switch (this) {
      case LOGARITHMIC -> Math.log(x);
      case REVERSE_LOGARITHMIC -> -Math.log1p(-x);
      default -> x;
    };
  }

  /** The inverse of {@link #transform}. */
  double restore(double t) {
    return switch (this) {
      case LOGARITHMIC -> Math.exp(t);
      case REVERSE_LOGARITHMIC -> -Math.expm1(-t);
      default -> t;
    };
  }
}

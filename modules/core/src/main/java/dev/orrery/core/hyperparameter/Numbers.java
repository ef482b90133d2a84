package dev.orrery.core.hyperparameter;

import java.math.BigDecimal;

/** Numbers as a person writes them. */
final class Numbers {

  private Numbers() {}

  /** As {@link #text}, but very small numbers with their power of ten, such as {@code 1e-8}. */
  static String brief(double x) {
    return x != 0 && Math.abs(x) < 1e-3
        ? Double.toString(x).replace(".0E", "e").replace("E", "e")
        : text(x);
  }

  /** Whole numbers without a fraction, infinities as {@code inf}. */
  static String text(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf";
    }
    if (x == Math.rint(x) && Math.abs(x) < 1e15) {
      return Long.toString((long) x);
    }
    String shortest = Double.toString(x);
    return Math.abs(x) < 1e-9
        ? shortest
        : new BigDecimal(shortest).stripTrailingZeros().toPlainString();
  }
}

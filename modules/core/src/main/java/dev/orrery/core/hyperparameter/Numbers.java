package dev.orrery.core.hyperparameter;

/** Numbers as a person writes them. */
final class Numbers {

  private Numbers() {}

  /** Whole numbers without a fraction, infinities as {@code inf}. */
  static String text(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf";
    }
    if (x == Math.rint(x) && Math.abs(x) < 1e15) {
      return Long.toString((long) x);
    }
    return Double.toString(x);
  }
}

package dev.orrery.training.rule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures in the sentences of rules. */
final class Figures {

  private static final MathContext FOUR = new MathContext(4, RoundingMode.HALF_EVEN);

  private Figures() {}

  /** Four digits that matter, without zeros at their end. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
    }
    BigDecimal rounded = new BigDecimal(value).round(FOUR).stripTrailingZeros();
    double size = Math.abs(value);
    return size != 0 && (size < 1e-4 || size >= 1e7)
        ? rounded.toString().replace("E", "e")
        : rounded.toPlainString();
  }
}

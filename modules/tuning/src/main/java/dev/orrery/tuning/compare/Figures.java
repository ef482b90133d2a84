package dev.orrery.tuning.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers in sentences and tables. */
public final class Figures {

  private static final int DIGITS = 4;

  private Figures() {}

  /** Four figures, such as {@code 0.9825}, {@code 620.3}, {@code 1.2e-7}. */
  public static String text(double x) {
    return text(x, DIGITS);
  }

  /** So many figures. */
  public static String text(double x, int digits) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "NaN" : x > 0 ? "infinity" : "-infinity";
    }
    double size = Math.abs(x);
    if (x != 0 && (size < 1e-4 || size >= 1e9)) {
      String text = String.format(Locale.ROOT, "%." + (digits - 1) + "e", x);
      return text.replaceFirst("\\.?0*e", "e")
          .replaceFirst("e([+-])0*(\\d)", "e$1$2")
          .replace("e+", "e");
    }
    BigDecimal rounded = new BigDecimal(x);
    int whole = rounded.precision() - rounded.scale();
    rounded = rounded.round(new MathContext(Math.max(digits, whole)));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A share as a percentage, such as {@code 4 %}, {@code 0.3 %}, {@code 98.6 %}. */
  static String percent(double share) {
    double percent = 100 * share;
    if (percent < 0.05) {
      return percent <= 0 ? "0 %" : "less than 0.1 %";
    }
    if (percent > 99.95 && share < 1) {
      return "more than 99.9 %";
    }
    boolean fine = percent < 1 || percent > 99 && percent < 100;
    return String.format(Locale.ROOT, fine ? "%.1f %%" : "%.0f %%", percent);
  }

  /** A probability, such as {@code p = 0.03} or {@code p < 0.001}. */
  public static String p(double p) {
    return p < 0.001 ? "p < 0.001" : "p = " + text(p, 2);
  }

  /** Words with commas and an {@code and}. */
  static String list(List<String> words) {
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}

package dev.orrery.tuning.compare;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a range, as people write them. */
final class Steps {

  private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";

  private static final Pattern RANGE =
      Pattern.compile(
          "(" + NUMBER + ")\\s*\\.\\.\\s*(" + NUMBER + ")(?:\\s*:\\s*(?:log(\\d{1,6})|(.+)))?");

  /** Figures that values between the ends are rounded to. */
  private static final int FIGURES = 4;

  private Steps() {}

  /**
   * The numbers of {@code 2..20}, {@code 2..20:3}, {@code 0..1:0.25} or {@code 1e-4..1:log5}.
   *
   * @param whole whether only whole numbers are meant
   */
  static List<String> parse(String name, String text, boolean whole) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      throw unreadable(name, text);
    }
    BigDecimal from = new BigDecimal(matcher.group(1));
    BigDecimal to = new BigDecimal(matcher.group(2));
    if (from.compareTo(to) > 0) {
      throw new CustomerError(
          "The range " + text + " of '" + name + "' begins above its end", Variation.where(name));
    }
    if (matcher.group(3) != null) {
      return logarithmic(name, from, to, Integer.parseInt(matcher.group(3)), whole);
    }
    if (matcher.group(4) == null && !whole) {
      throw new CustomerError(
          Text.format(
              "The range %1$s of '%2$s', which takes any number, needs a step: %1$s:0.1, or %1$s:log5 for 5 values by equal factors",
              text, name),
          Variation.where(name));
    }
    BigDecimal step = BigDecimal.ONE;
    if (matcher.group(4) != null) {
      if (!matcher.group(4).strip().matches(NUMBER)) {
        throw unreadable(name, text);
      }
      step = new BigDecimal(matcher.group(4).strip());
    }
    if (step.signum() <= 0 || whole && !isWhole(step)) {
      throw new CustomerError(
          "The step of the range "
              + text
              + " of '"
              + name
              + "' must be a "
              + (whole ? "whole " : "")
              + "number above 0",
          Variation.where(name));
    }
    if (to.subtract(from).divide(step, MathContext.DECIMAL32).doubleValue() >= Grid.MOST) {
      throw Grid.tooMany(name);
    }
    List<String> values = new ArrayList<>();
    for (BigDecimal x = from; x.compareTo(to) <= 0; x = x.add(step)) {
      values.add(text(x));
    }
    return values;
  }

  private static CustomerError unreadable(String name, String text) {
    return new CustomerError(
        Text.format(
            "Cannot read the values '%s' of '%s'; expected such as 2..20, 2..20:3, 0..1:0.25 or 1e-4..1:log5",
            text, name),
        Variation.where(name));
  }

  /** {@code count} numbers by equal factors, the ends among them; whole ones where asked for. */
  static List<String> logarithmic(
      String name, BigDecimal from, BigDecimal to, int count, boolean whole) {
    if (from.signum() <= 0 || count < 2) {
      throw new CustomerError(
          "Logarithmic steps of '" + name + "' need a range above 0 and at least 2 values",
          Variation.where(name));
    }
    if (count > Grid.MOST) {
      throw Grid.tooMany(name);
    }
    double least = Math.log10(from.doubleValue());
    double most = Math.log10(to.doubleValue());
    LinkedHashSet<String> values = new LinkedHashSet<>();
    values.add(text(from));
    for (int i = 1; i < count - 1; i++) {
      double x = Math.pow(10, least + (most - least) * i / (count - 1));
      BigDecimal rounded =
          whole
              ? new BigDecimal(Math.rint(x))
              : new BigDecimal(x).round(new MathContext(FIGURES, RoundingMode.HALF_EVEN));
      values.add(text(rounded));
    }
    values.add(text(to));
    return List.copyOf(values);
  }

  /** {@code count} numbers by equal differences, the ends among them. */
  static List<String> linear(double from, double to, int count, boolean whole) {
    LinkedHashSet<String> values = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      double x = from + (to - from) * i / (count - 1);
      values.add(
          text(
              whole
                  ? new BigDecimal(Math.rint(x))
                  : new BigDecimal(x).round(new MathContext(FIGURES, RoundingMode.HALF_EVEN))));
    }
    return List.copyOf(values);
  }

  private static boolean isWhole(BigDecimal x) {
    return x.stripTrailingZeros().scale() <= 0;
  }

  /** Plain digits; a power of ten for what is very small. */
  static String text(BigDecimal x) {
    BigDecimal bare = x.stripTrailingZeros();
    if (bare.signum() != 0 && bare.abs().compareTo(new BigDecimal("0.0001")) < 0) {
      int exponent = bare.precision() - bare.scale() - 1;
      String digits = bare.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      return digits + "e" + exponent;
    }
    return bare.toPlainString();
  }
}

package dev.orrery.formats;

/** Numbers as text. */
final class NumberText {

  private NumberText() {}

  /** The shortest text that reads back as the same float32; whole numbers without a fraction. */
  static String shortest(float x) {
    if (x == (int) x && Math.abs(x) < 1e7f && Float.floatToRawIntBits(x) != 0x80000000) {
      return Integer.toString((int) x);
    }
    return Float.toString(x);
  }

  /**
   * A float32 as Python's {@code json.dumps} prints it once widened to a double (spec A4): the
   * shortest digits that tell the double, with an exponent below 1e-4 and from 1e16.
   */
  static String python(float x) {
    double wide = x;
    if (Double.isNaN(wide)) {
      return "NaN";
    }
    if (Double.isInfinite(wide)) {
      return wide > 0 ? "Infinity" : "-Infinity";
    }
    String text = Double.toString(wide);
    int e = text.indexOf('E');
    if (e < 0) {
      return text;
    }
    int exponent = Integer.parseInt(text.substring(e + 1));
    String sign = text.startsWith("-") ? "-" : "";
    String digits = text.substring(sign.length(), e).replace(".", "");
    if (digits.endsWith("0")) {
      // Java writes 1.0E10 where one digit would do.
      digits = digits.substring(0, digits.length() - 1);
    }
    if (exponent >= 0 && exponent < 16) {
      String padded = digits + "0".repeat(Math.max(0, exponent + 1 - digits.length()));
      String fraction = padded.substring(exponent + 1);
      return sign + padded.substring(0, exponent + 1) + "." + (fraction.isEmpty() ? "0" : fraction);
    }
    if (exponent < 0 && exponent >= -4) {
      return sign + "0." + "0".repeat(-exponent - 1) + digits;
    }
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String power = Integer.toString(Math.abs(exponent));
    return sign + mantissa + (exponent < 0 ? "e-" : "e+") + (power.length() < 2 ? "0" : "") + power;
  }
}

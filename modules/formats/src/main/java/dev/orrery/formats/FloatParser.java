package dev.orrery.formats;

import java.nio.charset.StandardCharsets;

/**
 * Decimal numbers in bytes to the nearest float32.
 *
 * <p>A number of few digits is one exact division or product of doubles (Clinger, "How to Read
 * Floating Point Numbers Accurately", PLDI 1990); rounding that to float32 can go wrong only where
 * the double lies halfway between two floats, and there, as for long numbers, the JDK decides.
 */
final class FloatParser {

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private int next;

  /** Index after the last number that {@link #parse} read; where it began when there was none. */
  int next() {
    return next;
  }

  /**
   * Reads the number that starts at {@code from}; NaN when there is none. The caller looks at what
   * follows it.
   */
  float parse(byte[] b, int from, int end) {
    int p = from;
    boolean negative = false;
    if (p < end && (b[p] == '-' || b[p] == '+')) {
      negative = b[p++] == '-';
    }
    long mantissa = 0;
    int first = p;
    int digit;
    while (p < end && (digit = b[p] - '0') >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      p++;
    }
    int digits = p - first;
    int exponent = 0;
    if (p < end && b[p] == '.') {
      int point = ++p;
      while (p < end && (digit = b[p] - '0') >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        p++;
      }
      exponent = point - p;
      digits -= exponent;
    }
    if (digits == 0) {
      next = from;
      return Float.NaN;
    }
    if (p < end && (b[p] | 0x20) == 'e') {
      int q = p + 1;
      boolean down = false;
      if (q < end && (b[q] == '-' || b[q] == '+')) {
        down = b[q++] == '-';
      }
      int from10 = q;
      int power = 0;
      while (q < end && (digit = b[q] - '0') >= 0 && digit <= 9) {
        power = Math.min(power * 10 + digit, 100_000);
        q++;
      }
      if (q == from10) {
        next = from;
        return Float.NaN;
      }
      exponent += down ? -power : power;
      p = q;
    }
    next = p;
    if (digits <= 18 && exponent >= -22 && exponent <= 22) {
      double near = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
      // Up to 2^53 the double is the nearest one; beyond, it is at most two units off.
      long doubt = mantissa <= 1L << 53 ? 0 : 4;
      long low = Double.doubleToRawLongBits(near) & 0x1FFFFFFFL;
      if (Math.abs(low - 0x10000000L) > doubt) {
        return negative ? -(float) near : (float) near;
      }
    }
    return Float.parseFloat(new String(b, from, p - from, StandardCharsets.US_ASCII));
  }
}

package dev.orrery.core.text;

import java.util.Locale;

/** Text with figures in it, the same in every locale: programs read logs, metrics and messages. */
public final class Text {

  private Text() {}

  /**
   * As {@link String#format(Locale, String, Object...)} in the root locale: a decimal point and
   * digits 0 to 9, whatever the machine's own locale has.
   */
  public static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}

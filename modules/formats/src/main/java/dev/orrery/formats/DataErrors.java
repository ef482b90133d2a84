package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sentences for data that cannot be used. */
final class DataErrors {

  private static final int LONGEST = 40;

  private DataErrors() {}

  /** A failure at a place in a file, such as {@code line 12} or {@code record 3 (byte 96)}. */
  static CustomerError at(String file, String position, String message) {
    String place = file + " " + position;
    return new CustomerError(place + ": " + message, place);
  }

  /** A value that is not a number, or infinite, in SageMaker's words (spec A6). */
  static CustomerError notFinite(String channel, String place, float value) {
    String sentence =
        Float.isNaN(value)
            ? "Found missing (NaN) values. Please remove any missing (NaN) values in the input data"
            : "Found infinite floating point values. Please remove any infinite floating point"
                + " values in the input data";
    return new CustomerError(
        Text.format("Unable to read data channel '%s'. %s (%s).", channel, sentence, place), place);
  }

  /** Rows of another width than expected, in SageMaker's words (spec A6). */
  static CustomerError featureDim(String channel, String place, long expected, long found) {
    if (channel.equals(RequestReader.CHANNEL)) {
      return new CustomerError(
          Text.format(
              "The feature dimension of the input: %d does not match the feature dimension of the"
                  + " model: %d. Please fix the input and try again.",
              found, expected),
          place);
    }
    return CustomerError.featureDim(channel, expected, found, place);
  }

  /** A text from data as it may stand in a message: not long, on one line. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return shown + (text.codePointCount(0, text.length()) > LONGEST ? "..." : "");
  }

  /** Some of the words, for a message. */
  static String some(List<String> words) {
    String first =
        words.stream().limit(20).map(DataErrors::shown).collect(Collectors.joining(", "));
    return words.size() <= 20 ? first : first + ", ... (" + words.size() + " in all)";
  }

  /** Whether a cell stands for a missing value. */
  static boolean missing(String text) {
    return switch (text) {
      case "", "NA", "N/A", "?", "null", "NULL" -> true;
      default -> false;
    };
  }

  /** The value of a text for NaN or an infinity; 0 for other texts. */
  static float notFinite(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "-nan", "+nan" -> Float.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Float.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Float.NEGATIVE_INFINITY;
      default -> 0;
    };
  }
}

package dev.orrery.core.hyperparameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values a hyperparameter takes, read from text as SageMaker sends it: every value is a
 * string.
 *
 * @param <T> the type of the value
 */
public sealed interface ValueType<T> {

  /** The value of a text, or empty when the text is not one of the values. */
  Optional<T> parse(String text);

  /**
   * What is expected, to follow "the 'x' hyperparameter which", in SageMaker's words (spec A6).
   *
   * @param auto whether {@code auto} is accepted too
   */
  String expects(boolean auto);

  /** Type and range in a few words, for tables. */
  String describe();

  /** A whole number from {@code least} to {@code most}. */
  record Int(long least, long most) implements ValueType<Long> {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");

    /** The pattern of a number from 1 in SageMaker's own schema (spec A6). */
    private static final String FROM_ONE = "'^([1-9][0-9]*)$'";

    @Override
    public Optional<Long> parse(String text) {
      if (!WHOLE.matcher(text).matches()) {
        return Optional.empty();
      }
      long value = Long.parseLong(text);
      return value < least || value > most ? Optional.empty() : Optional.of(value);
    }

    /** SageMaker says "greater than" of a least value that is itself allowed. */
    @Override
    public String expects(boolean auto) {
      if (!auto && least == 1 && unbounded()) {
        return "expects one of the following: a string which matches the pattern "
            + FROM_ONE
            + "; or an integer greater than 1 (SageMaker's words; 1 is allowed too)";
      }
      String number =
          unbounded()
              ? "an integer greater than or equal to " + least
              : "an integer between " + least + " and " + most;
      return auto ? "expects one of the following: 'auto'; or " + number : "expects " + number;
    }

    /** Whether only what an int can hold bounds it. */
    private boolean unbounded() {
      return most >= Integer.MAX_VALUE;
    }

    @Override
    public String describe() {
      return unbounded()
          ? "integer >= " + least
          : least == most ? "only " + least : "integer, " + least + " to " + most;
    }
  }

  /** A finite real number in a range. */
  record Real(Range range) implements ValueType<Double> {

    private static final Pattern NUMBER =
        Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    @Override
    public Optional<Double> parse(String text) {
      if (!NUMBER.matcher(text).matches()) {
        return Optional.empty();
      }
      double value = Double.parseDouble(text);
      return range.contains(value) ? Optional.of(value) : Optional.empty();
    }

    @Override
    public String expects(boolean auto) {
      String number = range.equals(Range.any()) ? "a number" : "a number in " + range;
      return auto ? "expects one of the following: 'auto'; or " + number : "expects " + number;
    }

    @Override
    public String describe() {
      if (range.equals(Range.any())) {
        return "number";
      }
      return range.most() == Double.POSITIVE_INFINITY
          ? "number " + (range.leastIncluded() ? ">= " : "> ") + Numbers.text(range.least())
          : "number in " + range;
    }
  }

  /** A finite real number in a range, or a word, for which the value is empty. */
  record RealOrWord(Range range, String word) implements ValueType<OptionalDouble> {

    @Override
    public Optional<OptionalDouble> parse(String text) {
      return text.equals(word)
          ? Optional.of(OptionalDouble.empty())
          : new Real(range).parse(text).map(OptionalDouble::of);
    }

    @Override
    public String expects(boolean auto) {
      return "expects one of the following: "
          + (auto ? "'auto'; " : "")
          + "'"
          + word
          + "'; or a number in "
          + range;
    }

    @Override
    public String describe() {
      return word + ", or a " + new Real(range).describe();
    }
  }

  /** {@code true} or {@code false} in any case. */
  record Bool() implements ValueType<Boolean> {

    @Override
    public Optional<Boolean> parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }

    @Override
    public String expects(boolean auto) {
      return auto
          ? "accepts one of the following: 'auto', 'true', 'false'"
          : "accepts one of the following: 'true', 'false'";
    }

    @Override
    public String describe() {
      return "true or false";
    }
  }

  /** One of some words. */
  record Choice(List<String> choices) implements ValueType<String> {

    @Override
    public Optional<String> parse(String text) {
      return choices.contains(text) ? Optional.of(text) : Optional.empty();
    }

    @Override
    public String expects(boolean auto) {
      String words = "'" + String.join("', '", choices) + "'";
      return "accepts one of the following: " + (auto ? "'auto', " : "") + words;
    }

    @Override
    public String describe() {
      return String.join(", ", choices);
    }
  }

  /** A JSON list of one or more of some words, none twice. */
  record Choices(List<String> choices) implements ValueType<List<String>> {

    private static final Pattern LIST =
        Pattern.compile("\\[\\s*(\"[^\"]*\"(\\s*,\\s*\"[^\"]*\")*)\\s*]");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    @Override
    public Optional<List<String>> parse(String text) {
      if (!LIST.matcher(text.strip()).matches()) {
        return Optional.empty();
      }
      List<String> words = new ArrayList<>();
      Matcher matcher = WORD.matcher(text);
      while (matcher.find()) {
        String word = matcher.group(1);
        if (!choices.contains(word) || words.contains(word)) {
          return Optional.empty();
        }
        words.add(word);
      }
      return Optional.of(List.copyOf(words));
    }

    /** The words of a well-formed list that are not among the choices. */
    List<String> strangers(String text) {
      List<String> words = new ArrayList<>();
      if (LIST.matcher(text.strip()).matches()) {
        WORD.matcher(text).results().map(found -> found.group(1)).forEach(words::add);
        words.removeAll(choices);
      }
      return words;
    }

    @Override
    public String expects(boolean auto) {
      return "expects a JSON list of one or more of: \"" + String.join("\", \"", choices) + "\"";
    }

    @Override
    public String describe() {
      return "JSON list of " + String.join(", ", choices);
    }
  }

  /**
   * A short text of a form.
   *
   * @param form what the text must match, whole
   * @param described the form in words, such as {@code column ranges such as 0-99,100-199}
   */
  record Text(Pattern form, String described) implements ValueType<String> {

    @Override
    public Optional<String> parse(String text) {
      return form.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    @Override
    public String expects(boolean auto) {
      return auto
          ? "expects one of the following: 'auto'; or " + described
          : "expects " + described;
    }

    @Override
    public String describe() {
      return described;
    }
  }
}

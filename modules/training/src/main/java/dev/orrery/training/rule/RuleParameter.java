package dev.orrery.training.rule;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A parameter of a rule, by SageMaker's name.
 *
 * @param name such as {@code patience}
 * @param type what it takes
 * @param least the least number it takes
 * @param most the greatest number it takes
 * @param standard the value when it is left out; null for none
 * @param meaning one sentence without its full stop
 */
public record RuleParameter(
    String name, Type type, double least, double most, String standard, String meaning) {

  /** What a parameter takes. */
  public enum Type {
    /** A number. */
    NUMBER("a number"),
    /** A whole number. */
    WHOLE("a whole number"),
    /** True or False. */
    FLAG("True or False"),
    /** Words with commas between them. */
    WORDS("text"),
    /** Regular expressions with commas between them. */
    PATTERNS("regular expressions");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  static RuleParameter number(
      String name, double least, double most, String standard, String meaning) {
    return new RuleParameter(name, Type.NUMBER, least, most, standard, meaning);
  }

  static RuleParameter whole(String name, double least, String standard, String meaning) {
    return new RuleParameter(name, Type.WHOLE, least, Integer.MAX_VALUE, standard, meaning);
  }

  static RuleParameter flag(String name, String standard, String meaning) {
    return new RuleParameter(name, Type.FLAG, 0, 0, standard, meaning);
  }

  static RuleParameter words(String name, String standard, String meaning) {
    return new RuleParameter(name, Type.WORDS, 0, 0, standard, meaning);
  }

  static RuleParameter patterns(String name, String standard, String meaning) {
    return new RuleParameter(name, Type.PATTERNS, 0, 0, standard, meaning);
  }

  /** The default, where there is one. */
  public Optional<String> standardValue() {
    return Optional.ofNullable(standard);
  }

  /**
   * Refuses a value that it does not take.
   *
   * @param rule whose parameter it is
   */
  void check(String rule, String text) {
    boolean sound =
        switch (type) {
          case NUMBER -> inRange(text, false);
          case WHOLE -> inRange(text, true);
          case FLAG -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
          case WORDS -> !text.isBlank();
          case PATTERNS -> expressions(text).allMatch(RuleParameter::compiles);
        };
    if (!sound) {
      throw new CustomerError(
          Text.format(
              "The value '%s' is not valid for %s of the rule %s; expected %s",
              text, name, rule, type.text + range()),
          "--rule " + rule);
    }
  }

  /** The regular expressions of a list: a comma within braces parts none. */
  static Stream<String> expressions(String text) {
    return Stream.of(text.split(",(?![^{]*})", -1)).map(String::strip);
  }

  private String range() {
    if (type != Type.NUMBER && type != Type.WHOLE) {
      return "";
    }
    boolean below = most < Integer.MAX_VALUE;
    boolean above = least > -Double.MAX_VALUE;
    return above && below
        ? Text.format(" from %s to %s", Figures.of(least), Figures.of(most))
        : above ? " of at least " + Figures.of(least) : "";
  }

  private boolean inRange(String text, boolean whole) {
    try {
      double value = Double.parseDouble(text);
      return value >= least && value <= most && (!whole || value == Math.rint(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean compiles(String text) {
    try {
      Pattern.compile(text);
      return !text.isBlank();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}

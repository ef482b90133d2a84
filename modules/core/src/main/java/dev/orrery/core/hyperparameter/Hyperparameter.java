package dev.orrery.core.hyperparameter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * One hyperparameter, declared once: from the declaration come validation and its error texts,
 * help, the reference, tuning ranges and SageMaker's string map.
 *
 * @param <T> the type of its value: {@link Long}, {@link Double}, {@link Boolean}, {@link String}
 *     or a list of strings
 */
public final class Hyperparameter<T> {

  /** How an automatic tuner may walk through the values. */
  public enum Scale {
    /** In equal steps. */
    LINEAR,
    /** In equal ratios. */
    LOGARITHMIC
  }

  /**
   * The range that SageMaker recommends for tuning.
   *
   * @param from lowest value; 0 for choices
   * @param to highest value; 0 for choices
   * @param choices the values of a categorical range; empty for a numeric one
   */
  public record Tunable(double from, double to, Scale scale, List<String> choices) {

    /** In words, such as {@code 1e-4 to 1, logarithmic}. */
    @Override
    public String toString() {
      return choices.isEmpty()
          ? Numbers.brief(from)
              + " to "
              + Numbers.brief(to)
              + (scale == Scale.LOGARITHMIC ? ", logarithmic" : "")
          : String.join(", ", choices);
    }
  }

  private final String name;
  private final ValueType<T> type;
  private final boolean required;
  private final String defaultText;
  private final String autoMeaning;
  private final String meaning;
  private final Tunable tunable;

  private Hyperparameter(Builder<T> b) {
    name = b.name;
    type = b.type;
    required = b.required;
    defaultText = b.defaultText;
    autoMeaning = b.autoMeaning;
    meaning = b.meaning;
    tunable = b.tunable;
  }

  /** A whole number from {@code least} to {@code most}, both included. */
  public static Builder<Long> integer(String name, long least, long most) {
    return new Builder<>(name, new ValueType.Int(least, most));
  }

  /** A whole number of at least {@code least}. */
  public static Builder<Long> integer(String name, long least) {
    return integer(name, least, Long.MAX_VALUE);
  }

  /** A real number in a range such as {@code Range.closed(0, 1)}. */
  public static Builder<Double> real(String name, Range range) {
    return new Builder<>(name, new ValueType.Real(range));
  }

  /** A real number in a range, or a word, for which the value is empty. */
  public static Builder<OptionalDouble> realOrWord(String name, Range range, String word) {
    return new Builder<>(name, new ValueType.RealOrWord(range, word));
  }

  /** True or false, in any case. */
  public static Builder<Boolean> bool(String name) {
    return new Builder<>(name, new ValueType.Bool());
  }

  /** One of some words. */
  public static Builder<String> choice(String name, String... choices) {
    return new Builder<>(name, new ValueType.Choice(List.of(choices)));
  }

  /** A JSON list of some words, such as {@code ["msd","ssd"]}. */
  public static Builder<List<String>> choices(String name, String... choices) {
    return new Builder<>(name, new ValueType.Choices(List.of(choices)));
  }

  /**
   * A short text of a form.
   *
   * @param form a regular expression for the whole text
   * @param described the form in words
   */
  public static Builder<String> text(String name, String form, String described) {
    return new Builder<>(name, new ValueType.Text(Pattern.compile(form), described));
  }

  /** The name in SageMaker's words; extensions start with {@code orrery_}. */
  public String name() {
    return name;
  }

  /** Type and range. */
  public ValueType<T> type() {
    return type;
  }

  /** Whether a value must be given, or be read from the data as {@code feature_dim} is. */
  public boolean required() {
    return required;
  }

  /** The default as text, {@code auto} included; empty when there is none. */
  public Optional<String> defaultText() {
    return Optional.ofNullable(defaultText);
  }

  /** What {@code auto} stands for; empty when {@code auto} is not a value. */
  public Optional<String> autoMeaning() {
    return Optional.ofNullable(autoMeaning);
  }

  /** One sentence on what it does. */
  public String meaning() {
    return meaning;
  }

  /** The recommended range for tuning, where SageMaker gives one. */
  public Optional<Tunable> tunable() {
    return Optional.ofNullable(tunable);
  }

  /** Whether it goes beyond SageMaker. */
  public boolean extension() {
    return name.startsWith("orrery_");
  }

  @Override
  public String toString() {
    return name;
  }

  /** Declares a hyperparameter. */
  public static final class Builder<T> {
    private final String name;
    private final ValueType<T> type;
    private boolean required;
    private String defaultText;
    private String autoMeaning;
    private String meaning = "";
    private Tunable tunable;

    private Builder(String name, ValueType<T> type) {
      this.name = name;
      this.type = type;
    }

    /** It has no default and must be given. */
    public Builder<T> required() {
      required = true;
      return this;
    }

    /** Its default, as text. */
    public Builder<T> defaultsTo(String text) {
      defaultText = text;
      return this;
    }

    /** {@code auto} is a value, and the default; {@code meaning} says what it stands for. */
    public Builder<T> auto(String meaning) {
      autoMeaning = meaning;
      defaultText = "auto";
      return this;
    }

    /** A numeric tuning range. */
    public Builder<T> tunable(double from, double to, Scale scale) {
      tunable = new Tunable(from, to, scale, List.of());
      return this;
    }

    /** A categorical tuning range. */
    public Builder<T> tunable(String... choices) {
      tunable = new Tunable(0, 0, Scale.LINEAR, List.of(choices));
      return this;
    }

    /** The last step: one sentence on what it does. */
    public Hyperparameter<T> meaning(String sentence) {
      meaning = sentence;
      return new Hyperparameter<>(this);
    }
  }
}

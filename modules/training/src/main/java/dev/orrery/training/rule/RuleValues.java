package dev.orrery.training.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The values of a rule's parameters, which have been checked; defaults are among them. */
final class RuleValues {

  private final Map<String, String> texts;

  RuleValues(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  boolean has(String name) {
    return texts.containsKey(name);
  }

  double number(String name) {
    return Double.parseDouble(texts.get(name));
  }

  Optional<Double> numberIfSet(String name) {
    return Optional.ofNullable(texts.get(name)).map(Double::valueOf);
  }

  int whole(String name) {
    return (int) number(name);
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(texts.get(name));
  }

  String text(String name) {
    return texts.get(name);
  }

  /** The words of a list; none when it was left out. */
  List<String> words(String name) {
    String text = texts.get(name);
    return text == null ? List.of() : Stream.of(text.split(",")).map(String::strip).toList();
  }

  List<Pattern> patterns(String name) {
    String text = texts.get(name);
    return text == null
        ? List.of()
        : RuleParameter.expressions(text).map(Pattern::compile).toList();
  }
}

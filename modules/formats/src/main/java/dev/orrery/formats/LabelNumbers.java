package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which number each label in words becomes.
 *
 * @param words the words with their numbers
 * @param names what 0, 1, ... are called
 * @param note the sentence that tells the user
 */
record LabelNumbers(Words words, List<String> names, String note) {

  /**
   * Numbers the words that were found: 0 to n-1 in code-point order with the positive one of two
   * last, or one against the rest where the options ask for that.
   *
   * @param found the words in code-point order
   * @param file where they were found, for the sentences
   * @throws CustomerError when {@code --positive} is missing or names none of them
   */
  static LabelNumbers of(List<String> found, ReadOptions options, String file) {
    if (options.labelWords() == ReadOptions.LabelWords.POSITIVE) {
      String positive = againstRest(found, options.positive(), file);
      return new LabelNumbers(
          Words.positive(found, positive),
          List.of("not " + positive, positive),
          Text.format("%s: the label %s is 1, all others are 0", file, DataErrors.shown(positive)));
    }
    List<String> words = ordered(found, options.positive(), file);
    return new LabelNumbers(
        Words.of(words),
        words,
        Text.format("%s: %d classes, %s", file, words.size(), DataErrors.some(numbered(words))));
  }

  /** The word that is 1 where all others are 0: the named one, else the second of two. */
  private static String againstRest(List<String> words, Optional<String> named, String file) {
    if (named.isEmpty() && words.size() == 2) {
      return words.get(1);
    }
    if (named.isEmpty()) {
      throw new CustomerError(
          Text.format(
              "The labels of %s are words, and --positive NAME must say which of them counts as 1: %s",
              file, DataErrors.some(words)),
          "--positive");
    }
    return known(named.get(), words);
  }

  /** The words in the order of their numbers: of two, the positive one is the second. */
  private static List<String> ordered(List<String> words, Optional<String> named, String file) {
    if (named.isEmpty()) {
      return words;
    }
    String positive = known(named.get(), words);
    if (words.size() != 2) {
      throw new CustomerError(
          Text.format(
              "--positive is for labels of two words, and %s has %d: %s",
              file, words.size(), DataErrors.some(words)),
          "--positive");
    }
    return words.get(1).equals(positive) ? words : words.reversed();
  }

  private static String known(String positive, List<String> words) {
    if (!words.contains(positive)) {
      throw new CustomerError(
          Text.format(
              "--positive is '%s' where one of the labels was expected: %s",
              positive, DataErrors.some(words)),
          "--positive");
    }
    return positive;
  }

  private static List<String> numbered(List<String> words) {
    List<String> numbered = new ArrayList<>();
    words.forEach(word -> numbered.add(word + " = " + numbered.size()));
    return numbered;
  }
}

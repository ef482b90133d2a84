package dev.orrery.formats;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words and their numbers: fixed, or still being collected. */
final class Words {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final boolean open;

  private Words(boolean open) {
    this.open = open;
  }

  /** Takes every word it meets. */
  static Words collecting() {
    return new Words(true);
  }

  /** Knows these words, numbered in this order. */
  static Words of(List<String> words) {
    Words result = new Words(false);
    words.forEach(word -> result.numbers.put(word, result.numbers.size()));
    return result;
  }

  /** Knows these words: 1 for the positive one, 0 for the others. */
  static Words positive(List<String> words, String positive) {
    Words result = new Words(false);
    words.forEach(word -> result.numbers.put(word, word.equals(positive) ? 1 : 0));
    return result;
  }

  /** The number of a word; -1 for one that is not known. */
  int number(String word) {
    Integer number = numbers.get(word);
    if (number == null && open) {
      number = numbers.size();
      numbers.put(word, number);
    }
    return number == null ? -1 : number;
  }

  /** Whether it still takes words. */
  boolean open() {
    return open;
  }

  int size() {
    return numbers.size();
  }

  /** The words in code-point order. */
  List<String> sorted() {
    return sorted(numbers.keySet());
  }

  /** Words in code-point order, which is the order of their UTF-8 bytes. */
  static List<String> sorted(Collection<String> words) {
    List<String> sorted = new ArrayList<>(words);
    sorted.sort(
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    return sorted;
  }
}

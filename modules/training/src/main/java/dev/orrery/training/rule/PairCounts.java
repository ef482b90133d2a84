package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rows by their class and the class that was said of them. */
final class PairCounts {

  private record Pair(float label, float said) {}

  private final Map<Pair, Long> counts = new HashMap<>();
  private Event.Tensor labels;
  private long rows;

  /** Takes the labels of a mini-batch, whose predictions are to follow. */
  void labels(Event.Tensor tensor) {
    labels = tensor;
  }

  /** Counts the rows of the mini-batch whose labels came last. */
  void predictions(Event.Tensor tensor) {
    if (labels == null
        || labels.step() != tensor.step()
        || labels.values().length != tensor.values().length) {
      return;
    }
    for (int i = 0; i < tensor.values().length; i++) {
      counts.merge(new Pair(labels.values()[i], tensor.values()[i]), 1L, Long::sum);
    }
    rows += tensor.values().length;
    labels = null;
  }

  long rows() {
    return rows;
  }

  void clear() {
    counts.clear();
    rows = 0;
  }

  /** All classes that occur, as labels or as predictions. */
  SortedSet<Float> classes() {
    SortedSet<Float> classes = new TreeSet<>();
    counts.keySet().forEach(pair -> classes.addAll(Arrays.asList(pair.label(), pair.said())));
    return classes;
  }

  /** The rows of each class that occurs as a label. */
  SortedMap<Float, Long> byLabel() {
    SortedMap<Float, Long> sums = new TreeMap<>();
    counts.forEach((pair, count) -> sums.merge(pair.label(), count, Long::sum));
    return sums;
  }

  /** The rows of which each class was said. */
  SortedMap<Float, Long> bySaid() {
    SortedMap<Float, Long> sums = new TreeMap<>();
    counts.forEach((pair, count) -> sums.merge(pair.said(), count, Long::sum));
    return sums;
  }

  /** The rows of a class of which a class was said. */
  long of(float label, float said) {
    return counts.getOrDefault(new Pair(label, said), 0L);
  }
}

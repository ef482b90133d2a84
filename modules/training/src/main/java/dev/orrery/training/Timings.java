package dev.orrery.training;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Sums of times and counts for SageMaker's {@code #metrics} lines. */
final class Timings {

  /** What has been added under one name. */
  record Entry(double sum, long count, double min, double max) {
    Entry plus(double value) {
      return new Entry(sum + value, count + 1, Math.min(min, value), Math.max(max, value));
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Adds a value; times are in milliseconds. */
  void add(String name, double value) {
    entries.merge(name, new Entry(value, 1, value, value), (old, added) -> old.plus(value));
  }

  /** Adds the time since {@code began}, a value of {@link System#nanoTime}. */
  void addSince(String name, long began) {
    add(name, (System.nanoTime() - began) / 1e6);
  }

  /** Adds the time since {@code began}, unless that name has been told before. */
  void addOnceSince(String name, long began) {
    if (!taken.contains(name)) {
      addSince(name, began);
    }
  }

  /** All that was added since the last call, in the order of first addition. */
  Map<String, Entry> take() {
    Map<String, Entry> added = new LinkedHashMap<>(entries);
    entries.clear();
    taken.addAll(added.keySet());
    return added;
  }
}

package dev.orrery.report;

import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which of many steps a page keeps: the first and the last of each kind, and evenly spaced ones
 * between them.
 */
final class Thinning {

  /** Most steps in a page. */
  static final int MOST_STEPS = 200;

  /** Most positions in a page, over all steps: about half a megabyte of text. */
  static final int MOST_POSITIONS = 60_000;

  /** Most values of these positions, which are held until they are projected. */
  private static final long MOST_VALUES = 20_000_000;

  private Thinning() {}

  /** The indexes of the steps to keep, ascending. */
  static List<Integer> keep(List<? extends Event.AlgorithmStep> steps) {
    long positions = 0;
    int columns = 1;
    for (Event.AlgorithmStep step : steps) {
      positions += positions(step.drawing());
      columns = Math.max(columns, columns(step.drawing()));
    }
    int limit = MOST_STEPS;
    if (positions > 0) {
      double average = (double) positions / Math.max(1, steps.size());
      limit =
          Math.clamp(
              (long) (Math.min(MOST_POSITIONS, MOST_VALUES / columns) / average), 2, MOST_STEPS);
    }
    return keep(steps.stream().<Object>map(Object::getClass).toList(), limit);
  }

  /**
   * The indexes to keep of items of some kinds.
   *
   * @param limit most indexes to keep, at least 2
   */
  static List<Integer> keep(List<?> kinds, int limit) {
    int n = kinds.size();
    TreeSet<Integer> kept = new TreeSet<>();
    if (n <= limit) {
      for (int i = 0; i < n; i++) {
        kept.add(i);
      }
      return List.copyOf(kept);
    }
    kept.add(0);
    kept.add(n - 1);
    Map<Object, Integer> first = new HashMap<>();
    Map<Object, Integer> last = new HashMap<>();
    for (int i = 0; i < n; i++) {
      first.putIfAbsent(kinds.get(i), i);
      last.put(kinds.get(i), i);
    }
    addUpTo(limit / 2, first, kept);
    addUpTo(limit / 2, last, kept);
    // evenly spaced over the rest; the number that is asked for shrinks until all fit
    for (int evenly = limit; evenly >= 2; evenly--) {
      TreeSet<Integer> all = new TreeSet<>(kept);
      for (int i = 0; i < evenly; i++) {
        all.add((int) ((long) i * (n - 1) / (evenly - 1)));
      }
      if (all.size() <= limit) {
        return List.copyOf(all);
      }
    }
    return List.copyOf(kept);
  }

  private static void addUpTo(int limit, Map<Object, Integer> places, TreeSet<Integer> kept) {
    places.values().stream()
        .sorted(Comparator.naturalOrder())
        .filter(place -> kept.size() < limit)
        .forEachOrdered(kept::add);
  }

  /** Number of positions that a drawing names. */
  static long positions(Drawing drawing) {
    long count = 2L * drawing.regions().size();
    for (Drawing.Points points : drawing.points()) {
      count += points.positions().size();
    }
    for (Drawing.Line line : drawing.lines()) {
      count += line.positions().size();
    }
    return count;
  }

  /** Coordinates of a position, by the first marker. */
  private static int columns(Drawing drawing) {
    return drawing.points().stream()
        .flatMap(points -> points.positions().stream())
        .findFirst()
        .map(position -> position.length)
        .orElse(1);
  }
}

package dev.orrery.report.comparison;

import dev.orrery.report.Numbers;
import dev.orrery.report.common.ParallelPicture;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a hyperparameter and where they lie on an axis.
 *
 * @param axis the hyperparameter
 * @param texts its values as text, once each, in order
 */
public record Places(Comparison.Axis axis, List<String> texts) {

  private static final int TICKS = 5;

  /** Words on an axis beyond which only some are written. */
  private static final int MOST_TICKS = 12;

  /** The values that a hyperparameter has in the settings. */
  public static Places of(Settings settings, Comparison.Axis axis) {
    List<String> texts =
        settings.all().stream()
            .map(setting -> setting.values().getOrDefault(axis.name(), ""))
            .distinct()
            .toList();
    if (!axis.numeric()) {
      return new Places(axis, texts);
    }
    // 1 and 1.0 are one value
    List<String> sorted = new ArrayList<>();
    double last = Double.NaN;
    for (String text :
        texts.stream().sorted(java.util.Comparator.comparingDouble(Double::parseDouble)).toList()) {
      if (Double.parseDouble(text) != last) {
        sorted.add(text);
        last = Double.parseDouble(text);
      }
    }
    return new Places(axis, List.copyOf(sorted));
  }

  /** Number of values. */
  public int size() {
    return texts.size();
  }

  /** The number of the value of a setting, from 0. */
  public int index(Settings.Setting setting) {
    if (!axis.numeric()) {
      return texts.indexOf(setting.values().getOrDefault(axis.name(), ""));
    }
    for (int i = 0; i < texts.size(); i++) {
      if (Double.parseDouble(texts.get(i)) == setting.number(axis.name())) {
        return i;
      }
    }
    return -1;
  }

  /** Where a setting lies, from 0 to 1. */
  double share(Settings.Setting setting) {
    return axis.numeric() ? share(setting.number(axis.name())) : (index(setting) + 0.5) / size();
  }

  private double share(double value) {
    double low = scaled(Double.parseDouble(texts.getFirst()));
    double high = scaled(Double.parseDouble(texts.getLast()));
    return high > low ? (scaled(value) - low) / (high - low) : 0.5;
  }

  private double scaled(double value) {
    return axis.logarithmic() ? Math.log(value) : value;
  }

  /** Names along the axis. */
  List<ParallelPicture.Tick> ticks() {
    if (axis.numeric() && size() > MOST_TICKS) {
      return ticks(
          Double.parseDouble(texts.getFirst()),
          Double.parseDouble(texts.getLast()),
          axis.logarithmic());
    }
    List<ParallelPicture.Tick> ticks = new ArrayList<>();
    int stride = Math.ceilDiv(size(), MOST_TICKS);
    for (int i = 0; i < size(); i += stride) {
      ticks.add(
          new ParallelPicture.Tick(
              axis.numeric() ? share(Double.parseDouble(texts.get(i))) : (i + 0.5) / size(),
              texts.get(i)));
    }
    return ticks;
  }

  static List<ParallelPicture.Tick> ticks(double low, double high, boolean logarithmic) {
    if (!(high > low)) {
      return List.of(new ParallelPicture.Tick(0.5, Numbers.significant(low, 4)));
    }
    List<ParallelPicture.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < TICKS; i++) {
      double at = (double) i / (TICKS - 1);
      double value = logarithmic ? low * Math.pow(high / low, at) : low + at * (high - low);
      ticks.add(new ParallelPicture.Tick(at, Numbers.significant(value, 3)));
    }
    return ticks;
  }
}

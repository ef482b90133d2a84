package dev.orrery.core.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * The declaration of a metric: what an algorithm measures, for help and the reference.
 *
 * @param name in SageMaker's words; a star stands for a number, as in {@code accuracy_k*}
 * @param direction whether less or more is better
 * @param meaning what it is, in a few words
 * @param channels the channels on which SageMaker's algorithm measures it
 * @param extraChannels those on which only Orrery does
 */
public record Measure(
    String name,
    Metric.Direction direction,
    String meaning,
    List<String> channels,
    List<String> extraChannels) {

  /** Keeps copies of the lists. */
  public Measure {
    channels = List.copyOf(channels);
    extraChannels = List.copyOf(extraChannels);
  }

  /** A measure of which less is better, on no channel yet. */
  public static Measure loss(String name, String meaning) {
    return new Measure(name, Metric.Direction.LOSS, meaning, List.of(), List.of());
  }

  /** A measure of which more is better, on no channel yet. */
  public static Measure score(String name, String meaning) {
    return new Measure(name, Metric.Direction.SCORE, meaning, List.of(), List.of());
  }

  /** A figure to know, on no channel yet. */
  public static Measure figure(String name, String meaning) {
    return new Measure(name, Metric.Direction.FIGURE, meaning, List.of(), List.of());
  }

  /** This one, measured by SageMaker on these channels. */
  public Measure on(String... names) {
    return new Measure(name, direction, meaning, List.of(names), extraChannels);
  }

  /** This one, measured on these channels by Orrery alone. */
  public Measure extraOn(String... names) {
    return new Measure(name, direction, meaning, channels, List.of(names));
  }

  /** The keys of {@link Metric#key} that it is told under, SageMaker's first. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    channels.forEach(channel -> keys.add(key(channel, false)));
    extraChannels.forEach(channel -> keys.add(key(channel, true)));
    return keys;
  }

  private String key(String channel, boolean extension) {
    return new Metric(channel, name, name, Double.NaN, direction, extension).key();
  }

  /** Whether a key is one of these. */
  public boolean covers(String key) {
    return keys().stream().anyMatch(mine -> key.matches(mine.replace("*", "\\d+")));
  }
}

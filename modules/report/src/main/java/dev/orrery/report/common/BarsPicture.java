package dev.orrery.report.common;

import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Horizontal bars with names, blue above zero and red below it, such as coefficients or
 * attributions. Bars whose value is not finite are left out.
 */
public final class BarsPicture extends PictureBuilder<BarsPicture> {

  /** Bars that can be told apart on the smallest picture. */
  private static final int MOST = 40;

  private final List<Bars.Bar> bars = new ArrayList<>();
  private String axis = "";
  private int most = MOST;
  private boolean sorted;
  private boolean logarithmic;

  private BarsPicture(String name) {
    super(name);
  }

  /** A picture without bars yet. */
  public static BarsPicture named(String name) {
    return new BarsPicture(name);
  }

  @Override
  BarsPicture self() {
    return this;
  }

  /** What the lengths are, such as {@code weight}. */
  public BarsPicture axis(String label) {
    axis = label;
    return this;
  }

  /** Adds a bar, below those before. */
  public BarsPicture bar(String name, double value) {
    return bar(name, value, value, value);
  }

  /** Adds a bar with a whisker from low to high. */
  public BarsPicture bar(String name, double value, double low, double high) {
    return bar(name, value, low, high, 0);
  }

  /** Adds a bar with a whisker from low to high, of a group which has a color of its own. */
  public BarsPicture bar(String name, double value, double low, double high, int group) {
    if (Double.isFinite(value) && Double.isFinite(low) && Double.isFinite(high)) {
      bars.add(new Bars.Bar(name, value, Math.min(low, value), Math.max(high, value), group));
    }
    return this;
  }

  /** Adds a bar of a group, which has a color of its own. */
  public BarsPicture bar(String name, double value, int group) {
    return bar(name, value, value, value, group);
  }

  /** Makes lengths logarithmic, from a power of ten on; bars at or below 0 are left out. */
  public BarsPicture logarithmic() {
    logarithmic = true;
    return this;
  }

  /** Puts the longest bars first, whatever their sign. */
  public BarsPicture sorted() {
    sorted = true;
    return this;
  }

  /** Shows the n longest bars, at most 40, and says how many there are; the order stays. */
  public BarsPicture top(int n) {
    most = Math.clamp(n, 1, MOST);
    return this;
  }

  @Override
  public Picture build() {
    Comparator<Bars.Bar> longest = Comparator.comparingDouble(bar -> -Math.abs(bar.value()));
    List<Bars.Bar> kept = bars.stream().sorted(longest).limit(most).toList();
    List<Bars.Bar> shown =
        sorted ? kept : bars.stream().filter(bar -> kept.stream().anyMatch(b -> b == bar)).toList();
    if (shown.size() < bars.size()) {
      String part =
          "the " + Numbers.count(shown.size()) + " largest of " + Numbers.count(bars.size());
      subtitle(subtitle().isEmpty() ? "T" + part.substring(1) : subtitle() + "; " + part);
    }
    String title = title();
    String subtitle = subtitle();
    List<Bars.Bar> drawn = shown.stream().filter(bar -> !logarithmic || bar.low() > 0).toList();
    return picture(
        (graphics, width, height) -> {
          Rectangle2D room = Sheet.begin(graphics, width, height, title, subtitle);
          if (drawn.isEmpty()) {
            Sheet.nothing(graphics, room, "There is nothing to show.");
          } else {
            Bars.draw(graphics, room, drawn, axis, logarithmic);
          }
        });
  }
}

package dev.orrery.cli;

import dev.orrery.core.text.Text;

/** Times as people read them. */
public final class Durations {

  private Durations() {}

  /** Such as {@code 0.3 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
  public static String text(double seconds) {
    if (Double.isNaN(seconds)) {
      return "?";
    }
    if (seconds < 10) {
      return Text.format("%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}

package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Draws named bars, one below the other, from a common zero. */
final class Bars {

  /** The color of bars below zero. */
  private static final int NEGATIVE = 3;

  private static final double TALLEST = 56;

  /**
   * A bar.
   *
   * @param low the lower end of its whisker; the value itself for none
   * @param high the upper end of its whisker; the value itself for none
   * @param group which color it has; of group 0 bars below zero have another
   */
  record Bar(String name, double value, double low, double high, int group) {}

  private Bars() {}

  /**
   * Draws bars.
   *
   * @param logarithmic whether lengths are logarithms, from the power of ten below the least on
   */
  static void draw(
      Graphics2D graphics, Rectangle2D room, List<Bar> bars, String axis, boolean logarithmic) {
    DoubleUnaryOperator length = logarithmic ? logarithm(bars) : DoubleUnaryOperator.identity();
    double foot = axis.isEmpty() ? 0 : 22;
    double step = Math.min(TALLEST, (room.getHeight() - foot) / bars.size());
    graphics.setFont(Charts.font(Font.PLAIN, (float) Math.clamp(step * 0.62, 8, 14)));
    double names = 0;
    double values = 0;
    double low = 0;
    double high = 0;
    for (Bar bar : bars) {
      names = Math.max(names, graphics.getFontMetrics().stringWidth(bar.name()));
      values = Math.max(values, graphics.getFontMetrics().stringWidth(number(bar)));
      low = Math.min(low, length.applyAsDouble(Math.min(bar.low(), bar.value())));
      high = Math.max(high, length.applyAsDouble(Math.max(bar.high(), bar.value())));
    }
    names = Math.min(names, 0.38 * room.getWidth()) + 8;
    values += 10;
    double left = room.getX() + names + (low < 0 ? values : 0);
    double right = room.getMaxX() - (high > 0 || low == 0 ? values : 4);
    double unit = high > low ? Math.max(1, right - left) / (high - low) : 0;
    double zero = left - low * unit;
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double middle = room.getY() + (i + 0.5) * step;
      graphics.setColor(Charts.INK);
      String name = Sheet.fitted(graphics, bar.name(), names - 8);
      right(graphics, name, room.getX() + names - 8, middle);
      double end = zero + length.applyAsDouble(bar.value()) * unit;
      double whiskerLow = zero + length.applyAsDouble(bar.low()) * unit;
      double whiskerHigh = zero + length.applyAsDouble(bar.high()) * unit;
      graphics.setColor(
          Palette.color(bar.group() == 0 && bar.value() < 0 ? NEGATIVE : bar.group()));
      graphics.fill(
          new Rectangle2D.Double(
              Math.min(zero, end), middle - 0.38 * step, Math.abs(end - zero), 0.76 * step));
      whisker(graphics, whiskerLow, whiskerHigh, middle, step);
      graphics.setColor(Charts.FAINT_INK);
      if (bar.value() < 0) {
        right(graphics, number(bar), whiskerLow - 5, middle);
      } else {
        left(graphics, number(bar), whiskerHigh + 5, middle);
      }
    }
    double bottom = room.getY() + bars.size() * step;
    graphics.setColor(Charts.FAINT_INK);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(new Line2D.Double(zero, room.getY(), zero, bottom));
    if (!axis.isEmpty()) {
      graphics.setFont(Charts.font(Font.PLAIN, 13));
      String shown = Sheet.fitted(graphics, axis, right - left + values);
      Sheet.centered(graphics, shown, (left + right) / 2, bottom + 13);
    }
  }

  /** Decades above the power of ten below the least end. */
  private static DoubleUnaryOperator logarithm(List<Bar> bars) {
    double least = bars.stream().mapToDouble(Bar::low).min().orElse(1);
    double from = Math.floor(Math.log10(least));
    return value -> Math.log10(value) - from;
  }

  private static void whisker(
      Graphics2D graphics, double low, double high, double middle, double step) {
    if (high - low < 0.5) {
      return;
    }
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke(1.3f));
    graphics.draw(new Line2D.Double(low, middle, high, middle));
    for (double end : new double[] {low, high}) {
      graphics.draw(new Line2D.Double(end, middle - 0.2 * step, end, middle + 0.2 * step));
    }
  }

  private static String number(Bar bar) {
    return Numbers.significant(bar.value(), 3);
  }

  private static void left(Graphics2D graphics, String text, double x, double middle) {
    double half = graphics.getFontMetrics().stringWidth(text) / 2.0;
    Sheet.centered(graphics, text, x + half, middle);
  }

  private static void right(Graphics2D graphics, String text, double x, double middle) {
    double half = graphics.getFontMetrics().stringWidth(text) / 2.0;
    Sheet.centered(graphics, text, x - half, middle);
  }
}

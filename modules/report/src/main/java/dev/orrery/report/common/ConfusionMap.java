package dev.orrery.report.common;

import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Palette;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Draws the fields of a confusion matrix with the names of their lines and columns. */
final class ConfusionMap {

  private static final double AXIS = 20;
  private static final Color EMPTY = new Color(0xF4F5F7);

  private ConfusionMap() {}

  /** The word of a class, or its number. */
  static String name(int label, List<String> names) {
    return label < names.size() ? names.get(label) : Integer.toString(label);
  }

  /**
   * Draws.
   *
   * @param used the classes that are shown
   * @param figures whether there is room for names and figures
   */
  static void draw(
      Graphics2D graphics,
      Rectangle2D room,
      MulticlassConfusion confusion,
      int[] used,
      List<String> names,
      boolean figures) {
    int k = used.length;
    float size = (float) Math.clamp(Math.min(room.getWidth(), room.getHeight()) / k * 0.6, 7, 13);
    graphics.setFont(Charts.font(Font.PLAIN, size));
    double widest = 0;
    for (int label : used) {
      widest = Math.max(widest, graphics.getFontMetrics().stringWidth(name(label, names)));
    }
    double side = figures ? Math.min(widest, 0.28 * room.getWidth()) + 8 : 0;
    double left = room.getX() + AXIS + side;
    double cellWidth = (room.getMaxX() - left) / k;
    boolean turned = widest > cellWidth - 4;
    double foot =
        !figures ? 0 : turned ? Math.min(widest, 0.22 * room.getHeight()) + 8 : size * 1.5 + 4;
    double cellHeight = (room.getHeight() - AXIS - foot) / k;
    for (int i = 0; i < k; i++) {
      line(graphics, confusion, used, i, left, room.getY(), cellWidth, cellHeight, figures);
    }
    graphics.setFont(Charts.font(Font.PLAIN, size));
    graphics.setColor(Charts.INK);
    double bottom = room.getY() + k * cellHeight;
    for (int i = 0; figures && i < k; i++) {
      double down = room.getY() + (i + 0.5) * cellHeight;
      String beside = Sheet.fitted(graphics, name(used[i], names), side - 8);
      double half = graphics.getFontMetrics().stringWidth(beside) / 2.0;
      Sheet.centered(graphics, beside, left - 6 - half, down);
      double across = left + (i + 0.5) * cellWidth;
      if (turned) {
        String under = Sheet.fitted(graphics, name(used[i], names), foot - 8);
        double length = graphics.getFontMetrics().stringWidth(under) / 2.0;
        turned(graphics, under, across, bottom + 6 + length);
      } else {
        Sheet.centered(graphics, name(used[i], names), across, bottom + foot / 2);
      }
    }
    graphics.setFont(Charts.font(Font.PLAIN, 14));
    double middle = room.getY() + k * cellHeight / 2;
    turned(graphics, "Class", room.getX() + AXIS / 2 - 2, middle);
    Sheet.centered(graphics, "Called", left + k * cellWidth / 2, bottom + foot + AXIS / 2);
  }

  private static void line(
      Graphics2D graphics,
      MulticlassConfusion confusion,
      int[] used,
      int i,
      double left,
      double top,
      double width,
      double height,
      boolean figures) {
    long all = 0;
    for (int called : used) {
      all += confusion.count(used[i], called);
    }
    double gap = used.length > 30 ? 0 : 1;
    for (int j = 0; j < used.length; j++) {
      long count = confusion.count(used[i], used[j]);
      double share = all == 0 ? 0 : (double) count / all;
      // mistakes are rarer than what is right, so their color rises faster
      Color color =
          i == j ? mixed(Palette.color(0), share) : mixed(Palette.color(3), Math.sqrt(share));
      double x = left + j * width;
      double y = top + i * height;
      graphics.setColor(count == 0 ? EMPTY : color);
      graphics.fill(new Rectangle2D.Double(x, y, width - gap, height - gap));
      if (figures && count > 0) {
        graphics.setColor(Palette.inkOn(color));
        figures(graphics, count, share, x, y, width, height);
      }
    }
  }

  /** The count, and under it the share, as far as there is room. */
  private static void figures(
      Graphics2D graphics,
      long count,
      double share,
      double x,
      double y,
      double width,
      double height) {
    String number = Numbers.count(count);
    String percent = Numbers.significant(100 * share, share < 0.1 ? 2 : 3) + " %";
    graphics.setFont(Charts.font(Font.PLAIN, 11));
    boolean both =
        height > 32 && graphics.getFontMetrics().stringWidth(percent) < width - 4 && width > 40;
    float size = (float) Math.clamp(0.55 * height, 6, both ? 15 : 13);
    graphics.setFont(Charts.font(Font.PLAIN, size));
    double wide = graphics.getFontMetrics().stringWidth(number);
    if (wide > width - 2) {
      size = (float) (size * (width - 2) / wide);
      graphics.setFont(Charts.font(Font.PLAIN, size));
    }
    if (size < 5) {
      return;
    }
    Sheet.centered(graphics, number, x + width / 2, y + height / 2 - (both ? 8 : 0));
    if (both) {
      graphics.setFont(Charts.font(Font.PLAIN, 11));
      Sheet.centered(graphics, percent, x + width / 2, y + height / 2 + 9);
    }
  }

  private static Color mixed(Color color, double share) {
    double kept = 0.08 + 0.92 * share;
    return new Color(
        channel(color.getRed(), kept),
        channel(color.getGreen(), kept),
        channel(color.getBlue(), kept));
  }

  private static int channel(int value, double kept) {
    return (int) Math.round(255 + (value - 255) * kept);
  }

  /** Draws a text that is read from below, around a place. */
  private static void turned(Graphics2D graphics, String text, double x, double y) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    Sheet.centered(graphics, text, 0, 0);
    graphics.setTransform(before);
  }
}

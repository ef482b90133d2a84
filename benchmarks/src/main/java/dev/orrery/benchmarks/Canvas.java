package dev.orrery.benchmarks;

import dev.orrery.report.Charts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** What the pictures of the kernels are drawn with: text, lines, dots and logarithmic axes. */
final class Canvas {

  static final float MARGIN = 16;

  private static final Color GRID = new Color(0xE3E3E3);
  private static final BasicStroke DOTTED =
      new BasicStroke(
          1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {1.5f, 2.5f}, 0);

  /** Where the first and the last value of a logarithmic axis lie. */
  record Axis(double low, double high, double from, double to) {

    double at(double value) {
      return from + (to - from) * Math.log(value / low) / Math.log(high / low);
    }
  }

  private final Graphics2D graphics;

  Canvas(Graphics2D graphics, int width, int height) {
    this.graphics = graphics;
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
  }

  void font(int style, float size, Color color) {
    graphics.setFont(Charts.font(style, size));
    graphics.setColor(color);
  }

  /** A text that begins at a place on its base line. */
  void left(String text, double x, double y) {
    graphics.drawString(text, (float) x, (float) y);
  }

  /** A text that ends at a place. */
  void right(String text, double x, double y) {
    left(text, x - width(text), y);
  }

  /** A text around a place. */
  void centered(String text, double x, double y) {
    FontMetrics metrics = graphics.getFontMetrics();
    left(text, x - width(text) / 2, y + (metrics.getAscent() - metrics.getDescent()) / 2.0);
  }

  /** A text that reads upwards, around a place. */
  void upwards(String text, double x, double y) {
    graphics.rotate(-Math.PI / 2, x, y);
    centered(text, x, y);
    graphics.rotate(Math.PI / 2, x, y);
  }

  double width(String text) {
    return graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
  }

  /** A text that fits a width, cut where it must be. */
  String fitted(String text, double width) {
    String fitted = text;
    for (int most = text.length() - 1; most > 1 && width(fitted) > width; most--) {
      fitted = Charts.shortened(text, most);
    }
    return fitted;
  }

  /** Lines of text no wider than asked for; returns the base line of the next. */
  double paragraph(String text, double x, double y, double width) {
    double height = graphics.getFontMetrics().getHeight() + 1;
    String line = "";
    double next = y;
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer) > width) {
        left(line, x, next);
        next += height;
        longer = word;
      }
      line = longer;
    }
    left(line, x, next);
    return next + height;
  }

  /** Title and subtitle, as other pictures have them. */
  void heading(String title, String subtitle) {
    font(Font.BOLD, 18, Charts.INK);
    left(title, MARGIN, 28);
    font(Font.PLAIN, 13, Charts.FAINT_INK);
    left(subtitle, MARGIN, 48);
  }

  void line(double x0, double y0, double x1, double y1, Color color, float thickness) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(thickness));
    graphics.draw(new Line2D.Double(x0, y0, x1, y1));
  }

  void dotted(double x0, double y0, double x1, double y1, Color color) {
    graphics.setColor(color);
    graphics.setStroke(DOTTED);
    graphics.draw(new Line2D.Double(x0, y0, x1, y1));
  }

  void band(double x, double y, double width, double height, Color color) {
    graphics.setColor(color);
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
  }

  void dot(double x, double y, double radius, Color fill, Color rim) {
    Ellipse2D shape = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    graphics.setColor(fill);
    graphics.fill(shape);
    graphics.setColor(rim);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(shape);
  }

  /** Lines upwards at powers of ten and between them, with their values below. */
  void ticksBelow(Axis axis, double top, double bottom) {
    font(Font.PLAIN, 11, Charts.FAINT_INK);
    for (double tick = first(axis); tick <= axis.high(); tick = next(tick)) {
      if (tick >= axis.low()) {
        line(axis.at(tick), top, axis.at(tick), bottom, GRID, 1);
        graphics.setColor(Charts.FAINT_INK);
        centered(text(tick), axis.at(tick), bottom + 11);
      }
    }
  }

  /** Lines across at powers of ten and between them, with their values on the left. */
  void ticksBeside(Axis axis, double left, double right) {
    font(Font.PLAIN, 11, Charts.FAINT_INK);
    for (double tick = first(axis); tick <= axis.high(); tick = next(tick)) {
      if (tick >= axis.low()) {
        line(left, axis.at(tick), right, axis.at(tick), GRID, 1);
        graphics.setColor(Charts.FAINT_INK);
        right(text(tick), left - 5, axis.at(tick) + 4);
      }
    }
  }

  private static double first(Axis axis) {
    return Math.pow(10, Math.floor(Math.log10(axis.low())));
  }

  /** 1, 3, 10, 30 and so on. */
  private static double next(double tick) {
    double power = Math.pow(10, Math.floor(Math.log10(tick * 1.001)));
    return tick > 2 * power ? 10 * power : 3 * power;
  }

  private static String text(double tick) {
    return tick < 1
        ? String.format(Locale.ROOT, "%.3g", tick).replaceAll("0+$", "")
        : Long.toString(Math.round(tick));
  }
}

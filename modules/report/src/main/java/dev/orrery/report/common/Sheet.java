package dev.orrery.report.common;

import dev.orrery.report.Charts;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;

/** The ground and the heading of pictures that are not one chart, as a chart has them. */
final class Sheet {

  private static final double MARGIN = 16;

  private Sheet() {}

  /** Draws ground, title and subtitle, and returns the room that is left. */
  static Rectangle2D begin(
      Graphics2D graphics, int width, int height, String title, String subtitle) {
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    double y = 12;
    y = paragraph(graphics, title, Charts.font(Font.BOLD, 18), Charts.INK, width, y);
    if (!subtitle.isEmpty()) {
      y = paragraph(graphics, subtitle, Charts.font(Font.PLAIN, 13), Charts.FAINT_INK, width, y);
    }
    return new Rectangle2D.Double(
        MARGIN, y + 8, width - 2 * MARGIN, Math.max(1, height - y - 8 - 0.75 * MARGIN));
  }

  private static double paragraph(
      Graphics2D graphics, String text, Font font, Color color, int width, double y) {
    graphics.setFont(font);
    graphics.setColor(color);
    FontMetrics metrics = graphics.getFontMetrics();
    double top = y;
    for (String line : wrapped(text, metrics, width - 2 * MARGIN)) {
      graphics.drawString(line, (float) MARGIN, (float) (top + metrics.getAscent()));
      top += metrics.getHeight() + 1;
    }
    return top;
  }

  private static List<String> wrapped(String text, FontMetrics metrics, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && metrics.stringWidth(longer) > width) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  /** A text in the middle of a room, for a picture of nothing. */
  static void nothing(Graphics2D graphics, Rectangle2D room, String text) {
    graphics.setFont(Charts.font(Font.PLAIN, 14));
    graphics.setColor(Charts.FAINT_INK);
    centered(graphics, text, room.getCenterX(), room.getCenterY());
  }

  /** Draws a text around a place. */
  static void centered(Graphics2D graphics, String text, double x, double y) {
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(
        text,
        (float) (x - metrics.stringWidth(text) / 2.0),
        (float) (y + (metrics.getAscent() - metrics.getDescent()) / 2.0));
  }

  /** A text that fits a width in the font that is set, cut where it must be. */
  static String fitted(Graphics2D graphics, String text, double width) {
    FontMetrics metrics = graphics.getFontMetrics();
    String fitted = text;
    for (int most = text.length() - 1; most > 1 && metrics.stringWidth(fitted) > width; most--) {
      fitted = Charts.shortened(text, most);
    }
    return fitted;
  }

  /** Draws charts side by side where the room is wide, else one above the other. */
  static void charts(Graphics2D graphics, Rectangle2D room, JFreeChart... charts) {
    boolean beside = room.getWidth() > 600;
    double width = beside ? room.getWidth() / charts.length : room.getWidth();
    double height = beside ? room.getHeight() : room.getHeight() / charts.length;
    for (int i = 0; i < charts.length; i++) {
      charts[i].draw(
          graphics,
          new Rectangle2D.Double(
              room.getX() + (beside ? i * width : 0),
              room.getY() + (beside ? 0 : i * height),
              width,
              height));
    }
  }
}

package dev.orrery.report;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import org.jfree.chart.JFreeChart;

/**
 * One picture of a run, drawn as often as wanted and in any size.
 *
 * @param name of its files, such as {@code clusters}: lower-case letters, digits and hyphens
 * @param title in a few words
 * @param description what it shows, for those who cannot see it and as its caption
 * @param drawer draws it
 */
public record Picture(String name, String title, String description, Drawer drawer) {

  /** Checks the name. */
  public Picture {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("not the name of a picture: " + name);
    }
  }

  /** Draws a picture; the same every time for the same size. */
  @FunctionalInterface
  public interface Drawer {

    /** Draws from (0, 0) to (width, height), the ground included; a unit is 1/72 inch of text. */
    void draw(Graphics2D graphics, int width, int height);
  }

  /**
   * The picture as the bytes of a PNG.
   *
   * @param width in units, 1 or more
   * @param height in units, 1 or more
   * @param scale pixels per unit, above 0
   */
  public byte[] png(int width, int height, double scale) throws IOException {
    return PictureFormats.png(this, new Dimension(width, height), scale);
  }

  /** A picture that is a chart. */
  public static Picture of(String name, String description, JFreeChart chart) {
    return new Picture(
        name,
        chart.getTitle().getText(),
        description,
        (graphics, width, height) ->
            chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height)));
  }
}

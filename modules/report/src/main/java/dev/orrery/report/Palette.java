package dev.orrery.report;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/**
 * Colors and marks of groups. The colors stay apart for color-blind readers (Okabe and Ito, "Color
 * Universal Design", 2008, then Tol's muted scheme); every ten groups the mark changes its shape,
 * and after twenty the colors begin again.
 */
public final class Palette {

  private static final int[] COLORS = {
    0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0xCC79A7, 0x56B4E9, 0x7A6A00, 0x882255, 0x777777,
    0x332288, 0x44AA99, 0xAA4499, 0x117733, 0xCC6677, 0x999933, 0x8C564B, 0x88CCEE, 0xB59F3B,
    0x444444, 0x6699CC,
  };

  private static final int COLORS_PER_SHAPE = 10;
  private static final int SHAPES = 4;

  private Palette() {}

  /** The color of a group, from 0. */
  public static Color color(int group) {
    return new Color(COLORS[Math.floorMod(group, COLORS.length)]);
  }

  /** Black or white, whichever reads better on a color. */
  public static Color inkOn(Color color) {
    double luminance = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return luminance > 150 ? Color.BLACK : Color.WHITE;
  }

  /** The mark of a group, from 0, around the origin. */
  public static Shape shape(int group, double size) {
    double r = size / 2;
    return switch (Math.floorMod(group / COLORS_PER_SHAPE, SHAPES)) {
      case 0 -> new Ellipse2D.Double(-r, -r, size, size);
      case 1 -> polygon(0, -1.2 * r, 1.1 * r, 0.8 * r, -1.1 * r, 0.8 * r);
      case 2 -> new Rectangle2D.Double(-0.9 * r, -0.9 * r, 0.9 * size, 0.9 * size);
      default -> polygon(0, -1.2 * r, 1.2 * r, 0, 0, 1.2 * r, -1.2 * r, 0);
    };
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }

  /** All colors for a page, as {@code #rrggbb}, on a white ground. */
  public static List<String> onLight() {
    return Arrays.stream(COLORS).mapToObj(rgb -> String.format("#%06x", rgb)).toList();
  }

  /**
   * The same colors as the page shows its pictures on a dark ground, through the filters {@code
   * invert(0.91) hue-rotate(180deg)} of page.css (CSS Filter Effects, sections 8.4 and 8.6).
   */
  public static List<String> onDark() {
    return Arrays.stream(COLORS)
        .mapToObj(
            rgb -> {
              double red = inverted(rgb >> 16 & 0xFF);
              double green = inverted(rgb >> 8 & 0xFF);
              double blue = inverted(rgb & 0xFF);
              return String.format(
                  "#%02x%02x%02x",
                  channel(-0.574 * red + 1.430 * green + 0.144 * blue),
                  channel(0.426 * red + 0.430 * green + 0.144 * blue),
                  channel(0.426 * red + 1.430 * green - 0.856 * blue));
            })
        .toList();
  }

  private static double inverted(int channel) {
    return 0.91 * 255 + channel * (1 - 2 * 0.91);
  }

  private static int channel(double value) {
    return Math.clamp(Math.round(value), 0, 255);
  }
}

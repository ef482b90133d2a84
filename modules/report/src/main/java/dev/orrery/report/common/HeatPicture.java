package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Palette;
import dev.orrery.report.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/**
 * A field for each pair of two lists of values, the better the darker, with its figure where there
 * is room. Fields without a finite value are left empty.
 */
public final class HeatPicture extends PictureBuilder<HeatPicture> {

  private static final Color EMPTY = new Color(0xF1F2F4);
  private static final Color WORST = new Color(0xE9DFCB);
  private static final Color BEST = new Color(0x1A3A78);
  private static final double TITLE = 24;

  private String x = "x";
  private String y = "y";
  private List<String> columns = List.of();
  private List<String> rows = List.of();
  private double[][] values = {};
  private boolean lessIsBetter;

  private HeatPicture(String name) {
    super(name);
  }

  /** A picture without fields yet. */
  public static HeatPicture named(String name) {
    return new HeatPicture(name);
  }

  @Override
  HeatPicture self() {
    return this;
  }

  /** The horizontal axis. */
  public HeatPicture x(String label, List<String> names) {
    x = label;
    columns = List.copyOf(names);
    return this;
  }

  /** The vertical axis, from below. */
  public HeatPicture y(String label, List<String> names) {
    y = label;
    rows = List.copyOf(names);
    return this;
  }

  /**
   * The fields.
   *
   * @param values by row from below, then by column
   * @param lessIsBetter whether the least values are the darkest
   */
  public HeatPicture values(double[][] values, boolean lessIsBetter) {
    this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    this.lessIsBetter = lessIsBetter;
    return this;
  }

  @Override
  public Picture build() {
    String title = title();
    String subtitle = subtitle();
    return picture(
        (graphics, width, height) -> {
          Rectangle2D room = Sheet.begin(graphics, width, height, title, subtitle);
          if (columns.isEmpty() || rows.isEmpty()) {
            Sheet.nothing(graphics, room, "There is nothing to show.");
          } else {
            draw(graphics, room);
          }
        });
  }

  private void draw(Graphics2D graphics, Rectangle2D room) {
    graphics.setFont(Charts.font(Font.PLAIN, 13));
    double widest =
        rows.stream().mapToDouble(graphics.getFontMetrics()::stringWidth).max().orElse(0);
    double names = Math.min(widest, 0.28 * room.getWidth()) + 10;
    double left = room.getX() + TITLE + names;
    double cellWidth = (room.getMaxX() - left) / columns.size();
    double cellHeight = (room.getHeight() - 2 * TITLE) / rows.size();
    double low = all().min().orElse(0);
    double high = all().max().orElse(1);
    for (int r = 0; r < rows.size(); r++) {
      double top = room.getY() + (rows.size() - 1 - r) * cellHeight;
      for (int c = 0; c < columns.size(); c++) {
        Rectangle2D cell =
            new Rectangle2D.Double(
                left + c * cellWidth,
                top,
                Math.max(1, cellWidth - 1.5),
                Math.max(1, cellHeight - 1.5));
        cell(graphics, cell, values[r][c], low, high);
      }
      graphics.setFont(Charts.font(Font.PLAIN, 13));
      graphics.setColor(Charts.FAINT_INK);
      if (shown(r, rows.size(), cellHeight, 16)) {
        String name = Sheet.fitted(graphics, rows.get(r), names - 8);
        double half = graphics.getFontMetrics().stringWidth(name) / 2.0;
        Sheet.centered(graphics, name, left - 8 - half, top + cellHeight / 2);
      }
    }
    double bottom = room.getY() + rows.size() * cellHeight;
    double need =
        columns.stream().mapToDouble(graphics.getFontMetrics()::stringWidth).max().orElse(0) + 6;
    for (int c = 0; c < columns.size(); c++) {
      if (shown(c, columns.size(), cellWidth, Math.min(need, 90))) {
        String name = Sheet.fitted(graphics, columns.get(c), Math.max(cellWidth, 84));
        Sheet.centered(graphics, name, left + (c + 0.5) * cellWidth, bottom + TITLE / 2);
      }
    }
    graphics.setColor(Charts.INK);
    graphics.setFont(Charts.font(Font.PLAIN, 14));
    Sheet.centered(graphics, x, (left + room.getMaxX()) / 2, bottom + 1.5 * TITLE);
    turned(graphics, room.getX() + TITLE / 2, (room.getY() + bottom) / 2);
  }

  private void turned(Graphics2D graphics, double atX, double atY) {
    var before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, atX, atY);
    Sheet.centered(graphics, y, atX, atY);
    graphics.setTransform(before);
  }

  /** Whether the n-th name of a line is written, when each needs some room. */
  private static boolean shown(int n, int count, double room, double need) {
    int stride = (int) Math.ceil(need / room);
    return n % stride == 0 && (n + stride <= count || n == count - 1 || stride == 1);
  }

  private void cell(Graphics2D graphics, Rectangle2D cell, double value, double low, double high) {
    if (!Double.isFinite(value)) {
      graphics.setColor(EMPTY);
      graphics.fill(cell);
      return;
    }
    double share = high > low ? (value - low) / (high - low) : 1;
    Color color = mixed(lessIsBetter && high > low ? 1 - share : share);
    graphics.setColor(color);
    graphics.fill(cell);
    graphics.setFont(Charts.font(Font.PLAIN, 12));
    String figure = Numbers.significant(value, 3);
    if (graphics.getFontMetrics().stringWidth(figure) < cell.getWidth() - 2
        && cell.getHeight() > 14) {
      graphics.setColor(Palette.inkOn(color));
      Sheet.centered(graphics, figure, cell.getCenterX(), cell.getCenterY());
    }
  }

  private java.util.stream.DoubleStream all() {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(Double::isFinite);
  }

  private static Color mixed(double share) {
    return new Color(
        channel(WORST.getRed(), BEST.getRed(), share),
        channel(WORST.getGreen(), BEST.getGreen(), share),
        channel(WORST.getBlue(), BEST.getBlue(), share));
  }

  private static int channel(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}

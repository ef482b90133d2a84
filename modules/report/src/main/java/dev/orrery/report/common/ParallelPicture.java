package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Parallel coordinates: an upright axis for each quantity, and a line for each thing. */
public final class ParallelPicture extends PictureBuilder<ParallelPicture> {

  private static final Color WORST = new Color(0xD9C9A8);
  private static final Color BEST = new Color(0x103070);

  /** A name on an axis, at a share of its height. */
  public record Tick(double at, String name) {}

  private record Axis(String name, List<Tick> ticks) {}

  private record Line(double[] at, double goodness) {}

  private final List<Axis> axes = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private ParallelPicture(String name) {
    super(name);
  }

  /** A picture without axes yet. */
  public static ParallelPicture named(String name) {
    return new ParallelPicture(name);
  }

  @Override
  ParallelPicture self() {
    return this;
  }

  /** Adds an axis, to the right of those before. */
  public ParallelPicture axis(String name, List<Tick> ticks) {
    axes.add(new Axis(name, List.copyOf(ticks)));
    return this;
  }

  /**
   * Adds a line, over those before.
   *
   * @param at where it crosses each axis, from 0 at the foot to 1
   * @param goodness from 0 for the palest to 1
   */
  public ParallelPicture line(double[] at, double goodness) {
    lines.add(new Line(at.clone(), goodness));
    return this;
  }

  @Override
  public Picture build() {
    String title = title();
    String subtitle = subtitle();
    return picture(
        (graphics, width, height) -> {
          Rectangle2D room = Sheet.begin(graphics, width, height, title, subtitle);
          if (lines.isEmpty() || axes.isEmpty()) {
            Sheet.nothing(graphics, room, "There is nothing to show.");
          } else {
            draw(graphics, room);
          }
        });
  }

  private void draw(Graphics2D graphics, Rectangle2D room) {
    double side = Math.min(60, 0.12 * room.getWidth());
    double left = room.getX() + side;
    double step = axes.size() > 1 ? (room.getWidth() - 2 * side) / (axes.size() - 1) : 0;
    double top = room.getY() + 30;
    double height = room.getMaxY() - top - 14;
    int opacity = (int) Math.clamp(20 + 20_000.0 / lines.size(), 30, 200);
    graphics.setStroke(new BasicStroke(1.3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (Line line : lines) {
      Path2D path = new Path2D.Double();
      for (int i = 0; i < axes.size(); i++) {
        double y = top + (1 - line.at()[i]) * height;
        if (i == 0) {
          path.moveTo(left, y);
        } else {
          path.lineTo(left + i * step, y);
        }
      }
      graphics.setColor(mixed(line.goodness(), opacity));
      graphics.draw(path);
    }
    for (int i = 0; i < axes.size(); i++) {
      axis(graphics, axes.get(i), left + i * step, top, height, Math.max(2 * side, step));
    }
  }

  private static void axis(
      Graphics2D graphics, Axis axis, double x, double top, double height, double room) {
    graphics.setColor(Charts.FAINT_INK);
    graphics.setStroke(new BasicStroke(1.2f));
    graphics.draw(new Line2D.Double(x, top, x, top + height));
    graphics.setFont(Charts.font(Font.PLAIN, 12));
    for (Tick tick : axis.ticks()) {
      double y = top + (1 - tick.at()) * height;
      String name = Sheet.fitted(graphics, tick.name(), 0.6 * room);
      double width = graphics.getFontMetrics().stringWidth(name);
      graphics.setColor(new Color(255, 255, 255, 190));
      graphics.fill(new Rectangle2D.Double(x + 4, y - 8, width + 4, 16));
      graphics.setColor(Charts.INK);
      Sheet.centered(graphics, name, x + 6 + width / 2, y);
    }
    graphics.setFont(Charts.font(Font.BOLD, 12));
    Sheet.centered(graphics, Sheet.fitted(graphics, axis.name(), room - 6), x, top - 16);
  }

  private static Color mixed(double share, int opacity) {
    double kept = Math.clamp(share, 0, 1);
    return new Color(
        (int) Math.round(WORST.getRed() + (BEST.getRed() - WORST.getRed()) * kept),
        (int) Math.round(WORST.getGreen() + (BEST.getGreen() - WORST.getGreen()) * kept),
        (int) Math.round(WORST.getBlue() + (BEST.getBlue() - WORST.getBlue()) * kept),
        opacity);
  }
}

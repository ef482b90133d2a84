package dev.orrery.report.common;

import dev.orrery.report.Charts;
import dev.orrery.report.Palette;
import dev.orrery.report.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Small square images: blank is the smallest value, full ink the largest, of all images together.
 * They stand in rows under named columns, or flow to fill the picture.
 */
public final class ImageGridPicture extends PictureBuilder<ImageGridPicture> {

  private static final double GAP = 14;
  private static final double CAPTION = 22;
  private static final int SHADES = 48;

  private record Image(String caption, String brief, float[] pixels) {}

  private record Row(String caption, List<Image> images) {}

  private final List<Row> rows = new ArrayList<>();
  private List<String> columns = List.of();
  private boolean signed;
  private boolean alone;

  private ImageGridPicture(String name) {
    super(name);
  }

  /** A picture without images yet. */
  public static ImageGridPicture named(String name) {
    return new ImageGridPicture(name);
  }

  /** The side of square images of so many pixels; 0 when they are no square of at least 2. */
  public static int side(int pixels) {
    int side = (int) Math.round(Math.sqrt(pixels));
    return side > 1 && side * side == pixels ? side : 0;
  }

  /**
   * Whether features are the pixels of a square image: their number is a square, and all names are
   * like {@code p00}.
   */
  public static boolean arePixels(List<String> featureNames, int featureDim) {
    return side(featureDim) > 0
        && featureNames.size() == featureDim
        && featureNames.stream().allMatch(name -> name.matches("(?i)p(ix(el)?)?[_ ]?\\d+"));
  }

  @Override
  ImageGridPicture self() {
    return this;
  }

  /** Names over the columns. */
  public ImageGridPicture columns(List<String> captions) {
    columns = List.copyOf(captions);
    return this;
  }

  /**
   * Adds a row of images.
   *
   * @param caption beside it
   * @param images the pixels of each, line by line from the top
   */
  public ImageGridPicture row(String caption, List<float[]> images) {
    rows.add(new Row(caption, images.stream().map(pixels -> new Image("", "", pixels)).toList()));
    return this;
  }

  /** Adds an image with a caption under it; such images flow, whatever the rows. */
  public ImageGridPicture image(String caption, float[] pixels) {
    return image(caption, caption, pixels);
  }

  /** Adds such an image with a brief caption for where the whole one does not fit. */
  public ImageGridPicture image(String caption, String brief, float[] pixels) {
    rows.add(new Row("", List.of(new Image(caption, brief, pixels))));
    return this;
  }

  /** Draws values below 0 red, those above it blue, and 0 blank. */
  public ImageGridPicture signed() {
    signed = true;
    return this;
  }

  /** Gives each image a range of its own. */
  public ImageGridPicture eachAlone() {
    alone = true;
    return this;
  }

  @Override
  public Picture build() {
    boolean flowing = rows.stream().allMatch(row -> row.images().size() == 1) && columns.isEmpty();
    String title = title();
    String subtitle = subtitle();
    float[] range = range(rows.stream().flatMap(row -> row.images().stream()).toList());
    return picture(
        (graphics, width, height) -> {
          Rectangle2D room = Sheet.begin(graphics, width, height, title, subtitle);
          if (rows.isEmpty()) {
            Sheet.nothing(graphics, room, "There is nothing to show.");
          } else if (flowing) {
            flow(graphics, room, range);
          } else {
            grid(graphics, room, range);
          }
        });
  }

  private void grid(Graphics2D graphics, Rectangle2D room, float[] range) {
    graphics.setFont(Charts.font(Font.PLAIN, 12));
    int most = rows.stream().mapToInt(row -> row.images().size()).max().orElse(1);
    double side = 0;
    for (Row row : rows) {
      side = Math.max(side, graphics.getFontMetrics().stringWidth(row.caption()));
    }
    side = side == 0 ? 0 : Math.min(side, 0.25 * room.getWidth()) + 8;
    double head = columns.isEmpty() ? 0 : CAPTION;
    double gap = most > 12 || rows.size() > 8 ? 4 : 8;
    double size =
        Math.min(
            (room.getWidth() - side + gap) / most - gap,
            (room.getHeight() - head + gap) / rows.size() - gap);
    double left = room.getX() + side + (room.getWidth() - side - most * (size + gap) + gap) / 2;
    double top = room.getY() + head + (room.getHeight() - head - rows.size() * (size + gap)) / 2;
    graphics.setColor(Charts.INK);
    for (int j = 0; j < Math.min(most, columns.size()); j++) {
      String caption = Sheet.fitted(graphics, columns.get(j), size + gap);
      Sheet.centered(graphics, caption, left + j * (size + gap) + size / 2, top - CAPTION / 2);
    }
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double y = top + i * (size + gap);
      graphics.setColor(Charts.INK);
      String caption = Sheet.fitted(graphics, row.caption(), side - 8);
      double half = graphics.getFontMetrics().stringWidth(caption) / 2.0;
      Sheet.centered(graphics, caption, left - 8 - half, y + size / 2);
      for (int j = 0; j < row.images().size(); j++) {
        image(graphics, row.images().get(j), left + j * (size + gap), y, size, range);
      }
    }
  }

  private void flow(Graphics2D graphics, Rectangle2D room, float[] range) {
    int k = rows.size();
    int across = bestColumns(k, room.getWidth(), room.getHeight());
    int lines = (k + across - 1) / across;
    double size = imageSize(across, lines, room.getWidth(), room.getHeight());
    double left = room.getX() + (room.getWidth() - across * (size + GAP) + GAP) / 2;
    double top = room.getY() + (room.getHeight() - lines * (size + CAPTION + GAP) + GAP) / 2;
    graphics.setFont(Charts.font(Font.PLAIN, size > 60 ? 13 : 10));
    for (int c = 0; c < k; c++) {
      Image image = rows.get(c).images().getFirst();
      double x = left + c % across * (size + GAP);
      double y = top + c / across * (size + CAPTION + GAP);
      image(graphics, image, x, y, size, range);
      graphics.setColor(Charts.INK);
      boolean fits = graphics.getFontMetrics().stringWidth(image.caption()) < size + GAP - 2;
      String caption = fits ? image.caption() : image.brief();
      Sheet.centered(
          graphics,
          Sheet.fitted(graphics, caption, size + GAP - 2),
          x + size / 2,
          y + size + CAPTION / 2);
    }
  }

  private static int bestColumns(int k, double roomX, double roomY) {
    int best = 1;
    for (int columns = 2; columns <= k; columns++) {
      if (imageSize(columns, (k + columns - 1) / columns, roomX, roomY)
          > imageSize(best, (k + best - 1) / best, roomX, roomY)) {
        best = columns;
      }
    }
    return best;
  }

  private static double imageSize(int columns, int lines, double roomX, double roomY) {
    return Math.min((roomX + GAP) / columns - GAP, (roomY + GAP) / lines - GAP - CAPTION);
  }

  private static float[] range(List<Image> images) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (Image image : images) {
      for (float pixel : image.pixels()) {
        low = Float.isFinite(pixel) ? Math.min(low, pixel) : low;
        high = Float.isFinite(pixel) ? Math.max(high, pixel) : high;
      }
    }
    return new float[] {low, high};
  }

  private void image(
      Graphics2D graphics, Image image, double x, double y, double size, float[] all) {
    float[] range = alone ? range(List.of(image)) : all;
    int side = Math.max(1, side(image.pixels().length));
    double pixel = size / side;
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; ) {
        int shade = shade(image.pixels()[i * side + j], range);
        int end = j + 1;
        while (end < side && shade(image.pixels()[i * side + end], range) == shade) {
          end++;
        }
        if (shade != 0) { // the ground is white
          graphics.setColor(color(shade));
          // a little wider than a pixel, so that no seams show between neighbours
          graphics.fill(
              new Rectangle2D.Double(
                  x + j * pixel, y + i * pixel, (end - j) * pixel + 0.4, pixel + 0.4));
        }
        j = end;
      }
    }
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(Charts.FAINT_INK);
    graphics.draw(new Rectangle2D.Double(x, y, size, size));
  }

  /** Few shades, so that neighbours of a shade are drawn as one; below 0 for values below 0. */
  private int shade(float value, float[] range) {
    if (!Float.isFinite(value)) {
      return 0;
    }
    if (signed) {
      float most = Math.max(Math.abs(range[0]), Math.abs(range[1]));
      return most > 0 ? Math.round(SHADES * value / most) : 0;
    }
    float span = range[1] - range[0];
    return span > 0 ? Math.round(SHADES * (value - range[0]) / span) : 0;
  }

  private Color color(int shade) {
    double ink = Math.abs(shade) / (double) SHADES;
    Color full = !signed ? Color.BLACK : Palette.color(shade < 0 ? 3 : 0);
    return new Color(
        (int) Math.round(255 + (full.getRed() - 255) * ink),
        (int) Math.round(255 + (full.getGreen() - 255) * ink),
        (int) Math.round(255 + (full.getBlue() - 255) * ink));
  }
}

package dev.orrery.report.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** The centers as square images, where the features are the pixels of one. */
final class CenterImagesPicture {

  private static final int MOST = 60;
  private static final double GAP = 14;
  private static final double CAPTION = 22;
  private static final double MARGIN = 16;
  private static final double TITLE = 48;

  private CenterImagesPicture() {}

  /** The picture, when all names are like {@code p00} and their number is a square. */
  static Optional<Picture> of(Clustering clustering, List<String> featureNames) {
    int dim = clustering.centers().columns();
    int side = (int) Math.round(Math.sqrt(dim));
    boolean pixels =
        side > 1
            && side * side == dim
            && featureNames.size() == dim
            && featureNames.stream().allMatch(name -> name.matches("(?i)p(ixel)?[_ ]?\\d+"));
    if (!pixels || clustering.k() > MOST) {
      return Optional.empty();
    }
    int[] sizes = clustering.sizes();
    return Optional.of(
        new Picture(
            "centers",
            "Centers as images",
            "Each center drawn as an image of "
                + side
                + " x "
                + side
                + " pixels: blank is the smallest value, full ink the largest. Below it its number and its"
                + " rows.",
            (graphics, width, height) ->
                draw(graphics, width, height, clustering.centers(), sizes, side)));
  }

  private static void draw(
      Graphics2D graphics, int width, int height, DenseMatrix centers, int[] sizes, int side) {
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    graphics.setColor(Charts.INK);
    graphics.setFont(Charts.font(Font.BOLD, 18));
    graphics.drawString("Centers as images", (float) MARGIN, 32f);
    int k = centers.rows();
    double roomX = width - 2 * MARGIN;
    double roomY = height - TITLE - MARGIN;
    int columns = bestColumns(k, roomX, roomY);
    int lines = (k + columns - 1) / columns;
    double size = imageSize(columns, lines, roomX, roomY);
    double left = MARGIN + (roomX - columns * (size + GAP) + GAP) / 2;
    double top = TITLE + (roomY - lines * (size + CAPTION + GAP) + GAP) / 2;
    float[] range = range(centers);
    graphics.setFont(Charts.font(Font.PLAIN, size > 60 ? 13 : 10));
    for (int c = 0; c < k; c++) {
      double x = left + c % columns * (size + GAP);
      double y = top + c / columns * (size + CAPTION + GAP);
      image(graphics, centers, c, side, x, y, size, range);
      graphics.setColor(Charts.INK);
      String caption = size > 60 ? c + ": " + Numbers.count(sizes[c], "row") : Integer.toString(c);
      double textWidth = graphics.getFontMetrics().stringWidth(caption);
      graphics.drawString(
          caption, (float) (x + (size - textWidth) / 2), (float) (y + size + CAPTION - 6));
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

  private static float[] range(DenseMatrix centers) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < centers.rows(); c++) {
      for (int j = 0; j < centers.columns(); j++) {
        low = Math.min(low, centers.get(c, j));
        high = Math.max(high, centers.get(c, j));
      }
    }
    return new float[] {low, high};
  }

  private static void image(
      Graphics2D graphics,
      DenseMatrix centers,
      int c,
      int side,
      double x,
      double y,
      double size,
      float[] range) {
    double pixel = size / side;
    for (int j = 0; j < side * side; j++) {
      float span = range[1] - range[0];
      float dark = span > 0 ? (centers.get(c, j) - range[0]) / span : 0;
      int grey = Math.clamp(Math.round(255 * (1 - dark)), 0, 255);
      graphics.setColor(new Color(grey, grey, grey));
      // a little wider than a pixel, so that no seams show between neighbours
      graphics.fill(
          new Rectangle2D.Double(
              x + j % side * pixel, y + j / side * pixel, pixel + 0.4, pixel + 0.4));
    }
    graphics.setColor(Charts.FAINT_INK);
    graphics.draw(new Rectangle2D.Double(x, y, size, size));
  }
}

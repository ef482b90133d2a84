package dev.orrery.report;

import java.io.IOException;

/** Single pictures for those who have no run and no report. */
public final class PictureFiles {

  private static final double PIXELS_PER_UNIT = 1.6;

  private PictureFiles() {}

  /** A picture as a PNG of 1600 by 1000 pixels. */
  public static byte[] png(Picture picture) throws IOException {
    return PictureFormats.png(picture, PictureFormats.WIDE, PIXELS_PER_UNIT);
  }

  /** A picture as an SVG document whose text is text. */
  public static String svg(Picture picture) throws IOException {
    return PictureFormats.svg(picture, PictureFormats.WIDE);
  }
}

package dev.orrery.notebook;

import dev.orrery.report.common.BarsPicture;
import dev.orrery.report.common.HeatPicture;
import dev.orrery.report.common.HistogramPicture;
import dev.orrery.report.common.ImageGridPicture;
import dev.orrery.report.common.LinesPicture;
import dev.orrery.report.common.RegionsPicture;
import dev.orrery.report.common.ScatterPicture;
import dev.orrery.report.common.SeriesPicture;
import java.util.Locale;

/**
 * Pictures to draw in a cell, in the theme of the reports: each is built by its own methods and
 * finished by {@code build()}. The title names the picture.
 */
public final class Pictures {

  private Pictures() {}

  /** Lines over a common axis, with a legend. */
  public static LinesPicture lines(String title) {
    return LinesPicture.named(name(title)).title(title);
  }

  /** Points on a plane, colored by their groups. */
  public static ScatterPicture scatter(String title) {
    return ScatterPicture.named(name(title)).title(title);
  }

  /** Horizontal bars with names. */
  public static BarsPicture bars(String title) {
    return BarsPicture.named(name(title)).title(title);
  }

  /** How some groups of values are spread. */
  public static HistogramPicture histogram(String title) {
    return HistogramPicture.named(name(title)).title(title);
  }

  /** Gray square images in a grid, such as digits. */
  public static ImageGridPicture images(String title) {
    return ImageGridPicture.named(name(title)).title(title);
  }

  /** Values over two named axes, as colors. */
  public static HeatPicture heat(String title) {
    return HeatPicture.named(name(title)).title(title);
  }

  /** Several series under each other over a common axis, such as time. */
  public static SeriesPicture series(String title) {
    return SeriesPicture.named(name(title)).title(title);
  }

  /** A plane colored by what a model says of each place, with points over it. */
  public static RegionsPicture regions(String title) {
    return RegionsPicture.named(name(title)).title(title);
  }

  /** The name of a picture's files, from its title. */
  private static String name(String title) {
    String name =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return name.isEmpty() ? "picture" : name;
  }
}

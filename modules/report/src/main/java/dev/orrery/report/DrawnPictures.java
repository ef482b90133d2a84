package dev.orrery.report;

import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.run.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures, drawn in all the formats and sizes that a report has them in. */
public final class DrawnPictures {

  /** Pixels per unit of the pictures in files: 1600 x 1000. */
  private static final double FILE_SCALE = 1.6;

  /** Pixels per unit of the pictures for a telephone, whose pixels are small. */
  private static final double NARROW_SCALE = 2;

  private DrawnPictures() {}

  /**
   * A picture, and its PNGs for a wide and for a narrow screen.
   *
   * @param picture the picture
   * @param wide a PNG
   * @param narrow a PNG with the same letters on less room
   */
  public record Shown(Picture picture, byte[] wide, byte[] narrow) {}

  /**
   * What was drawn.
   *
   * @param shown the pictures as a page shows them, in order
   * @param files a PNG and an SVG of each
   */
  public record Written(List<Shown> shown, List<Path> files) {}

  /** A picture in all its formats. */
  private record Drawn(Shown shown, String svg) {}

  /**
   * Draws pictures and writes a PNG and an SVG of each into a folder. Several are drawn at once,
   * but each in one size after the other: a chart remembers the ticks of its last drawing. The
   * threads are others than those of a run, which a picture may itself wait for.
   */
  public static Written write(List<Picture> pictures, Path folder, int threads) throws IOException {
    List<Drawn> all = new ArrayList<>();
    try (Parallel parallel = new Parallel(Math.clamp(pictures.size(), 1, threads))) {
      parallel.<Drawn>reduce(pictures.size(), 1, (from, to) -> drawn(pictures.get(from)), all::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<Path> files = new ArrayList<>();
    for (Drawn drawn : all) {
      String name = drawn.shown().picture().name();
      Path png = folder.resolve(name + ".png");
      Path svg = folder.resolve(name + ".svg");
      AtomicFiles.write(png, drawn.shown().wide());
      AtomicFiles.write(svg, drawn.svg());
      files.add(png);
      files.add(svg);
    }
    return new Written(all.stream().map(Drawn::shown).toList(), files);
  }

  private static Drawn drawn(Picture picture) {
    try {
      byte[] wide = PictureFormats.png(picture, PictureFormats.WIDE, FILE_SCALE);
      String svg = PictureFormats.svg(picture, PictureFormats.WIDE);
      byte[] narrow = PictureFormats.png(picture, PictureFormats.NARROW, NARROW_SCALE);
      return new Drawn(new Shown(picture, wide, narrow), svg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.orrery.report;

import dev.orrery.report.common.Gallery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the shared pictures to be looked at: {@code GalleryFiles FOLDER}. */
final class GalleryFiles {

  private GalleryFiles() {}

  /** Writes them. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (Picture picture : Gallery.all()) {
      Files.write(
          folder.resolve(picture.name() + ".png"),
          PictureFormats.png(picture, PictureFormats.WIDE, 1));
      Files.write(
          folder.resolve(picture.name() + "-narrow.png"),
          PictureFormats.png(picture, PictureFormats.NARROW, 1));
      Files.writeString(
          folder.resolve(picture.name() + ".svg"),
          PictureFormats.svg(picture, PictureFormats.WIDE));
    }
  }
}

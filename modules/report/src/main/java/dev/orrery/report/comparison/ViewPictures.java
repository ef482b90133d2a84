package dev.orrery.report.comparison;

import dev.orrery.report.Picture;
import java.util.List;

/** The views of the page as pictures. */
final class ViewPictures {

  private ViewPictures() {}

  static List<Picture> of(Comparison comparison, Settings settings) {
    return List.of();
  }
}

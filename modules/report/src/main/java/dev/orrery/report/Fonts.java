package dev.orrery.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Optional;

/** Whether letters can be drawn on this machine: a JDK brings no fonts of its own. */
public final class Fonts {

  private Fonts() {}

  /** Why no picture can be drawn and what would mend it; empty when all is well. */
  public static Optional<String> missing() {
    try {
      double width =
          Charts.font(Font.PLAIN, 14)
              .getStringBounds("0", new FontRenderContext(null, true, true))
              .getWidth();
      return width > 0 ? Optional.empty() : Optional.of(sentence("letters have no width"));
    } catch (RuntimeException | InternalError | LinkageError e) {
      return Optional.of(sentence(e.getMessage()));
    }
  }

  private static String sentence(String why) {
    return "No pictures were drawn, because Java finds no fonts on this machine ("
        + why
        + "); install fontconfig and any font, such as DejaVu.";
  }
}

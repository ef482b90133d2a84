package dev.orrery.site;

/** Text in HTML. */
final class Html {

  private Html() {}

  /** A text as content or as the value of an attribute. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

package dev.orrery.report;

import static dev.orrery.report.Html.escape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What every page of ours has: its head, headings, lists of facts and messages, and pictures. */
public final class PageParts {

  private PageParts() {}

  /**
   * Everything before the body. The page may load nothing, and may run what stands in itself alone.
   *
   * @param css its style
   */
  public static String head(String title, String css) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="generator" content="Orrery"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
        <link rel="icon" href="data:,"/>
        <title>"""
        + escape(title)
        + "</title>\n<style>\n"
        + css
        + "</style>\n</head>\n";
  }

  /** The beginning of a section, with its heading. */
  public static String section(String id, String title) {
    return "<section id=\""
        + id
        + "\" aria-labelledby=\""
        + id
        + "-title\">\n<h2 id=\""
        + id
        + "-title\">"
        + escape(title)
        + "</h2>\n";
  }

  /** A section of messages; empty when there are none. */
  public static String messages(String title, String id, List<String> messages) {
    if (messages.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(section(id, title)).append("<ul>\n");
    for (String message : messages) {
      out.append("<li>").append(escape(message)).append("</li>\n");
    }
    return out.append("</ul>\n</section>\n").toString();
  }

  /** A section of facts; empty when there are none. */
  public static String facts(List<RunReport.Fact> facts) {
    if (facts.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(section("facts", "Where this came from"));
    out.append("<dl>\n");
    for (RunReport.Fact fact : facts) {
      out.append("<div><dt>")
          .append(escape(fact.name()))
          .append("</dt><dd>")
          .append(fact.verbatim() ? "<code>" : "")
          .append(escape(fact.value()))
          .append(fact.verbatim() ? "</code>" : "")
          .append("</dd></div>\n");
    }
    return out.append("</dl>\n</section>\n").toString();
  }

  /** Pictures with their captions. */
  public static String figures(List<DrawnPictures.Shown> figures) {
    StringBuilder out = new StringBuilder();
    for (DrawnPictures.Shown shown : figures) {
      Picture picture = shown.picture();
      out.append("<figure>\n<picture><source media=\"(max-width: 640px)\" srcset=\"")
          .append(dataUri(shown.narrow()))
          .append("\"/><img alt=\"")
          .append(escape(picture.title() + ". " + picture.description()))
          .append("\" src=\"")
          .append(dataUri(shown.wide()))
          .append("\"/></picture>\n<figcaption>")
          .append(escape(picture.description()))
          .append("</figcaption>\n</figure>\n");
    }
    return out.toString();
  }

  private static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** A text file that lies beside a class. */
  public static String resource(Class<?> owner, String name) throws IOException {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the report lacks its resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

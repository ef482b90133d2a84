package dev.orrery.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands around the body of every page. */
final class Template {

  private final Layout layout;
  private final Navigation navigation;
  private final Map<String, Document> documents;

  Template(Layout layout, Navigation navigation, Map<String, Document> documents) {
    this.layout = layout;
    this.navigation = navigation;
    this.documents = documents;
  }

  /** A page. */
  String page(Document document) {
    String file = document.file();
    String main =
        contents(document) + "<article>\n" + Body.of(document) + "</article>\n" + neighbours(file);
    return around(layout.target(file), document.title(), file, main, Body.hasFormulas(document));
  }

  /** A file of the repository as a page of code. */
  String code(String file, String code) {
    String language = Layout.ending(file);
    String main =
        "<article>\n<h1>"
            + Html.escaped(file.substring(file.lastIndexOf('/') + 1))
            + "</h1>\n<p><code>"
            + Html.escaped(file)
            + "</code></p>\n<pre tabindex=\"0\"><code>"
            + Highlighter.html(code.stripTrailing(), language)
            + "</code></pre>\n</article>\n";
    return around(layout.target(file), file, file, main, false);
  }

  /** A folder of the repository as a page that leads to its files. */
  String listing(String folder, List<String> files) {
    String target = layout.target(folder);
    StringBuilder main = new StringBuilder("<article>\n<h1>");
    main.append(Html.escaped(folder.substring(folder.lastIndexOf('/') + 1)))
        .append("</h1>\n<ul>\n");
    for (String file : files) {
      main.append("<li><a href=\"")
          .append(Html.escaped(Layout.way(target, layout.target(file))))
          .append("\">")
          .append(Html.escaped(file.substring(file.lastIndexOf('/') + 1)))
          .append("</a></li>\n");
    }
    return around(target, folder, folder, main.append("</ul>\n</article>\n").toString(), false);
  }

  private String around(String target, String title, String file, String main, boolean formulas) {
    String root = "../".repeat((int) target.chars().filter(c -> c == '/').count());
    String name = file.equals(layout.front()) ? "Orrery" : title + " - Orrery";
    return """
        <!DOCTYPE html>
        <html lang="en" data-root="%1$s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%2$s</title>
        <link rel="icon" href="%1$sassets/orrery.svg">
        <link rel="stylesheet" href="%1$sassets/site.css">
        %3$s<script src="%1$sassets/theme.js"></script>
        <script defer src="%1$sassets/site.js"></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the text</a>
        <header>
        <button type="button" id="menu" aria-expanded="false" aria-controls="pages">Menu</button>
        <a class="brand" href="%1$sindex.html"><img src="%1$sassets/orrery.svg" alt="" width="26" height="26">Orrery</a>
        <form role="search" id="search" autocomplete="off">
        <label for="words" class="hidden">Search these pages</label>
        <input type="search" id="words" placeholder="Search" aria-controls="results">
        </form>
        <button type="button" id="theme" aria-label="Light or dark">&#9680;</button>
        </header>
        <div id="results" role="region" aria-label="Search results" aria-live="polite" hidden></div>
        <div class="columns">
        <nav id="pages" aria-label="Pages">
        %4$s</nav>
        <main id="main" tabindex="-1">
        %5$s</main>
        </div>
        </body>
        </html>
        """
        .replace("%1$s", root)
        .replace("%2$s", Html.escaped(name))
        .replace("%3$s", formulas ? formulaFiles(root) : "")
        .replace("%4$s", tree(navigation.entries(), target, file))
        .replace("%5$s", main);
  }

  private static String formulaFiles(String root) {
    return "<link rel=\"stylesheet\" href=\""
        + root
        + "assets/katex.min.css\">\n<script defer src=\""
        + root
        + "assets/katex.min.js\"></script>\n";
  }

  private String tree(List<Navigation.Entry> entries, String from, String current) {
    StringBuilder html = new StringBuilder("<ul>\n");
    for (Navigation.Entry entry : entries) {
      html.append("<li>");
      String text = Html.escaped(entry.text());
      if (entry.page().isPresent()) {
        String page = entry.page().get();
        html.append("<a href=\"")
            .append(Html.escaped(Layout.way(from, layout.target(page))))
            .append(page.equals(current) ? "\" aria-current=\"page\">" : "\">")
            .append(text)
            .append("</a>");
      } else {
        html.append("<span>").append(text).append("</span>");
      }
      if (!entry.below().isEmpty()) {
        html.append('\n').append(tree(entry.below(), from, current));
      }
      html.append("</li>\n");
    }
    return html.append("</ul>\n").toString();
  }

  /** The sections of a page, folded where there is no room beside the text. */
  private static String contents(Document document) {
    List<Heading> sections =
        document.headings().stream().filter(h -> h.level() == 2 || h.level() == 3).toList();
    if (sections.size() < 3) {
      return "";
    }
    StringBuilder html =
        new StringBuilder(
            "<details id=\"contents\"><summary>On this page</summary>\n<nav aria-label=\"On this page\"><ul>\n");
    for (Heading section : sections) {
      html.append("<li class=\"level")
          .append(section.level())
          .append("\"><a href=\"#")
          .append(Html.escaped(section.anchor()))
          .append("\">")
          .append(Html.escaped(section.text()))
          .append("</a></li>\n");
    }
    return html.append("</ul></nav></details>\n").toString();
  }

  private String neighbours(String file) {
    Optional<String> before = navigation.before(file);
    Optional<String> behind = navigation.behind(file);
    if (before.isEmpty() && behind.isEmpty()) {
      return "";
    }
    return "<nav class=\"neighbours\" aria-label=\"Previous and next page\">"
        + before.map(page -> neighbour(file, page, "prev", "Previous")).orElse("<span></span>")
        + behind.map(page -> neighbour(file, page, "next", "Next")).orElse("")
        + "</nav>\n";
  }

  private String neighbour(String from, String page, String rel, String word) {
    return "<a rel=\""
        + rel
        + "\" href=\""
        + Html.escaped(Layout.way(layout.target(from), layout.target(page)))
        + "\"><small>"
        + word
        + "</small> "
        + Html.escaped(documents.get(page).title())
        + "</a>";
  }
}

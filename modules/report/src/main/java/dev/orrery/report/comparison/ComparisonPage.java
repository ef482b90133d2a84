package dev.orrery.report.comparison;

import static dev.orrery.report.Html.escape;

import dev.orrery.core.metric.Metric;
import dev.orrery.report.DrawnPictures;
import dev.orrery.report.Numbers;
import dev.orrery.report.PageParts;
import dev.orrery.report.RunReport;
import java.io.IOException;
import java.util.List;

/** The text of the page. */
final class ComparisonPage {

  /** The scripts in the order in which they are read, each with one job. */
  private static final List<String> SCRIPTS =
      List.of(
          "statistics.js",
          "data.js",
          "state.js",
          "look.js",
          "table.js",
          "parallel.js",
          "slice.js",
          "pairs.js",
          "curves.js",
          "history.js",
          "importance.js",
          "folds.js",
          "difference.js",
          "against.js",
          "page.js");

  /** Rows of the table for those who have no scripts. */
  private static final int STATIC_ROWS = 20;

  private final Comparison comparison;
  private final Settings settings;
  private final List<String> warnings;
  private final List<DrawnPictures.Shown> own;
  private final StringBuilder out = new StringBuilder(1 << 21);

  ComparisonPage(
      Comparison comparison,
      Settings settings,
      List<String> warnings,
      List<DrawnPictures.Shown> own) {
    this.comparison = comparison;
    this.settings = settings;
    this.warnings = warnings;
    this.own = own;
  }

  String html() throws IOException {
    out.setLength(0);
    String css = PageParts.resource(RunReport.class, "page.css") + resource("page.css");
    out.append(PageParts.head(comparison.title(), css))
        .append("<body>\n<a class=\"skip\" href=\"#main\">To the report</a>\n<header>\n<h1>")
        .append(escape(comparison.title()))
        .append("</h1>\n");
    comparison
        .answer()
        .forEach(
            sentence ->
                out.append("<p class=\"answer\">").append(escape(sentence)).append("</p>\n"));
    out.append("<code class=\"command\">")
        .append(escape(comparison.command()))
        .append("</code>\n</header>\n<main id=\"main\">\n")
        .append(PageParts.messages("Warnings", "warnings", warnings))
        .append(
            "<noscript><p>The views of this page need scripts. Without them there are the answer")
        .append(" above, the best settings here, and the pictures in the folder <code>")
        .append(RunReport.PICTURES)
        .append("</code> beside this file.</p>\n")
        .append(bestSettings())
        .append("</noscript>\n<div class=\"scripted-only\">\n")
        .append(resource("page.html"))
        .append("</div>\n");
    if (!own.isEmpty()) {
      out.append(PageParts.section("own", "What this algorithm shows"))
          .append(PageParts.figures(own))
          .append("</section>\n");
    }
    out.append(PageParts.facts(comparison.facts()))
        .append(PageParts.messages("Notes", "notes", comparison.notes()))
        .append("</main>\n<footer>\n<p>Made by Orrery. This page needs no network.</p>\n")
        .append(resource("licences.html"))
        .append(
            "</footer>\n<script>document.documentElement.classList.add(\"scripted\");</script>\n")
        .append("<script>\n")
        .append(resource("echarts.min.js"))
        .append("\n</script>\n<script type=\"application/json\" id=\"comparison-data\">")
        .append(new ComparisonData(comparison, settings).json())
        .append("</script>\n<script>\n");
    for (String script : SCRIPTS) {
      out.append(resource(script));
    }
    return out.append("</script>\n</body>\n</html>\n").toString();
  }

  private String bestSettings() {
    String metric = comparison.objective();
    Metric.Direction direction =
        comparison.directions().getOrDefault(metric, Metric.Direction.FIGURE);
    List<Settings.Setting> ranked = settings.ranked(metric, direction);
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
    table.append("<th scope=\"col\">setting</th>");
    settings.axes().forEach(axis -> header(table, axis.name()));
    List.of("mean " + metric, "sd", "n").forEach(name -> header(table, name));
    table.append("</tr></thead><tbody>\n");
    for (Settings.Setting setting : ranked.subList(0, Math.min(STATIC_ROWS, ranked.size()))) {
      Settings.Figures figures = Settings.figures(setting, metric);
      table.append("<tr>");
      cell(table, Integer.toString(setting.id()));
      settings.axes().forEach(axis -> cell(table, setting.values().getOrDefault(axis.name(), "")));
      cell(table, Numbers.significant(figures.mean(), 6));
      cell(table, figures.n() > 1 ? Numbers.significant(figures.sd(), 3) : "");
      cell(table, Integer.toString(figures.n()));
      table.append("</tr>\n");
    }
    return table.append("</tbody></table></div>\n").toString();
  }

  private static void header(StringBuilder table, String text) {
    table.append("<th scope=\"col\">").append(escape(text)).append("</th>");
  }

  private static void cell(StringBuilder table, String text) {
    table.append("<td>").append(escape(text)).append("</td>");
  }

  private static String resource(String name) throws IOException {
    return PageParts.resource(ComparisonPage.class, name);
  }
}

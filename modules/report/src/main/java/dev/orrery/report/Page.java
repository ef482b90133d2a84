package dev.orrery.report;

import static dev.orrery.report.Html.escape;

import dev.orrery.core.algorithm.Table;
import dev.orrery.core.metric.Metric;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of a run: headings, tables, pictures and the player, in one text. */
final class Page {

  /**
   * Pictures that belong together.
   *
   * @param title a heading for them
   * @param pictures in their order
   * @param line what is to be said below them; may be empty
   */
  record Group(String title, List<DrawnPictures.Shown> pictures, String line) {}

  /** Hyperparameters beyond which those at their defaults are folded. */
  private static final int MOST_HYPERPARAMETERS = 12;

  private final RunReport.Input input;
  private final List<String> warnings;
  private final List<Group> pictures;
  private final PlayerData player;
  private final StringBuilder out = new StringBuilder(1 << 20);

  Page(RunReport.Input input, List<String> warnings, List<Group> pictures, PlayerData player) {
    this.input = input;
    this.warnings = warnings;
    this.pictures = pictures;
    this.player = player;
  }

  /** The whole page. */
  String html() throws IOException {
    out.setLength(0);
    out.append(PageParts.head(input.title(), resource("page.css")))
        .append("<body>\n<a class=\"skip\" href=\"#main\">To the report</a>\n<header>\n<h1>")
        .append(escape(input.title()))
        .append("</h1>\n");
    if (!input.headline().isEmpty()) {
      out.append("<p class=\"headline\">").append(escape(input.headline())).append("</p>\n");
    }
    out.append("</header>\n<main id=\"main\">\n");
    out.append(PageParts.messages("Warnings", "warnings", warnings));
    metrics();
    out.append(PageRules.html(input.rules()));
    pictures();
    player();
    tables();
    hyperparameters();
    out.append(PageParts.facts(input.facts()))
        .append(PageParts.messages("Notes", "notes", input.notes()));
    out.append("</main>\n<footer>Made by Orrery. This page needs no network.</footer>\n");
    if (player.kept() > 0) {
      out.append("<script type=\"application/json\" id=\"player-data\">")
          .append(player.json())
          .append("</script>\n<script>\n")
          .append(resource("stage.js"))
          .append(resource("player.js"))
          .append("</script>\n");
    }
    out.append("</body>\n</html>\n");
    return out.toString();
  }

  private void metrics() {
    if (input.metrics().isEmpty()) {
      return;
    }
    out.append(PageParts.section("metrics", "Metrics"));
    Map<Boolean, List<Metric>> byOrigin =
        input.metrics().stream().collect(Collectors.partitioningBy(Metric::extension));
    cards(byOrigin.get(false), "cards");
    if (!byOrigin.get(true).isEmpty()) {
      out.append("<h3>Not measured by SageMaker</h3>\n");
      cards(byOrigin.get(true), "cards small");
    }
    out.append("</section>\n");
  }

  private void cards(List<Metric> metrics, String style) {
    if (metrics.isEmpty()) {
      return;
    }
    out.append("<ul class=\"").append(style).append("\">\n");
    for (Metric metric : metrics) {
      out.append("<li><strong title=\"")
          .append(metric.value())
          .append("\">")
          .append(Numbers.significant(metric.value(), 6))
          .append("</strong> <code>")
          .append(escape(metric.key()).replace("_", "_<wbr/>").replace(":", ":<wbr/>"))
          .append("</code>")
          .append(
              switch (metric.direction()) {
                case LOSS -> " <small>less is better</small>";
                case SCORE -> " <small>more is better</small>";
                case FIGURE -> "";
              })
          .append("</li>\n");
    }
    out.append("</ul>\n");
  }

  private void pictures() {
    if (pictures.isEmpty()) {
      return;
    }
    out.append(PageParts.section("pictures", "Pictures"));
    for (Group group : pictures) {
      if (pictures.size() > 1) {
        out.append("<h3>").append(escape(group.title())).append("</h3>\n");
      }
      out.append(PageParts.figures(group.pictures()));
      if (!group.line().isEmpty()) {
        out.append("<p>").append(escape(group.line())).append("</p>\n");
      }
    }
    out.append("</section>\n");
  }

  private void player() throws IOException {
    if (player.kept() == 0) {
      return;
    }
    out.append(PageParts.section("player", "Step by step"));
    String thinned =
        player.kept() < player.total()
            ? "This page keeps "
                + Numbers.count(player.kept())
                + " of the "
                + Numbers.count(player.total(), "recorded step")
                + "."
            : "";
    out.append(resource("player.html").replace("{{thinned}}", thinned)).append("</section>\n");
  }

  private void tables() {
    String tables = input.model().map(model -> PageTables.html(named(model.tables()))).orElse("");
    if (!tables.isEmpty()) {
      out.append(PageParts.section("tables", "What the model has learned"));
      out.append(tables).append("</section>\n");
    }
  }

  private List<Table> named(List<Table> tables) {
    return tables.stream().map(table -> table.withFeatureNames(input.featureNames())).toList();
  }

  private void hyperparameters() {
    Map<String, String> all = input.hyperparameters();
    if (all.isEmpty()) {
      return;
    }
    out.append(PageParts.section("hyperparameters", "Hyperparameters"));
    Map<Boolean, List<String>> byChange =
        all.keySet().stream()
            .collect(
                Collectors.partitioningBy(
                    name -> !all.get(name).equals(input.defaults().get(name))));
    boolean folded = all.size() > MOST_HYPERPARAMETERS && !byChange.get(true).isEmpty();
    hyperparameters(folded ? byChange.get(true) : List.copyOf(all.keySet()));
    if (folded && !byChange.get(false).isEmpty()) {
      out.append("<details>\n<summary>")
          .append(byChange.get(false).size())
          .append(" more at their defaults</summary>\n");
      hyperparameters(byChange.get(false));
      out.append("</details>\n");
    }
    out.append("</section>\n");
  }

  private void hyperparameters(List<String> names) {
    out.append(
        """
        <div class="wide"><table>
        <thead><tr><th scope="col">Name</th><th scope="col">Value</th>\
        <th scope="col">Default</th></tr></thead>
        <tbody>
        """);
    for (String name : names) {
      String value = input.hyperparameters().get(name);
      String usual = input.defaults().get(name);
      boolean changed = !value.equals(usual);
      out.append(changed ? "<tr class=\"changed\">" : "<tr>")
          .append("<th scope=\"row\"><code>")
          .append(escape(name))
          .append("</code></th><td>")
          .append(escape(value))
          .append(usual != null && changed ? " <span class=\"mark\">changed</span>" : "")
          .append(usual == null ? " <span class=\"mark\">set</span>" : "")
          .append("</td><td>")
          .append(usual == null ? "<span class=\"none\">none</span>" : escape(usual))
          .append("</td></tr>\n");
    }
    out.append("</tbody>\n</table></div>\n");
  }

  private static String resource(String name) throws IOException {
    return PageParts.resource(Page.class, name);
  }
}

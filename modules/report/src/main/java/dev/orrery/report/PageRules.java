package dev.orrery.report;

import static dev.orrery.report.Html.escape;

import java.util.List;
import java.util.stream.Collectors;

/** The panel of the rules that watched a training. */
final class PageRules {

  private PageRules() {}

  /** A section with a row for each rule; empty where none watched. */
  static String html(List<RunReport.Rule> rules) {
    if (rules.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(PageParts.section("rules", "Rules"));
    out.append(
        """
        <div class="wide"><table>
        <thead><tr><th scope="col">Rule</th><th scope="col">Status</th>\
        <th scope="col">What it found</th><th scope="col">Parameters</th></tr></thead>
        <tbody>
        """);
    for (RunReport.Rule rule : rules) {
      boolean found = !rule.sentence().isEmpty();
      out.append("<tr><th scope=\"row\">")
          .append(escape(rule.name()))
          .append("</th><td>")
          .append(found ? "<span class=\"mark\">" : "")
          .append(escape(rule.status()))
          .append(found ? "</span>" : "")
          .append("</td><td>")
          .append(found ? escape(rule.sentence()) : "<span class=\"none\">nothing</span>")
          .append("</td><td>")
          .append(parameters(rule))
          .append("</td></tr>\n");
    }
    return out.append("</tbody>\n</table></div>\n</section>\n").toString();
  }

  private static String parameters(RunReport.Rule rule) {
    return rule.parameters().isEmpty()
        ? "<span class=\"none\">none</span>"
        : rule.parameters().entrySet().stream()
            .map(p -> "<code>" + escape(p.getKey() + "=" + p.getValue()) + "</code>")
            .collect(Collectors.joining(" "));
  }
}

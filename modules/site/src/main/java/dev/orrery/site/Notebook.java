package dev.orrery.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.error.CustomerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Jupyter notebook as Markdown: its cells in order, code in fences, and for each stored output a
 * block that stands for its HTML. Of an output's forms, HTML comes before SVG, pictures and text.
 */
final class Notebook {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");

  /** A notebook has no use for programs in a page. */
  private static final Pattern PROGRAM =
      Pattern.compile("(?is)<script.*?</script>|\\son\\w+=\"[^\"]*\"");

  private final StringBuilder markdown = new StringBuilder();
  private final List<Integer> cells = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private String language = "java";

  private Notebook() {}

  /**
   * Reads a notebook of format 4.
   *
   * @throws CustomerError when it is none
   */
  static Source read(String file, String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new CustomerError("It is not JSON, which a notebook is", file, e);
    }
    if (root.path("nbformat").asInt() != 4) {
      throw new CustomerError("It is not a notebook of format 4 (nbformat)", file);
    }
    Notebook notebook = new Notebook();
    notebook.language =
        root.at("/metadata/language_info/name").asText("java").toLowerCase(Locale.ROOT);
    root.path("cells").forEach(notebook::add);
    return new Source(notebook.markdown.toString(), notebook.cells, notebook.outputs);
  }

  private void add(JsonNode cell) {
    cells.add((int) markdown.chars().filter(c -> c == '\n').count() + 1);
    String source = text(cell.path("source"));
    switch (cell.path("cell_type").asText()) {
      case "markdown" -> markdown.append(source).append("\n\n");
      case "code" -> {
        if (!source.isBlank()) {
          fence(language, source);
        }
        cell.path("outputs").forEach(this::addOutput);
      }
      default -> fence("text", source);
    }
  }

  private void fence(String info, String content) {
    String fence = "```";
    while (content.contains(fence)) {
      fence += "`";
    }
    markdown.append(fence).append(info).append('\n').append(content.stripTrailing());
    markdown.append('\n').append(fence).append("\n\n");
  }

  private void addOutput(JsonNode output) {
    String html =
        switch (output.path("output_type").asText()) {
          case "stream" -> plain(text(output.path("text")));
          case "error" -> plain(text(output.path("traceback")));
          default -> data(output.path("data"));
        };
    if (!html.isEmpty()) {
      fence(Source.OUTPUT + " " + outputs.size(), "");
      outputs.add(html);
    }
  }

  private static String data(JsonNode data) {
    String spoken = Html.escaped(brief(text(data.path("text/plain"))));
    if (data.has("text/html")) {
      return PROGRAM.matcher(text(data.path("text/html"))).replaceAll("");
    }
    if (data.has("image/svg+xml")) {
      return PROGRAM.matcher(text(data.path("image/svg+xml"))).replaceAll("");
    }
    for (String type : List.of("image/png", "image/jpeg")) {
      if (data.has(type)) {
        String base64 = text(data.path(type)).replaceAll("\\s", "");
        return "<img alt=\"" + spoken + "\" src=\"data:" + type + ";base64," + base64 + "\">";
      }
    }
    return data.has("text/plain") ? plain(text(data.path("text/plain"))) : "";
  }

  private static String brief(String text) {
    boolean name = text.isBlank() || text.matches("(?s).*@[0-9a-f]{4,}.*") || text.length() > 200;
    return name ? "Picture that the cell above drew" : text.strip();
  }

  private static String plain(String text) {
    String shown = COLOURS.matcher(text).replaceAll("").stripTrailing();
    return shown.isEmpty() ? "" : "<pre tabindex=\"0\">" + Html.escaped(shown) + "</pre>";
  }

  /** A text that may be stored as a list of lines. */
  private static String text(JsonNode node) {
    if (!node.isArray()) {
      return node.asText("");
    }
    StringBuilder text = new StringBuilder();
    node.forEach(line -> text.append(line.asText()));
    return text.toString();
  }
}

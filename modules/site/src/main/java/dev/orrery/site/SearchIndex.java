package dev.orrery.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.site.markdown.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.node.Node;

/**
 * What the search looks through: the sections of every page. It is a script, because a page that is
 * opened from a file may load scripts and no data.
 */
final class SearchIndex {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<Map<String, String>> sections = new ArrayList<>();

  /** Adds the sections of a page that lies at {@code target}. */
  void add(Document page, String target) {
    StringBuilder text = new StringBuilder();
    String heading = page.title();
    String address = target;
    for (Node block : Markdown.children(page.tree())) {
      if (block instanceof org.commonmark.node.Heading next && next.getLevel() > 1) {
        add(address, page.title(), heading, text);
        heading = Markdown.text(next);
        address = target + "#" + page.anchor(next);
      } else if (!(block instanceof org.commonmark.node.Heading)) {
        text.append(Markdown.text(block)).append(' ');
      }
    }
    add(address, page.title(), heading, text);
  }

  private void add(String address, String title, String heading, StringBuilder text) {
    Map<String, String> section = new LinkedHashMap<>();
    section.put("address", address);
    section.put("title", title);
    section.put("heading", heading);
    section.put("text", text.toString().strip());
    sections.add(section);
    text.setLength(0);
  }

  /** The script. */
  String script() {
    try {
      return "window.orrerySections = " + MAPPER.writeValueAsString(sections) + ";\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // maps of strings can be written
    }
  }
}

package dev.orrery.cli.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.text.Text;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

/**
 * A cell of a notebook.
 *
 * @param node its JSON, which this reads and changes in place
 */
record Cell(ObjectNode node) {

  /** The tag of cells whose answers are others in every run, such as times. */
  static final String VARIES = "varies";

  private static final String PNG = "image/png";

  boolean isCode() {
    return node.path("cell_type").asText().equals("code");
  }

  String source() {
    return joined(node.path("source"));
  }

  List<String> tags() {
    List<String> tags = new ArrayList<>();
    node.path("metadata").path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  /** Texts are stored whole or line by line. */
  private static String joined(JsonNode text) {
    if (!text.isArray()) {
      return text.asText();
    }
    StringBuilder all = new StringBuilder();
    text.forEach(line -> all.append(line.asText()));
    return all.toString();
  }

  /** A text as Jupyter stores it: line by line, each with its end. */
  static ArrayNode lines(String text) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, end));
      from = end;
    }
    return lines;
  }

  /** Keeps of the metadata the tags alone, and of a stream's pieces one output. */
  void strip() {
    List<String> tags = tags();
    ObjectNode metadata = node.putObject("metadata");
    if (!tags.isEmpty()) {
      tags.forEach(metadata.putArray("tags")::add);
    }
    if (!isCode()) {
      return;
    }
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (JsonNode output : node.path("outputs")) {
      JsonNode last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
      if (last != null && isStream(output) && isStream(last) && named(output).equals(named(last))) {
        ((ObjectNode) last)
            .set("text", lines(joined(last.path("text")) + joined(output.path("text"))));
      } else {
        kept.add(output);
      }
    }
    node.set("outputs", kept);
  }

  private static boolean isStream(JsonNode output) {
    return output.path("output_type").asText().equals("stream");
  }

  private static String named(JsonNode output) {
    return output.path("name").asText();
  }

  /**
   * What the cell answers, line by line as it is compared: words as they are, of a picture its size
   * in pixels; of a cell that varies the kinds of its answers alone.
   */
  List<String> answers() {
    boolean varies = tags().contains(VARIES);
    List<String> answers = new ArrayList<>();
    for (JsonNode output : node.path("outputs")) {
      String type = output.path("output_type").asText();
      if (isStream(output)) {
        answers.add(
            varies
                ? named(output)
                : Text.format("%s: %s", named(output), joined(output.path("text"))));
        continue;
      }
      TreeMap<String, String> content = new TreeMap<>();
      output
          .path("data")
          .properties()
          .forEach(entry -> content.put(entry.getKey(), joined(entry.getValue())));
      content.forEach(
          (mime, text) -> {
            String told = mime.equals(PNG) ? size(text) : varies ? "" : text;
            answers.add(Text.format("%s %s: %s", type, mime, told));
          });
      if (type.equals("error")) {
        answers.add("error: " + output.path("ename").asText());
      }
    }
    return answers;
  }

  /** The width and height in the head of a PNG (PNG specification, section 11.2.1). */
  private static String size(String base64) {
    ByteBuffer png = ByteBuffer.wrap(Base64.getMimeDecoder().decode(base64));
    return png.capacity() < 24
        ? "no picture"
        : Text.format("%d x %d pixels", png.getInt(16), png.getInt(20));
  }
}

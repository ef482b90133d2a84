package dev.orrery.site;

import dev.orrery.site.markdown.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;

/**
 * Comments of the form {@code <!-- orrery: WORD ARGUMENT -->} on a line of their own, in whose
 * place comes Markdown that is made from the code. On GitHub they cannot be seen.
 */
final class Directives {

  private static final Pattern FORM =
      Pattern.compile("(?s)\\s*<!--\\s*orrery:\\s*(.*?)\\s*-->\\s*");

  private final Map<String, Function<String, String>> known;

  /**
   * Directives by their first word.
   *
   * @param known what makes the Markdown from the words behind it; an IllegalArgumentException's
   *     message says what is wrong with them
   */
  Directives(Map<String, Function<String, String>> known) {
    this.known = Map.copyOf(known);
  }

  /** Replaces those of a page. */
  void expand(Document document, Problems problems) {
    List<Node> comments = new ArrayList<>();
    Markdown.walk(
        document.tree(),
        node -> {
          if (node instanceof HtmlBlock block && FORM.matcher(block.getLiteral()).matches()) {
            comments.add(block);
          } else if (literal(node).matches("(?s).*<!--\\s*orrery\\b.*")) {
            document.problem(
                problems,
                node,
                "a directive of Orrery stands on a line of its own, between empty ones");
          }
        });
    for (Node comment : comments) {
      Matcher form = FORM.matcher(literal(comment));
      if (form.matches()) {
        try {
          replace(comment, markdown(form.group(1)));
        } catch (IllegalArgumentException e) {
          document.problem(problems, comment, e.getMessage());
        }
      }
    }
  }

  private static String literal(Node node) {
    return switch (node) {
      case HtmlBlock block -> block.getLiteral();
      case HtmlInline inline -> inline.getLiteral();
      default -> "";
    };
  }

  private String markdown(String words) {
    String[] parts = words.split("\\s+", 2);
    Function<String, String> maker = known.get(parts[0]);
    if (maker == null) {
      throw new IllegalArgumentException(
          "there is no directive '"
              + parts[0]
              + "'; there are: "
              + String.join(", ", known.keySet().stream().sorted().toList()));
    }
    return maker.apply(parts.length > 1 ? parts[1] : "");
  }

  private static void replace(Node comment, String markdown) {
    for (Node child : Markdown.children(Markdown.read(markdown))) {
      comment.insertBefore(child);
      Markdown.walk(child, node -> node.setSourceSpans(comment.getSourceSpans()));
    }
    comment.unlink();
  }
}

package dev.orrery.site;

import dev.orrery.site.markdown.FormulaBlock;
import dev.orrery.site.markdown.Markdown;
import dev.orrery.site.markdown.Wide;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;

/** The source of a page, read: its tree, its headings and their anchors. */
final class Document {

  /** Elements of HTML that a page may hold as they are. */
  private static final Set<String> ELEMENTS =
      Set.of("details", "summary", "kbd", "sub", "sup", "br", "a", "div", "span", "small", "p");

  private static final Pattern ELEMENT = Pattern.compile("</?([A-Za-z][A-Za-z0-9]*)([^>]*)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\s+([A-Za-z-]+)(?:=\"([^\"]*)\")?");
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");

  private final String file;
  private final Source source;
  private final Node tree;
  private final List<Heading> headings = new ArrayList<>();
  private final Map<Node, String> anchors = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();

  private Document(String file, Source source) {
    this.file = file;
    this.source = source;
    this.tree = Markdown.read(source.markdown());
  }

  /**
   * Reads a page and puts what its directives ask for into their places.
   *
   * @param file its name from the root of the repository
   */
  static Document read(String file, Source source, Directives directives, Problems problems) {
    Document document = new Document(file, source);
    directives.expand(document, problems);
    document.findHeadings(problems);
    document.checkHtml(problems);
    document.checkFormulas(problems);
    document.boxTables();
    return document;
  }

  private void findHeadings(Problems problems) {
    int[] level = {0};
    Markdown.walk(
        tree,
        node -> {
          if (node instanceof org.commonmark.node.Heading heading) {
            String text = Markdown.text(heading);
            String anchor = free(Markdown.slug(text));
            anchors.put(node, anchor);
            headings.add(new Heading(heading.getLevel(), anchor, text));
            if (heading.getLevel() > level[0] + 1) {
              problem(
                  problems,
                  node,
                  level[0] == 0
                      ? "the first heading is '" + text + "', expected the title, '# ...'"
                      : "the heading '" + text + "' leaves out a level");
            } else if (heading.getLevel() == 1 && level[0] > 0) {
              problem(problems, node, "there is a second title, '" + text + "', expected one");
            }
            level[0] = heading.getLevel();
          }
        });
    if (headings.isEmpty()) {
      problems.add(file, 1, "there is no title, expected a first line '# ...'");
    }
  }

  /** GitHub numbers anchors that would be equal. */
  private String free(String anchor) {
    String free = anchor;
    for (int i = 1; !taken.add(free); i++) {
      free = anchor + "-" + i;
    }
    return free;
  }

  /** HTML is for folding and anchors; links and pictures are Markdown, so that they are checked. */
  private void checkHtml(Problems problems) {
    Markdown.walk(
        tree,
        node -> {
          String html =
              switch (node) {
                case HtmlBlock block -> block.getLiteral();
                case HtmlInline inline -> inline.getLiteral();
                default -> "";
              };
          Matcher element = ELEMENT.matcher(COMMENT.matcher(html).replaceAll(""));
          while (element.find()) {
            checkElement(node, element.group(1), element.group(2), problems);
          }
        });
  }

  private void checkElement(Node node, String name, String rest, Problems problems) {
    if (!ELEMENTS.contains(name)) {
      problem(problems, node, "the HTML element <" + name + "> is not for pages; write Markdown");
      return;
    }
    Matcher attribute = ATTRIBUTE.matcher(rest);
    while (attribute.find()) {
      if (attribute.group(1).equals("id") && attribute.group(2) != null) {
        taken.add(attribute.group(2));
      } else if (!Set.of("open", "class", "name").contains(attribute.group(1))) {
        problem(
            problems,
            node,
            "the HTML attribute " + attribute.group(1) + " is not for pages; write Markdown");
      }
    }
  }

  /** A formula that is left open takes the rest of the page with it. */
  private void checkFormulas(Problems problems) {
    Markdown.walk(
        tree,
        node -> {
          if (node instanceof FormulaBlock block && !block.closed()) {
            problem(problems, node, "the formula that $$ opens is not closed");
          }
        });
  }

  private void boxTables() {
    List<Node> tables = new ArrayList<>();
    Markdown.walk(
        tree,
        node -> {
          if (node instanceof TableBlock) {
            tables.add(node);
          }
        });
    for (Node table : tables) {
      Wide box = new Wide();
      table.insertBefore(box);
      box.appendChild(table);
    }
  }

  /** Keeps a problem with a node of this page. */
  void problem(Problems problems, Node node, String sentence) {
    problems.add(
        file, source.line(Markdown.line(node)), source.place(Markdown.line(node)) + sentence);
  }

  /** The file, from the root of the repository. */
  String file() {
    return file;
  }

  /** What it was read from. */
  Source source() {
    return source;
  }

  /** All of it. */
  Node tree() {
    return tree;
  }

  /** The text of its first heading. */
  String title() {
    return headings.isEmpty() ? file : headings.getFirst().text();
  }

  /** All headings, in order. */
  List<Heading> headings() {
    return List.copyOf(headings);
  }

  /** The anchor of a heading's node. */
  String anchor(Node heading) {
    return anchors.get(heading);
  }

  /** Whether a link to {@code #anchor} of this page leads somewhere. */
  boolean has(String anchor) {
    return taken.contains(anchor);
  }
}

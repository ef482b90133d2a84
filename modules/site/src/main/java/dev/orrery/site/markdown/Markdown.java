package dev.orrery.site.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads Markdown, and tells about what was read. */
public final class Markdown {

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .customBlockParserFactory(new FormulaBlockParser.Factory())
          .customInlineContentParserFactory(new FormulaParser.Factory())
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .build();

  private Markdown() {}

  /** The document of a text. */
  public static Node read(String text) {
    return PARSER.parse(text);
  }

  /** Calls {@code action} for a node and all below it, from the top. */
  public static void walk(Node node, Consumer<Node> action) {
    action.accept(node);
    for (Node child : children(node)) {
      walk(child, action);
    }
  }

  /** The nodes right below one. */
  public static List<Node> children(Node node) {
    List<Node> children = new ArrayList<>();
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children;
  }

  /** The line that a node begins at, from 1, or that of the block around it; 0 when unknown. */
  public static int line(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.getSourceSpans().isEmpty()) {
        return at.getSourceSpans().getFirst().getLineIndex() + 1;
      }
    }
    return 0;
  }

  /** What a person reads, without marks; a picture's alternative text is left out. */
  public static String text(Node node) {
    StringBuilder text = new StringBuilder();
    append(node, text);
    return text.toString().replaceAll("\\s+", " ").strip();
  }

  private static void append(Node node, StringBuilder text) {
    switch (node) {
      case Text plain -> text.append(plain.getLiteral());
      case Code code -> text.append(code.getLiteral());
      case FencedCodeBlock code -> text.append(code.getLiteral());
      case IndentedCodeBlock code -> text.append(code.getLiteral());
      case Formula formula -> text.append(formula.tex());
      case FormulaBlock formula -> text.append(formula.tex());
      case SoftLineBreak line -> text.append(' ');
      case HardLineBreak line -> text.append(' ');
      case Image image -> text.append(' ');
      default -> children(node).forEach(child -> append(child, text));
    }
    if (node instanceof Block || node instanceof TableCell) {
      text.append(' ');
    }
  }

  /** The anchor that GitHub gives to a heading, but for the number behind equal ones. */
  public static String slug(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}_\\- ]", "")
        .replace(' ', '-');
  }

  /** A text such that Markdown shows it as it is, in a cell of a table too. */
  public static String escaped(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|$~!&])", "\\\\$1").replaceAll("\\s+", " ");
  }

  /** A text as code, in a cell of a table too. */
  public static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}

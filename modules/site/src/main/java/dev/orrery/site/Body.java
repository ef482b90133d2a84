package dev.orrery.site;

import dev.orrery.site.markdown.Formula;
import dev.orrery.site.markdown.FormulaBlock;
import dev.orrery.site.markdown.Markdown;
import dev.orrery.site.markdown.Wide;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** The tree of a page as HTML. */
final class Body {

  private static final Set<Class<? extends Node>> OURS =
      Set.of(
          org.commonmark.node.Heading.class,
          FencedCodeBlock.class,
          IndentedCodeBlock.class,
          Image.class,
          Wide.class,
          Formula.class,
          FormulaBlock.class);

  private Body() {}

  /** The HTML of a page's tree. */
  static String of(Document document) {
    return HtmlRenderer.builder()
        .nodeRendererFactory(context -> new Ours(context, document))
        .extensions(List.of(TablesExtension.create()))
        .build()
        .render(document.tree());
  }

  /** Whether a page has a formula. */
  static boolean hasFormulas(Document document) {
    boolean[] found = {false};
    Markdown.walk(
        document.tree(),
        node -> found[0] |= node instanceof Formula || node instanceof FormulaBlock);
    return found[0];
  }

  private record Ours(HtmlNodeRendererContext context, Document document) implements NodeRenderer {

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return OURS;
    }

    @Override
    public void render(Node node) {
      HtmlWriter out = context.getWriter();
      switch (node) {
        case org.commonmark.node.Heading heading -> heading(heading, out);
        case FencedCodeBlock code -> code(code, out);
        case IndentedCodeBlock code -> code(code.getLiteral(), guess(code.getLiteral()), out);
        case Formula formula -> {
          out.tag("span", Map.of("class", formula.display() ? "formula display" : "formula"));
          out.text(formula.tex());
          out.tag("/span");
        }
        case FormulaBlock formula -> {
          out.tag("div", Map.of("class", "formula display"));
          out.text(formula.tex());
          out.tag("/div");
          out.line();
        }
        case Image image ->
            out.raw(
                "<img loading=\"lazy\" src=\""
                    + Html.escaped(image.getDestination())
                    + "\" alt=\""
                    + Html.escaped(Links.spoken(image))
                    + "\">");
        default -> {
          out.tag(
              "div",
              Map.of("class", "wide", "tabindex", "0", "role", "region", "aria-label", "Table"));
          Markdown.children(node).forEach(context::render);
          out.tag("/div");
          out.line();
        }
      }
    }

    private void heading(org.commonmark.node.Heading heading, HtmlWriter out) {
      String anchor = document.anchor(heading);
      out.line();
      out.tag("h" + heading.getLevel(), Map.of("id", anchor));
      Markdown.children(heading).forEach(context::render);
      if (heading.getLevel() > 1) {
        out.raw(
            " <a class=\"anchor\" href=\"#"
                + Html.escaped(anchor)
                + "\" aria-label=\"Link to this section\">#</a>");
      }
      out.tag("/h" + heading.getLevel());
      out.line();
    }

    private void code(FencedCodeBlock block, HtmlWriter out) {
      String[] words =
          block.getInfo() == null ? new String[] {""} : block.getInfo().strip().split("\\s+");
      if (words[0].equals(Source.OUTPUT) && words.length == 2) {
        out.line();
        out.raw("<div class=\"output wide\">");
        out.raw(document.source().outputs().get(Integer.parseInt(words[1])));
        out.raw("</div>");
        out.line();
      } else if (words[0].equals("math")) {
        out.tag("div", Map.of("class", "formula display"));
        out.text(block.getLiteral().strip());
        out.tag("/div");
      } else {
        code(block.getLiteral(), words[0], out);
      }
    }

    private static String guess(String code) {
      return code.startsWith("./orrery") || code.startsWith("mvn ") ? "sh" : "text";
    }

    private static void code(String code, String language, HtmlWriter out) {
      out.line();
      out.raw(
          "<pre tabindex=\"0\"><code"
              + (language.isEmpty() ? "" : " class=\"" + Html.escaped(language) + "\"")
              + ">");
      out.raw(Highlighter.html(code.stripTrailing(), language));
      out.raw("</code></pre>");
      out.line();
    }
  }
}

package dev.orrery.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small documentation, with everything that a page may hold and everything that it may not. */
class SiteTest {

  @TempDir private Path root;

  private Path out;

  @BeforeEach
  void write() throws IOException {
    out = root.resolve("target/site");
    Files.createDirectories(root.resolve("modules"));
    page("README.md", "# Read me\n\n[More](docs/more.md)\n");
    page("docs/index.md", "# Front\n\n[More](more.md#a-section)\n");
    page("docs/more.md", "# More\n\n## A section\n\nText.\n");
    page(
        "docs/navigation.md",
        "# Pages\n\n- [Front](index.md)\n- Rest\n  - [All](./)\n- [Read me](../README.md)\n");
  }

  @Test
  void pagesLinkEachOther() throws IOException {
    Site.Result built = Site.build(root, out);

    assertThat(built.pages()).containsExactly("README.md", "docs/index.md", "docs/more.md");
    assertThat(html("index.html")).contains("<a href=\"more.html#a-section\">More</a>");
    assertThat(html("readme.html")).contains("<a href=\"more.html\">More</a>");
    assertThat(html("more.html"))
        .contains("<h2 id=\"a-section\">A section")
        .contains("<title>More - Orrery</title>")
        .contains("<a href=\"more.html\" aria-current=\"page\">More</a>")
        .contains("rel=\"prev\" href=\"index.html\"")
        .contains("rel=\"next\" href=\"readme.html\"");
    assertThat(html("assets/search.js")).contains("\"address\":\"more.html#a-section\"");
  }

  @Test
  void aSiteIsReplacedAndNothingElse() throws IOException {
    Site.build(root, out);
    Files.delete(root.resolve("docs/more.md"));
    page("docs/index.md", "# Front\n");
    page("README.md", "# Read me\n");
    Site.build(root, out);
    assertThat(out.resolve("more.html")).doesNotExist();

    Path mine = Files.createDirectories(root.resolve("mine"));
    Files.writeString(mine.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> Site.build(root, mine))
        .isInstanceOf(CustomerError.class)
        .hasMessageStartingWith("The folder " + mine + " holds other files");
    assertThat(mine.resolve("letter.txt")).exists();
  }

  @Test
  void formulasStayInTex() throws IOException {
    page(
        "docs/more.md",
        """
        # More

        ## A section

        The mean $\\bar{x}_i < 1$ costs $5 and $6, \\$7; $`a_1*b_1`$.

        $$
        \\sum_{i=1}^n x_i
        = a
        $$

        | a | b |
        |---|---|
        | $\\lVert x \\rVert$ | $$c$$ |
        """);
    Site.build(root, out);
    assertThat(html("more.html"))
        .contains("<span class=\"formula\">\\bar{x}_i &lt; 1</span> costs $5 and $6, $7;")
        .contains("<span class=\"formula\">a_1*b_1</span>")
        .contains("<div class=\"formula display\">\\sum_{i=1}^n x_i\n= a</div>")
        .contains("<span class=\"formula\">\\lVert x \\rVert</span>")
        .contains("<span class=\"formula display\">c</span>")
        .contains("katex.min.js");
    assertThat(html("index.html")).doesNotContain("katex");
  }

  @Test
  void filesThatPagesLeadToAreThere() throws IOException {
    page("docs/examples/Hello.java", "class Hello {} // \"x\" < 1\n");
    page("datasets/a.csv", "1,2\n");
    page("docs/images/a.png", "png");
    page(
        "docs/more.md",
        "# More\n\n## A section\n\n[Hello](examples/Hello.java), [all](examples) [a](../datasets/a.csv) ![A dot](images/a.png)\n");
    Site.Result built = Site.build(root, out);
    assertThat(built.files())
        .containsExactly(
            "datasets/a.csv", "docs/examples", "docs/examples/Hello.java", "docs/images/a.png");
    assertThat(out.resolve("datasets/a.csv")).hasContent("1,2");
    assertThat(html("source/docs/examples/Hello.java.html"))
        .contains("<span class=\"word\">class</span> Hello")
        .contains("<span class=\"comment\">// &quot;x&quot; &lt; 1</span>");
    assertThat(html("source/docs/examples.html")).contains("<a href=\"examples/Hello.java.html\">");
    assertThat(html("more.html"))
        .contains("href=\"source/docs/examples/Hello.java.html\"")
        .contains("src=\"images/a.png\" alt=\"A dot\"");
  }

  @Test
  void whatTheCodeSaysComesInPlaceOfDirectives() throws IOException {
    page(
        "docs/more.md",
        """
        # More

        ## A section

        <!-- orrery: hyperparameters kmeans -->

        Between.

        <!-- orrery: departures kmeans -->

        <!-- orrery: formats kmeans -->

        <!-- orrery: work kmeans -->

        <!-- orrery: metrics kmeans -->
        """);
    Site.build(root, out);
    assertThat(html("more.html"))
        .contains("<code>extra_center_factor</code>")
        .contains("<p>Between.</p>")
        .contains("application/x-recordio-protobuf")
        .contains("<code>nearestSparse</code>")
        .contains("<code>test:msd</code>")
        .doesNotContain("<!-- orrery");
  }

  @Test
  void aNotebookIsAPage() throws IOException {
    page(
        "notebooks/story.ipynb",
        """
        {"nbformat": 4, "metadata": {"language_info": {"name": "java"}}, "cells": [
          {"cell_type": "markdown", "source": ["# A story\\n", "\\n", "See [more](../docs/more.md)."]},
          {"cell_type": "code", "source": "int x = 1;", "outputs": [
            {"output_type": "stream", "text": ["1 < 2\\n"]},
            {"output_type": "display_data", "data": {"image/png": "QUJD", "text/plain": "Elbow of iris"}},
            {"output_type": "execute_result", "data": {"text/html": "<table><tr><td>7</td></tr></table>"}}]}]}
        """);
    page(
        "docs/navigation.md",
        "# Pages\n\n- [All](./)\n- [Read me](../README.md)\n- [Stories](../notebooks/)\n");
    Site.build(root, out);
    assertThat(html("notebooks/story.html"))
        .contains("<a href=\"../more.html\">more</a>")
        .contains("<span class=\"word\">int</span> x")
        .contains("1 &lt; 2")
        .contains("<img alt=\"Elbow of iris\" src=\"data:image/png;base64,QUJD\">")
        .contains("<td>7</td>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [x](gone.md)                     | docs/more.md:6: the link gone.md leads to nothing
          [x](index.md#gone)               | docs/more.md:6: the link index.md#gone leads to nothing: docs/index.md has no heading
          [x](#gone)                       | has no heading with the anchor gone
          [x](../../secret)                | leaves the repository
          [x](../modules)                  | leads to a folder
          [x](https:/nowhere)              | is not an address of the web
          [x](javascript:alert)            | is not an address of the web
          ![x](images/gone.png)            | the picture images/gone.png leads to nothing
          ![x](https://example.org/a.png)  | reads without a network
          ![](../README.md)                | docs/more.md:6: the picture ../README.md has no alternative text
          <img src=a.png>                  | the HTML element <img> is not for pages
          <!-- orrery: metric kmeans -->   | docs/more.md:6: there is no directive 'metric'; there are: bibliography, departures
          <!-- orrery: metrics kmean -->   | Did you mean 'kmeans'?
          x <!-- orrery: metrics pca -->   | stands on a line of its own
          '#### Deep'                      | leaves out a level
          '# Second'                       | there is a second title
          $$ a + b                         | docs/more.md:6: the formula that $$ opens is not closed
          """)
  void whatIsWrongIsASentenceWithFileAndLine(String line, String sentence) throws IOException {
    page("docs/more.md", "# More\n\n## A section\n\n\n" + line + "\n");
    assertThatThrownBy(() -> Site.build(root, out))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(sentence);
    assertThat(out).doesNotExist();
  }

  @Test
  void everyPageIsReached() throws IOException {
    page("docs/deep/lost.md", "# Lost\n");
    assertThatThrownBy(() -> Site.build(root, out))
        .hasMessageContaining(
            "docs/deep/lost.md:1: no item of docs/navigation.md leads to this page");
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    page("docs/more.md", "# More\n\n[a](a.md)\n\n[b](b.md)\n");
    assertThatThrownBy(() -> Site.build(root, out))
        .hasMessageContainingAll("docs/more.md:3", "docs/more.md:5", "docs/index.md:3");
  }

  private String html(String file) throws IOException {
    return Files.readString(out.resolve(file));
  }

  private void page(String file, String text) throws IOException {
    Path place = root.resolve(file);
    Files.createDirectories(place.getParent());
    Files.writeString(place, text);
  }
}

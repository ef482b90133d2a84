package dev.orrery.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.metric.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTableTest {

  @Test
  void wordsAreEscapedAndNumbersStandToTheRight() {
    String html = HtmlTable.of("a<b", "n").row("x & y", 1234567).row(true, 2.34567).html();

    assertThat(html)
        .contains("<th>a&lt;b</th>", "<td align=\"left\">x &amp; y</td>")
        .contains("<td align=\"right\">1,234,567</td>", "<td align=\"right\">2.346</td>")
        .contains("<td align=\"left\">true</td>");
  }

  @Test
  void theTextHasColumns() {
    assertThat(HtmlTable.of("name", "n").row("one", 1).row("thousand", 1000).title("T").toString())
        .isEqualTo("T\nname      n\none           1\nthousand  1,000");
  }

  @Test
  void aLongTableSaysWhatIsLeftOut() {
    Table table = new Table("t", "Numbers", List.of("i"), 22, i -> List.of(i));

    HtmlTable shown = HtmlTable.of(table);

    assertThat(shown.rows()).isEqualTo(20);
    assertThat(shown.html()).contains("<caption>Numbers</caption>", "and 2 more rows");
    assertThat(HtmlTable.of(table, 21).toString()).endsWith("and 1 more row");
  }

  @Test
  void dataWithoutNamesHasNumbers() {
    DenseMatrix rows = new DenseMatrix(new float[] {1, 2, 3, 4.5f}, 2, 2);

    assertThat(HtmlTable.ofRows(List.of(), rows, 5).toString()).isEqualTo("0  1\n1    2\n3  4.5");
  }

  @Test
  void metricsHaveTheKeysOfTheCommandLine() {
    assertThat(HtmlTable.ofMetrics(List.of(Metric.loss("test", "msd", 2).asExtension())).html())
        .contains("orrery:test_msd");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThatThrownBy(() -> HtmlTable.of("a", "b").row(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 columns");
  }
}

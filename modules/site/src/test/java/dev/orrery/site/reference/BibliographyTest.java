package dev.orrery.site.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BibliographyTest {

  private static final Path ROOT = Path.of(System.getProperty("orrery.root"));

  @Test
  void aCitationIsRead() {
    String java =
        """
        /**
         * Samples rows (Vitter, "Random Sampling with a
         * Reservoir", ACM TOMS 11, 1985, algorithm R). <p>Arthur and Vassilvitskii, "k-means++: The
         * Advantages of Careful Seeding" (SODA 2007). see Jegou et al., "Product Quantization" (2011).
         */
        """;
    assertThat(Bibliography.citations("A.java", java))
        .containsExactly(
            new Citation(
                "Vitter", "Random Sampling with a Reservoir", "ACM TOMS 11", 1985, "A.java"),
            new Citation(
                "Arthur and Vassilvitskii",
                "k-means++: The Advantages of Careful Seeding",
                "SODA",
                2007,
                "A.java"),
            new Citation("Jegou et al.", "Product Quantization", "", 2011, "A.java"));
  }

  @Test
  void anotherFormIsRefused() {
    assertThatThrownBy(
            () ->
                Bibliography.citations(
                    "A.java",
                    "/** See the paper \"A Title of Many Words\" by someone, ICML 2003. */"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A.java cites \"A Title of Many Words\" in another form");
  }

  /** Every reference of the list stands in the code, where the list says. */
  @Test
  void theListIsThatOfTheCode() throws Exception {
    List<Citation> citations = new Bibliography(ROOT).citations();
    String list = new Bibliography(ROOT).markdown("");

    assertThat(citations.stream().map(Citation::title).distinct()).hasSizeGreaterThan(40);
    for (Citation citation : citations) {
      String source =
          Files.readString(ROOT.resolve(citation.file()))
              .replaceAll("(?m)^\\s*\\*", " ")
              .replaceAll("\\s+", " ");
      assertThat(source).as(citation.file()).contains(citation.title());
      assertThat(list.toLowerCase(Locale.ROOT).replace("\\", ""))
          .contains(citation.title().toLowerCase(Locale.ROOT));
    }
    assertThat(list)
        .contains(
            "- Liberty et al., *Elastic Machine Learning Algorithms in Amazon SageMaker*, SIGMOD 2020. Cited in ");
  }
}

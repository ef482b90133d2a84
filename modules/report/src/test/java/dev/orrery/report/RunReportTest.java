package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RunReportTest {

  private static final String HOSTILE = "</script><script>alert('x')</script>&\"<!--";

  private static final SyntheticRun RUN =
      SyntheticRun.lloyd(SyntheticRun.blobs(200, 3, 4, 0.8), 4, 5);

  @TempDir Path folder;

  @Test
  void writesAPageAndItsPicturesAndNothingElse() throws Exception {
    RunReport.Written written = RunReport.write(RUN.input("K-means on blobs", List.of()), folder);

    assertThat(written.page()).isEqualTo(folder.resolve("report.html")).isRegularFile();
    assertThat(written.pictures())
        .extracting(path -> path.getFileName().toString())
        .containsExactly(
            "clusters.png",
            "clusters.svg",
            "cluster-sizes.png",
            "cluster-sizes.svg",
            "loss.png",
            "loss.svg");
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(7);
    }
    assertThat(Files.size(written.page())).isLessThan(2_000_000);
  }

  @Test
  void thePageIsWellFormedAndNeedsNoOtherFile() throws Exception {
    String html = page(RUN.input("K-means on blobs", List.of()));
    Document page = Xml.parse(withoutCode(html));

    assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("K-means on blobs");
    assertThat(ids(page, "section"))
        .containsExactly(
            "warnings",
            "metrics",
            "rules",
            "pictures",
            "player",
            "hyperparameters",
            "facts",
            "notes");
    NodeList images = page.getElementsByTagName("img");
    assertThat(images.getLength()).isEqualTo(3);
    for (int i = 0; i < images.getLength(); i++) {
      Element image = (Element) images.item(i);
      assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
      assertThat(image.getAttribute("alt")).hasSizeGreaterThan(20);
    }
    assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("@import");
    assertThat(html).contains("default-src 'none'");
  }

  @Test
  void marksTheHyperparametersThatWereChanged() throws Exception {
    Document page = Xml.parse(withoutCode(page(RUN.input("K-means", List.of()))));
    NodeList rows = page.getElementsByTagName("tr");
    List<String> changed = new ArrayList<>();
    for (int i = 1; i < rows.getLength(); i++) {
      Element row = (Element) rows.item(i);
      if (row.getAttribute("class").equals("changed")) {
        changed.add(row.getElementsByTagName("code").item(0).getTextContent());
      }
    }

    assertThat(changed).containsExactly("feature_dim", "k", "epochs");
  }

  @Test
  void textOfTheUserStaysText() throws Exception {
    Event.AlgorithmStep step =
        new SyntheticRun.Move(
            HOSTILE,
            HOSTILE,
            new Drawing(
                List.of(HOSTILE, "b\u2028"),
                List.of(
                    new Drawing.Points(
                        HOSTILE, List.of(new float[] {1, 2}), new double[0], new int[0])),
                List.of(),
                List.of()));
    RunReport.Input plain = RUN.input(HOSTILE, List.of(HOSTILE, "b", "c"), List.of(step));
    RunReport.Input input =
        new RunReport.Input(
            HOSTILE,
            plain.algorithm(),
            HOSTILE,
            List.of(RunReport.Fact.of(HOSTILE, HOSTILE), RunReport.Fact.verbatim("x", HOSTILE)),
            Map.of(HOSTILE, HOSTILE),
            Map.of(),
            List.of(HOSTILE),
            List.of(HOSTILE + '\u0000'),
            List.of(new RunReport.Rule(HOSTILE, HOSTILE, HOSTILE, Map.of(HOSTILE, HOSTILE))),
            plain.metrics(),
            plain.measured(),
            plain.steps(),
            plain.model(),
            plain.rows(),
            plain.featureNames(),
            List.of(),
            Optional.of(new String[] {HOSTILE, "b"}),
            Map.of(),
            plain.context());

    String html = page(input);

    assertThat(html).doesNotContain("<script>alert");
    assertThat(count(html, "<script")).isEqualTo(2);
    assertThat(count(html, "</script")).isEqualTo(2);
    assertThat(Xml.parse(withoutCode(html)).getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo(HOSTILE);
    JsonNode played = data(html).get("steps").get(0);
    assertThat(played.get("title").asText()).isEqualTo(HOSTILE);
    assertThat(data(html).get("planes").get(1).get("axes").get(0).asText()).isEqualTo(HOSTILE);
    Xml.parse(Files.readString(folder.resolve("pictures/clusters.svg")));
  }

  @Test
  void theSameInputMakesTheSameBytes() throws Exception {
    RunReport.write(RUN.input("K-means", List.of()), folder.resolve("a"));
    RunReport.write(RUN.input("K-means", List.of()), folder.resolve("b"));

    for (String file : List.of("report.html", "pictures/clusters.png", "pictures/clusters.svg")) {
      assertThat(folder.resolve("a").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
    }
  }

  @Test
  void thePlayerHasEveryStepWithTheCentersThatTheRowsBelongedTo() throws Exception {
    JsonNode data = data(page(RUN.input("K-means", List.of())));

    assertThat(data.get("total").asInt()).isEqualTo(6);
    assertThat(data.get("steps")).hasSize(6);
    assertThat(data.get("rows")).hasSize(400);
    JsonNode last = data.get("steps").get(5);
    assertThat(last.get("number").asInt()).isEqualTo(6);
    assertThat(last.get("points").get(0).get("at")).hasSize(8);
    String nearest = last.get("nearest").asText();
    assertThat(nearest).hasSize(200);
    List<float[]> before = RUN.steps().get(4).drawing().points().getFirst().positions();
    for (int i = 0; i < 200; i++) {
      int label = nearest.charAt(i) - 'A';
      double least = distance(i, before.get(label));
      for (float[] center : before) {
        assertThat(least).isLessThanOrEqualTo(distance(i, center) * 1.000001);
      }
    }
  }

  @Test
  void aLongRunIsThinnedAndThePageSaysSo() throws Exception {
    List<Event.AlgorithmStep> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.addAll(RUN.steps());
    }

    String html = page(RUN.input("K-means", List.of(), many));

    assertThat(data(html).get("steps").size()).isBetween(150, 200);
    assertThat(html).containsPattern("This page keeps \\d+ of the 1,200 recorded steps\\.");
  }

  @Test
  void positionsThatAreNotFiniteAreMarkedAndOpenRegionsEndAtTheEdge() throws Exception {
    float open = Float.POSITIVE_INFINITY;
    Event.AlgorithmStep step =
        new SyntheticRun.Move(
            "Cut",
            "A cut.",
            new Drawing(
                List.of("x", "y"),
                List.of(
                    new Drawing.Points(
                        "leaf",
                        List.of(new float[] {Float.NaN, 1}, new float[] {2, 3}),
                        new double[] {1, Double.NaN},
                        new int[] {1, 0})),
                List.of(),
                List.of(
                    new Drawing.Region("cell", new float[] {-open, 0}, new float[] {1, open}))));

    JsonNode data = data(page(RUN.input("K-means", List.of(), List.of(step))));

    JsonNode played = data.get("steps").get(0);
    assertThat(played.get("points").get(0).get("at").get(0).asInt()).isEqualTo(-1);
    assertThat(played.get("points").get(0).get("weights").get(1).asDouble()).isZero();
    assertThat(played.get("regions").get(0).get("at").get(0).asInt()).isZero();
    assertThat(played.get("regions").get(0).get("at").get(3).asInt()).isEqualTo(Plane.GRID);
    assertThat(played.has("nearest")).isFalse();
  }

  @Test
  void showsTheBeginningOfTablesAndSaysHowToSeeTheRest() throws Exception {
    Table factors =
        new Table(
            "factors",
            "Factors <of> items",
            IntStream.range(0, 20).mapToObj(j -> "f" + j).toList(),
            100,
            row ->
                Collections.nCopies(
                    20, row % 2 == 0 ? (Object) ("a" + row) : (Object) (row + 0.25)));
    Table none = new Table("none", "Nothing", List.of("x"), 0, row -> List.of());
    Table small = new Table("small", "Small", List.of("x"), 1, row -> List.of(7));
    String html = PageTables.html(List.of(none, factors, small));
    Document tables = Xml.parse("<div>" + html + "</div>");

    assertThat(tables.getElementsByTagName("table").getLength()).isEqualTo(2);
    assertThat(tables.getElementsByTagName("tr").getLength()).isEqualTo(1 + 40 + 2);
    assertThat(tables.getElementsByTagName("td").getLength()).isEqualTo(40 * 12 + 1);
    assertThat(tables.getElementsByTagName("p").item(0).getTextContent())
        .isEqualTo(
            "Shown are the first 40 of 100 rows and the first 12 of 20 columns; all of it: orrery"
                + " inspect RUN --table factors");
    assertThat(tables.getElementsByTagName("p").getLength()).isEqualTo(1);
  }

  @Test
  void showsWhatSageMakerMeasuresFirst() throws Exception {
    Document page = Xml.parse(withoutCode(page(RUN.input("K-means", List.of()))));
    Element metrics = (Element) page.getElementsByTagName("section").item(1);

    assertThat(metrics.getTextContent().replaceAll("\\s+", " "))
        .containsPattern("Metrics [0-9.]+ train:msd less is better")
        .containsPattern("Not measured by SageMaker [0-9.]+ orrery:test_ssd less is better");
  }

  @Test
  void smallAndFlatDataAreDrawnToo() throws Exception {
    List<DenseMatrix> awkward =
        List.of(
            new DenseMatrix(new float[] {7}, 1, 1),
            new DenseMatrix(new float[] {7, 7, 7}, 3, 1),
            new DenseMatrix(new float[] {1, 2, 3, 4}, 1, 4),
            new DenseMatrix(new float[12], 4, 3),
            new DenseMatrix(new float[] {1e15f, 0, 0, -1e15f, 5, 1}, 2, 3));
    for (DenseMatrix rows : awkward) {
      SyntheticRun run = SyntheticRun.lloyd(rows, 1, 1);
      Path here = Files.createTempDirectory(folder, "flat");

      RunReport.Written written = RunReport.write(run.input("K-means", List.of()), here);

      assertThat(written.pictures()).hasSize(4);
      assertThat(Files.readString(written.page())).contains("which makes no curve: train:msd ");
      assertThat(data(Files.readString(written.page())).get("steps")).hasSize(2);
    }
  }

  @Test
  void sparseRowsAndNoModelNoStepsNoMetricsMakeAPage() throws Exception {
    CsrMatrix rows =
        new CsrMatrix(2, 4, new int[] {0, 1, 3}, new int[] {2, 0, 3}, new float[] {1, 2, 3});
    RunReport.Input input =
        new RunReport.Input(
            "Stopped run",
            "unknown-algorithm",
            "",
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Batch.unlabelled(rows),
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of(),
            RunContext.quiet(SyntheticRun.KERNELS, 0));

    String html = page(input);

    Document page = Xml.parse(withoutCode(html));
    assertThat(ids(page, "section")).isEmpty();
    assertThat(html).contains("<h1>Stopped run</h1>").doesNotContain("<script");
  }

  private static double distance(int row, float[] center) {
    double sum = 0;
    for (int j = 0; j < center.length; j++) {
      double difference = RUN.rows().get(row, j) - center[j];
      sum += difference * difference;
    }
    return sum;
  }

  private String page(RunReport.Input input) throws IOException {
    return Files.readString(RunReport.write(input, folder).page());
  }

  private static String withoutCode(String html) {
    return html.replaceAll("(?s)<script[^>]*>.*?</script>", "")
        .replaceAll("(?s)<style>.*?</style>", "");
  }

  private static JsonNode data(String html) throws IOException {
    Matcher json =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"player-data\">(.*?)</script>")
            .matcher(html);
    assertThat(json.find()).isTrue();
    assertThat(json.group(1)).doesNotContain("<");
    return new ObjectMapper().readTree(json.group(1));
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static List<String> ids(Document page, String element) {
    NodeList nodes = page.getElementsByTagName(element);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      ids.add(((Element) nodes.item(i)).getAttribute("id"));
    }
    return ids;
  }
}

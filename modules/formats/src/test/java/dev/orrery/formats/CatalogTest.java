package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.error.CustomerError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {

  static Stream<Sample> samples() throws IOException {
    return Catalog.load(Samples.FOLDER).samples().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsWhatTheCatalogSays(Sample sample) throws IOException {
    Catalog catalog = Catalog.load(Samples.FOLDER);
    MediaType type = MediaType.bySuffix(sample.file()).orElseThrow();
    DataFile file = new DataFile(sample.file(), catalog.path(sample), type);
    assertThat(file.sha256()).isEqualTo(sample.sha256());
    if (type == MediaType.CSV) {
      CsvLook look = CsvLook.at(file, ReadOptions.Header.AUTO, StandardCharsets.UTF_8);
      assertThat(look.header()).isTrue();
      List<String> columns = new ArrayList<>(sample.features());
      sample.label().ifPresent(columns::add);
      columns.addAll(sample.drop());
      assertThat(look.names()).containsExactlyInAnyOrderElementsOf(columns);
    }
    try (LineBuffer lines = new LineBuffer(file.open(), file.name(), true)) {
      long rows = type == MediaType.CSV ? -1 : 0;
      while (lines.advance()) {
        rows++;
      }
      assertThat(rows).isEqualTo(sample.rows());
    }
    sample.doi().ifPresent(doi -> assertThat(doi).matches("10\\.\\d{4,9}/\\S+"));
    assertThat(sample.title()).isNotBlank();
    assertThat(sample.licence()).isNotBlank();
    assertThat(sample.citation()).isNotBlank();
    assertThat(sample.teaches()).isNotBlank();
    assertThat(Files.readString(Samples.FOLDER.resolve("README.md")))
        .contains("`" + sample.name() + "`");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleCanBeRead(Sample sample) throws IOException {
    List<String> words =
        switch (sample.name()) {
          case "penguins" -> List.of("island", "sex");
          case "cars" -> List.of("year", "origin");
          case "zoo" -> sample.features().stream().filter(name -> !name.equals("legs")).toList();
          default -> List.of();
        };
    boolean missing = List.of("penguins", "cars").contains(sample.name());
    OpenedData data =
        Samples.open(
            sample.name(), ReadOptions.builder().oneHot(words).dropMissing(missing).build());
    List<float[]> rows = Samples.rows(data.source());
    if (!missing) {
      assertThat(rows).hasSize((int) sample.rows());
    }
    if (words.isEmpty() && sample.oneHot().isEmpty()) {
      assertThat(data.featureNames()).isEqualTo(sample.features());
    }
    assertThat(data.rows()).hasValue(rows.size());
    assertThat(rows.getFirst()).hasSize(data.featureDim());
    assertThat(data.labelSize()).isEqualTo(sample.label().isPresent() ? 1 : 0);
  }

  /** Made of the words' counts and the novels' names as {@code austen-chapters/README.md} says. */
  @Test
  void theChaptersAreWhatTheirLdacSays() throws IOException {
    Path folder = Samples.FOLDER.resolve("austen-chapters");
    List<String> labels =
        Files.readAllLines(folder.resolve("labels.txt")).stream()
            .map(line -> line.split("\t")[0])
            .toList();
    List<String> novels = labels.stream().distinct().sorted().toList();
    List<String> expected = new ArrayList<>();
    try (BufferedReader chapters =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("docs.ldac.gz"))),
                StandardCharsets.US_ASCII))) {
      for (String line = chapters.readLine(); line != null; line = chapters.readLine()) {
        String[] cells = line.split(" ");
        assertThat(cells).hasSize(1 + Integer.parseInt(cells[0]));
        TreeMap<Integer, String> counts = new TreeMap<>();
        for (String cell : List.of(cells).subList(1, cells.length)) {
          String[] pair = cell.split(":");
          counts.put(1 + Integer.parseInt(pair[0]), pair[1]);
        }
        StringBuilder row = new StringBuilder();
        row.append(novels.indexOf(labels.get(expected.size())));
        counts.forEach((word, count) -> row.append(' ').append(word).append(':').append(count));
        expected.add(row.toString());
      }
    }
    Path made = folder.resolve("austen-chapters.libsvm.gz");
    try (InputStream libsvm = new GZIPInputStream(Files.newInputStream(made))) {
      assertThat(new String(libsvm.readAllBytes(), StandardCharsets.US_ASCII).lines().toList())
          .isEqualTo(expected);
    }
  }

  @Test
  void aSampleOfVectorsHasTheNamesOfItsCatalog() throws IOException {
    OpenedData data = Samples.open("austen-chapters", ReadOptions.defaults());
    assertThat(data.featureNames()).hasSize(2000).startsWith("abbey", "abilities");
    assertThat(data.preparation().labels()).hasSize(6).startsWith("Emma", "Mansfield Park");
    try (BatchReader reader = data.source().open()) {
      Batch batch = reader.next(1000);
      assertThat(batch.features()).isInstanceOf(CsrMatrix.class);
      assertThat(batch.rows()).isEqualTo(269);
      assertThat(batch.labels()).startsWith(0f).endsWith(5f);
    }
    OpenedData plain =
        Samples.open(
            "austen-chapters", ReadOptions.builder().keepLabel(false).label("novel").build());
    assertThat(plain.labelSize()).isZero();
    assertThat(plain.preparation().labels()).isEmpty();
    assertThatThrownBy(
            () -> Samples.open("austen-chapters", ReadOptions.builder().label("emma").build()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("--label is for CSV");
  }

  @Test
  void whatWasFetchedIsReadByItsName(@TempDir Path folder) throws IOException {
    Path own = Files.createDirectory(folder.resolve("towns"));
    Files.writeString(own.resolve("towns.csv"), "size,north\n3,1\n4,0\n");
    Files.writeString(
        own.resolve("catalog.json"),
        """
        {"version": 1, "samples": [{"name": "towns", "title": "t", "file": "towns.csv", "rows": 2,
         "features": ["size"], "label": "north", "sha256": "", "licence": "l", "citation": "c"}]}
        """);
    Files.createDirectory(folder.resolve("half-fetched"));
    System.setProperty("orrery.data", folder.toString());
    try {
      OpenedData data = Samples.open("towns", ReadOptions.defaults());
      assertThat(data.featureNames()).containsExactly("size");
      assertThat(Samples.labels(data.source())).containsExactly(1f, 0f);
      assertThat(Catalog.load(Samples.FOLDER).find("towns")).isPresent();
    } finally {
      System.clearProperty("orrery.data");
    }
  }

  @Test
  void anUnknownNameSuggestsTheNearestSample() {
    assertThatThrownBy(() -> Samples.open("irs", ReadOptions.defaults()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("'irs' is neither a sample nor a file")
        .hasMessageContaining("did you mean the sample 'iris'?");
    assertThatThrownBy(() -> Samples.open("no/such/file.csv", ReadOptions.defaults()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("'no/such/file.csv' is neither");
  }

  @Test
  void digitsHaveTheShapeAndTheSplitOfTheReference() throws IOException {
    OpenedData all = Samples.open("digits", ReadOptions.builder().keepLabel(false).build());
    assertThat(all.featureDim()).isEqualTo(64);
    assertThat(all.labelSize()).isZero();
    assertThat(Samples.rows(all.source())).hasSize(1797);
    OpenedData train =
        Samples.open("digits", ReadOptions.builder().split(Split.train(Split.FIXED)).build());
    OpenedData test =
        Samples.open("digits", ReadOptions.builder().split(Split.test(Split.FIXED)).build());
    long expected =
        java.util.stream.IntStream.range(0, 1797).filter(i -> i * 0x9E3779B1 >>> 30 == 0).count();
    assertThat(test.rows()).hasValue(expected);
    assertThat(Samples.rows(test.source())).hasSize((int) expected);
    assertThat(Samples.rows(train.source())).hasSize(1797 - (int) expected);
    assertThat(expected).isEqualTo(451);
  }

  @Test
  void labelsInWordsAreNumberedInCodePointOrder() throws IOException {
    List<String> notes = new ArrayList<>();
    OpenedData iris = Samples.open("iris", ReadOptions.defaults(), notes);
    assertThat(iris.preparation().labels()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(Samples.labels(iris.source())).hasSize(150).startsWith(0f, 0f).endsWith(2f);
    assertThat(notes)
        .contains("iris.csv: 3 classes, setosa = 0, versicolor = 1, virginica = 2")
        .anyMatch(note -> note.contains("label label"));
    OpenedData cancer =
        Samples.open("breast-cancer", ReadOptions.builder().positive("benign").build());
    assertThat(cancer.preparation().labels()).containsExactly("malignant", "benign");
  }

  @Test
  void penguinsNeedToBeToldWhatToDoWithWordsAndMissingCells() throws IOException {
    assertThatThrownBy(() -> Samples.open("penguins", ReadOptions.defaults()))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "penguins.csv line 2: column 'island' holds 'Torgersen' where a number was expected:"
                + " --one-hot island,sex makes a column of each word, --drop island,sex leaves the"
                + " columns out, --drop-missing leaves out rows with missing cells");
    List<String> notes = new ArrayList<>();
    OpenedData data =
        Samples.open(
            "penguins",
            ReadOptions.builder().oneHot(List.of("island", "sex")).dropMissing(true).build(),
            notes);
    assertThat(data.featureNames())
        .containsExactly(
            "island=Biscoe",
            "island=Dream",
            "island=Torgersen",
            "beak_length_mm",
            "beak_depth_mm",
            "flipper_length_mm",
            "body_mass_g",
            "sex=.",
            "sex=FEMALE",
            "sex=MALE");
    List<float[]> rows = Samples.rows(data.source());
    assertThat(rows).hasSize(334);
    assertThat(rows.getFirst()).containsExactly(0, 0, 1, 39.1f, 18.7f, 181, 3750, 0, 0, 1);
    assertThat(notes).contains("penguins.csv: 10 rows with missing cells left out");
    assertThat(data.rows()).hasValue(334);
  }
}

package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.ReadOptions.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @TempDir Path folder;

  private List<float[]> rows(String text) throws IOException {
    return rows(text, ReadOptions.defaults());
  }

  private List<float[]> rows(String text, ReadOptions options) throws IOException {
    return Samples.rows(open(text, options).source());
  }

  private OpenedData open(String text, ReadOptions options) throws IOException {
    return Samples.open(Samples.write(folder, "a.csv", text), options);
  }

  private void fails(String text, ReadOptions options, String... pieces) {
    assertThatThrownBy(() -> rows(text, options))
        .isInstanceOf(CustomerError.class)
        .hasMessageContainingAll(pieces);
  }

  private void fails(String text, String... pieces) {
    fails(text, ReadOptions.defaults(), pieces);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2\n3,4\n",
        "1,2\n3,4",
        "1,2\r\n3,4\r\n",
        "1,2\r3,4\r",
        "1,2\r3,4",
        "\uFEFF1,2\n3,4\n",
        "\n1,2\n\n\r\n3,4\n\n",
        "\"1\",\"2\"\n\"3\",\"4\"",
        " 1 , 2\n3\t,4 \n",
        "1.0,2e0\n+3,.4e1\n",
        "a,b\n1,2\n3,4\n",
        "\uFEFFa,\"b,\"\"c\n\"\r\n1,2\r\n3,4",
        "\"x\",1\n1,2\n3,4\n",
      })
  void theSameRowsInAnyDress(String text) throws IOException {
    assertThat(rows(text)).containsExactly(new float[] {1, 2}, new float[] {3, 4});
  }

  @Test
  void aHeaderIsFoundByLookingOrTold() throws IOException {
    List<String> notes = new ArrayList<>();
    OpenedData data =
        Samples.open(Samples.write(folder, "a.csv", "x,y\n1,2\n"), ReadOptions.defaults(), notes);
    assertThat(data.headerNames()).containsExactly("x", "y");
    assertThat(data.featureNames()).containsExactly("x", "y");
    assertThat(notes).anyMatch(note -> note.contains("the first line is a header of 2 columns"));
    assertThat(notes).anyMatch(note -> note.contains("text/csv, by its suffix"));
    // Names that are numbers are a header only when that is said.
    assertThat(rows("7,8\n1,2\n")).hasSize(2);
    assertThat(rows("7,8\n1,2\n", ReadOptions.builder().header(Header.YES).build())).hasSize(1);
    ReadOptions present =
        ReadOptions.builder().contentType(ContentType.parse("text/csv; header=present")).build();
    assertThat(rows("7,8\n1,2\n", present)).hasSize(1);
    fails(
        "x,y\n1,2\n", ReadOptions.builder().header(Header.NO).build(), "line 1", "column 1", "'x'");
    // Data with words is not taken for a header when the words stay words.
    assertThat(open("1,red\n2,blue\n", ReadOptions.builder().label("2").build()).headerNames())
        .isEmpty();
  }

  @Test
  void labelsAreTheFirstColumnsOrTheOneThatIsNamed() throws IOException {
    OpenedData first =
        open(
            "1,2,3\n4,5,6\n",
            ReadOptions.builder().contentType(ContentType.parse("text/csv;label_size=1")).build());
    assertThat(Samples.rows(first.source()))
        .containsExactly(new float[] {2, 3}, new float[] {5, 6});
    assertThat(Samples.labels(first.source())).containsExactly(1f, 4f);
    OpenedData named = open("a,b,c\n1,2,3\n", ReadOptions.builder().label("b").build());
    assertThat(Samples.rows(named.source())).containsExactly(new float[] {1, 3});
    assertThat(Samples.labels(named.source())).containsExactly(2f);
    OpenedData removed =
        open("a,b,c\n1,x,3\n", ReadOptions.builder().label("b").keepLabel(false).build());
    assertThat(removed.labelSize()).isZero();
    assertThat(Samples.rows(removed.source())).containsExactly(new float[] {1, 3});
    OpenedData dropped =
        open("a,b,c\n1,2,3\n", ReadOptions.builder().drop(List.of("a", "c")).build());
    assertThat(Samples.rows(dropped.source())).containsExactly(new float[] {2});
    fails(
        "a,b\n1,2\n",
        ReadOptions.builder().label("z").build(),
        "--label names the column 'z' where",
        "has the columns a, b");
    fails("1,2\n", ReadOptions.builder().drop(List.of("z")).build(), "has no header", "1 to 2");
    fails(
        "1,2\n",
        ReadOptions.builder().labelSize(3).build(),
        "has 2 columns where label_size=3 was asked for");
    fails(
        "1,2\n", ReadOptions.builder().labelSize(2).build(), "no column that is left as a feature");
    fails(
        "a,b\n1,2\n",
        ReadOptions.builder().label("a").drop(List.of("a")).build(),
        "--drop names the column 'a', which is the label");
  }

  @Test
  void badCellsAreToldWithLineColumnAndWayOut() {
    fails(
        "a,b\n1,2\n3,x y\n",
        "a.csv line 3: column 'b' holds 'x y' where a number was expected: --one-hot b makes a"
            + " column of each word, --drop b leaves the column out, --drop-missing leaves out rows"
            + " with missing cells");
    fails("1,2\n3,TRUE\n", "a.csv line 2: column 2 holds 'TRUE'");
    fails(
        "a,b\n1,2\n,4\n",
        "a.csv line 3: column 'a' is missing (an empty cell) where a number was expected:"
            + " --drop-missing leaves out such rows, --drop a the column");
    fails("1,2\n3,NA\n", "line 2: column 2 is missing ('NA')");
    fails(
        "1,2\n3,NaN\n",
        "Unable to read data channel 'train'. Found missing (NaN) values. Please remove any missing"
            + " (NaN) values in the input data (",
        "a.csv line 2, column 2).");
    fails(
        "1,2\n-inf,1\n",
        "Unable to read data channel 'train'. Found infinite floating point values.",
        "a.csv line 2, column 1");
    fails("1,2\n1e39,1\n", "Found infinite floating point values", "line 2, column 1");
    fails("1,2\n3\n", "a.csv line 2: 1 cell found where 2 were expected");
    fails("1,2\n3,4,\n", "a.csv line 2: 3 cells found where 2 were expected");
    fails("1,2\n3,\"4\"x\n", "line 2", "goes on after its closing quote");
    fails("1,2\n3,\"4\n5,6\n", "a.csv line 2: a quote is opened and never closed");
    fails("1,2\n1\u00002,3\n", "line 2: column 1 holds '1\uFFFD2'");
    fails("\u007fELF\u0002\u0001,5\n1,2\n", "a.csv line 1: bytes that are no text were found");
  }

  @Test
  void linesAreCountedAsTheyLieInTheFile() {
    StringBuilder text = new StringBuilder("\uFEFF\"a\r\nb\",c\r\n\r\n");
    for (int i = 0; i < 70_000; i++) {
      text.append("1,2\r\n");
    }
    // The header takes two lines and the empty line one, so that the bad cell is on line 70,004.
    fails(text + "1,bad\r\n", "a.csv line 70004: column 'c' holds 'bad'");
    fails("a,\"b\nb\"\n1,2\n\"\n\n3\",x\n", "a.csv line 4: column 'b\uFFFDb' holds 'x'");
  }

  @Test
  void emptyFilesAreTold() {
    fails("", "a.csv is empty: no rows were found");
    fails("\n\n", "a.csv is empty: no rows were found");
    fails("a,b\n", "a.csv has no rows that can be used");
    fails("a,b\n1,\n", ReadOptions.builder().dropMissing(true).build(), "every row was left out");
  }

  @Test
  void gzipIsUndoneAndItsDamageTold() throws IOException {
    byte[] bytes = Samples.gzip("x,y\n1,2\n3,4\n".repeat(1).getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("a.csv.gz"), bytes);
    assertThat(Samples.rows(Samples.open(file, ReadOptions.defaults()).source())).hasSize(2);
    // Two members one after the other are one text.
    byte[] two = Arrays.copyOf(bytes, 2 * bytes.length);
    byte[] more = Samples.gzip("5,6\n3,4\n".getBytes(StandardCharsets.UTF_8));
    System.arraycopy(more, 0, two, bytes.length, more.length);
    Files.write(file, Arrays.copyOf(two, bytes.length + more.length));
    assertThat(Samples.rows(Samples.open(file, ReadOptions.defaults()).source())).hasSize(4);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 6));
    assertThatThrownBy(() -> Samples.rows(Samples.open(file, ReadOptions.defaults()).source()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("a.csv.gz is cut off: its gzip data ends");
  }

  @Test
  void utf16IsRefused() throws IOException {
    Path file = Files.write(folder.resolve("a.csv"), "1,2\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> Samples.open(file, ReadOptions.defaults()))
        .hasMessageContaining("a.csv line 1: the text is UTF-16 where UTF-8 was expected");
  }

  @Test
  void oneHotColumnsStandInCodePointOrder() throws IOException {
    String text = "a,b\n\uFF5E,1\n\uD83D\uDE00,2\nz,3\n";
    OpenedData data = open(text, ReadOptions.builder().oneHot(List.of("a")).build());
    // U+FF5E comes before U+1F600, though its UTF-16 code unit is larger.
    assertThat(data.featureNames()).containsExactly("a=z", "a=\uFF5E", "a=\uD83D\uDE00", "b");
    assertThat(Samples.rows(data.source()))
        .containsExactly(
            new float[] {0, 1, 0, 1}, new float[] {0, 0, 1, 2}, new float[] {1, 0, 0, 3});
  }

  @Test
  void standardizingUsesMeanAndPopulationDeviation() throws IOException {
    OpenedData data = open("1,5\n3,5\n5,5\n7,5\n", ReadOptions.builder().standardize(true).build());
    assertThat(data.preparation().means()).containsExactly(4.0, 5.0);
    assertThat(data.preparation().deviations()).containsExactly(Math.sqrt(5), 0.0);
    float unit = (float) (1 / Math.sqrt(5));
    List<float[]> rows = Samples.rows(data.source());
    assertThat(rows.get(0)).containsExactly((float) (-3 / Math.sqrt(5)), 0);
    assertThat(rows.get(2)).containsExactly(unit, 0);
    assertThat(data.rows()).hasValue(4);
  }

  @Test
  void labelWordsAreNumberedAndMixturesRefused() throws IOException {
    ReadOptions labelled = ReadOptions.builder().label("y").build();
    OpenedData data = open("x,y\n1,no\n2,yes\n3,no\n", labelled);
    assertThat(data.preparation().labels()).containsExactly("no", "yes");
    assertThat(Samples.labels(data.source())).containsExactly(0f, 1f, 0f);
    OpenedData flipped = open("x,y\n1,no\n2,yes\n", labelled.toBuilder().positive("no").build());
    assertThat(Samples.labels(flipped.source())).containsExactly(1f, 0f);
    assertThat(Samples.labels(open("x,y\n1,7\n2,3\n", labelled).source())).containsExactly(7f, 3f);
    assertThat(open("x,y\n1,FALSE\n2,TRUE\n", labelled).preparation().labels())
        .containsExactly("FALSE", "TRUE");
    fails(
        "x,y\n1,7\n2,no\n",
        labelled,
        "a.csv line 3: the label in column 'y' is 'no' where a number was expected");
    fails(
        "x,y\n1,no\n2,yes\n",
        labelled.toBuilder().positive("maybe").build(),
        "--positive is 'maybe' where one of the labels was expected: no, yes");
    fails(
        "x,y\n1,a\n2,b\n3,c\n",
        labelled.toBuilder().positive("a").build(),
        "--positive is for labels of two words",
        "has 3: a, b, c");
    fails("x,y\n1,7\n", labelled.toBuilder().positive("7").build(), "--positive names a word");
    fails(
        "x,y\n1,no\n2,yes\n",
        labelled.toBuilder().pipe(true).build(),
        "the labels of",
        "are words",
        "Pipe mode reads once");
  }

  @Test
  void pipeModeRefusesEveryFirstPass() throws IOException {
    ReadOptions pipe = ReadOptions.builder().pipe(true).build();
    assertThat(rows("a,b\n1,2\n", pipe)).hasSize(1);
    fails("a\n1\n", pipe.toBuilder().standardize(true).build(), "--standardize needs a first pass");
    fails(
        "a,b\nx,1\n",
        pipe.toBuilder().oneHot(List.of("a")).build(),
        "--one-hot needs a first pass");
  }

  @Test
  void latin1IsReadWhenSaid() throws IOException {
    Path file =
        Files.write(
            folder.resolve("a.csv"),
            "x,y\n1,caf\u00e9\n2,th\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    ReadOptions options =
        ReadOptions.builder()
            .contentType(ContentType.parse("text/csv;charset=ISO-8859-1"))
            .label("y")
            .build();
    assertThat(Samples.open(file, options).preparation().labels())
        .containsExactly("caf\u00e9", "th\u00e9");
  }

  @Test
  void cellsPartedByAnotherDelimiterAreTold() throws IOException {
    fails("1;2\n3;4\n", "a.csv line 1", "parted by semicolons where commas were expected");
    fails("a;b\n1,5;2\n", "parted by semicolons");
    fails("a\tb\n1\t2.5\n", "parted by tabs");
    fails("1|2\n", "parted by bars");
    // One column with such a name, which holds no such rows.
    assertThat(rows("a;b\n1\n2\n")).hasSize(2);
  }
}

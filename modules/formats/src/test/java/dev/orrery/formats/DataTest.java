package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTest {

  @TempDir Path folder;

  private static List<Float> firstColumn(DataSource source) throws IOException {
    List<Float> column = new ArrayList<>();
    for (float[] row : Samples.rows(source)) {
      column.add(row[0]);
    }
    return column;
  }

  @Test
  void aFolderIsItsFilesInTheOrderOfTheirNames() throws IOException {
    Samples.write(folder, "b.csv", "x,y\n3,0\n4,0\n");
    Samples.write(folder, "a.csv", "x,y\n1,0\n2,0");
    Samples.write(folder, "c.csv", "");
    Samples.write(folder, "d.csv", "5,0\n");
    Samples.write(folder, "_SUCCESS", "no data");
    Samples.write(folder, ".hidden", "no data");
    OpenedData data = Samples.open(folder, ReadOptions.defaults());
    assertThat(firstColumn(data.source())).containsExactly(1f, 2f, 3f, 4f, 5f);
    assertThat(data.files()).hasSize(4);
    assertThat(data.source().parts()).hasSize(4);
    assertThat(firstColumn(data.source().parts().get(1))).containsExactly(3f, 4f);
    assertThat(firstColumn(data.source().parts().get(2))).isEmpty();
    // A batch goes on over the end of a file, and the source can be opened again.
    for (int pass = 0; pass < 2; pass++) {
      try (BatchReader reader = data.source().open()) {
        assertThat(reader.next(3).rows()).isEqualTo(3);
        assertThat(reader.next(3).rows()).isEqualTo(2);
        assertThat(reader.next(3)).isNull();
      }
    }
    assertThat(data.files().getFirst().sha256()).hasSize(64);
    assertThat(data.files().getFirst().bytes()).isEqualTo(11);
  }

  @Test
  void aGlobIsTheFilesThatMatch() throws IOException {
    Samples.write(folder, "part-0.csv", "1\n");
    Samples.write(folder, "part-1.csv", "2\n");
    Samples.write(folder, "other.csv", "3\n");
    OpenedData data = Samples.open(folder + "/part-*.csv", ReadOptions.defaults());
    assertThat(firstColumn(data.source())).containsExactly(1f, 2f);
    assertThatThrownBy(() -> Samples.open(folder + "/none-*.csv", ReadOptions.defaults()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("no file matches");
  }

  @Test
  void filesMustAgree() throws IOException {
    Samples.write(folder, "a.csv", "1,2\n");
    Samples.write(folder, "b.csv", "1,2,3\n");
    OpenedData data = Samples.open(folder, ReadOptions.defaults());
    assertThatThrownBy(() -> Samples.rows(data.source()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContainingAll("a.csv has 2 columns and", "b.csv has 3");
    Samples.write(folder, "b.csv", "1,x\n");
    Files.delete(folder.resolve("b.csv"));
    Samples.write(folder, "b.jsonl", "{\"features\": [1, 2]}\n");
    assertThatThrownBy(() -> Samples.open(folder, ReadOptions.defaults()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContainingAll("a.csv is text/csv and", "b.jsonl is application/jsonlines");
    Files.delete(folder.resolve("b.jsonl"));
    Samples.write(folder, "a.csv", "x,y\n1,2\n");
    Samples.write(folder, "b.csv", "x,z\n1,2\n");
    OpenedData named = Samples.open(folder, ReadOptions.defaults());
    assertThatThrownBy(() -> Samples.rows(named.source()))
        .hasMessageContainingAll("a.csv has the header x, y and", "b.csv the header x, z");
    assertThatThrownBy(
            () -> Samples.open(Files.createDirectory(folder.resolve("e")), ReadOptions.defaults()))
        .hasMessageContaining("is a folder without files");
  }

  @Test
  void theSplitCountsRowsOverAllFilesBeforeAnyIsLeftOut() throws IOException {
    StringBuilder first = new StringBuilder("x,y\n");
    StringBuilder second = new StringBuilder("x,y\n");
    List<Float> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      (i < 37 ? first : second).append(i).append(i % 10 == 3 ? ",\n" : ",0\n");
      if (i * 0x9E3779B1 >>> 30 == 0 && i % 10 != 3) {
        expected.add((float) i);
      }
    }
    Samples.write(folder, "a.csv", first.toString());
    Samples.write(folder, "b.csv", second.toString());
    ReadOptions options = ReadOptions.builder().dropMissing(true).build();
    OpenedData test =
        Samples.open(folder, options.toBuilder().split(Split.test(Split.FIXED)).build());
    assertThat(firstColumn(test.source())).isEqualTo(expected);
    List<Float> parts = new ArrayList<>();
    for (DataSource part : test.source().parts()) {
      parts.addAll(firstColumn(part));
    }
    assertThat(parts).isEqualTo(expected);
    OpenedData train =
        Samples.open(folder, options.toBuilder().split(Split.train(Split.FIXED)).build());
    assertThat(firstColumn(train.source()))
        .hasSize(90 - expected.size())
        .doesNotContainAnyElementsOf(expected);
    assertThatThrownBy(
            () ->
                Samples.open(folder, options.toBuilder().pipe(true).split(Split.test(0.5)).build()))
        .hasMessageContaining("--split of several files needs a first pass");
  }

  @Test
  void fractionsOfASplit() {
    assertThat(Split.fraction("fixed")).isEqualTo(0.25);
    assertThat(Split.fraction("0.4")).isEqualTo(0.4);
    for (String bad : List.of("0", "1", "-1", "x", "NaN")) {
      assertThatThrownBy(() -> Split.fraction(bad)).isInstanceOf(CustomerError.class);
    }
    assertThat(Split.test(0.4).count(100_000)).isBetween(39_990L, 40_010L);
    assertThat(Split.train(0.4).count(1000) + Split.test(0.4).count(1000)).isEqualTo(1000);
  }

  @Test
  void everyRowIsATestRowOfOneFold() {
    for (int folds : new int[] {2, 3, 5, 7, 10}) {
      for (long row = 0; row < 3000; row++) {
        int tested = 0;
        for (int fold = 0; fold < folds; fold++) {
          boolean test = Split.fold(Split.Part.TEST, fold, folds).takes(row);
          assertThat(Split.fold(Split.Part.TRAIN, fold, folds).takes(row)).isEqualTo(!test);
          tested += test ? 1 : 0;
        }
        assertThat(tested).as("row %d of %d folds", row, folds).isEqualTo(1);
      }
    }
    for (long row = 0; row < 1000; row++) {
      assertThat(Split.fold(Split.Part.TEST, 0, 4).takes(row))
          .isEqualTo(Split.test(0.25).takes(row));
    }
    assertThat(Split.fold(Split.Part.TEST, 3, 5).count(1000)).isBetween(198L, 202L);
    assertThatThrownBy(() -> Split.fold(Split.Part.TEST, 0, 1))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("The number of folds must be 2 to 1000");
  }

  @Test
  void contentTypesAreParsedAsSageMakerDoes() {
    ContentType csv = ContentType.parse(" Text/CSV ; Label_Size=2;charset=\"utf-8\" ");
    assertThat(csv.mediaType()).isEqualTo(MediaType.CSV);
    assertThat(csv.labelSize()).hasValue(2);
    assertThat(csv).hasToString("text/csv;label_size=2;charset=utf-8");
    assertThat(ContentType.parse("text/x-libsvm").mediaType()).isEqualTo(MediaType.LIBSVM);
    assertThat(ContentType.parse("application/x-recordio-protobuf").mediaType())
        .isEqualTo(MediaType.RECORDIO);
    assertThatThrownBy(() -> ContentType.parse("image/png"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContainingAll("content-type image/png not supported", "text/csv", "text/libsvm");
    for (String bad :
        List.of("text/csv;label_size=x", "text/csv;what", "text/csv;charset=utf-16", "")) {
      assertThatThrownBy(() -> ContentType.parse(bad)).isInstanceOf(CustomerError.class);
    }
  }

  @Test
  void aPassTellsHowFarItIsByTheBytesOfItsFiles() throws IOException {
    String rows = "1.5,2.5\n".repeat(50_000);
    Samples.write(folder, "a.csv", rows);
    Samples.write(folder, "b.csv", rows);
    OpenedData data = Samples.open(folder, ReadOptions.defaults());
    try (BatchReader reader = data.source().open()) {
      assertThat(reader.progress()).isZero();
      reader.next(50_000);
      assertThat(reader.progress()).isBetween(0.5, 0.7);
      reader.next(50_000);
      assertThat(reader.next(1)).isNull();
      assertThat(reader.progress()).isEqualTo(1);
    }
  }
}

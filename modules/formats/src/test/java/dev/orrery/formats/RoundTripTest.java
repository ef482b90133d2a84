package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  private static Path folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("orrery-round-trip");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Rows of any finite floats, many of them zero, with 0 to 2 labels. */
  @Provide
  Arbitrary<Batch> batches() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 9),
            Arbitraries.integers().between(1, 7),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false),
            Arbitraries.longs())
        .as(
            (rows, columns, labelSize, sparse, seed) -> {
              java.util.random.RandomGenerator random =
                  java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
              float[] values = floats(random, rows * columns, sparse ? 0.7 : 0.2);
              float[] labels = floats(random, rows * labelSize, 0.2);
              DenseMatrix dense = new DenseMatrix(values, rows, columns);
              return new Batch(sparse ? sparse(dense) : dense, labels, labelSize);
            });
  }

  private static float[] floats(java.util.random.RandomGenerator random, int count, double zeros) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      float any = Float.intBitsToFloat(random.nextInt());
      values[i] =
          random.nextDouble() < zeros || !Float.isFinite(any)
              ? 0
              : random.nextBoolean() ? any : random.nextInt(-20, 20);
    }
    return values;
  }

  private static CsrMatrix sparse(DenseMatrix m) {
    int[] start = new int[m.rows() + 1];
    int[] column = new int[m.rows() * m.columns()];
    float[] value = new float[column.length];
    int used = 0;
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < m.columns(); j++) {
        if (m.get(i, j) != 0) {
          column[used] = j;
          value[used++] = m.get(i, j);
        }
      }
      start[i + 1] = used;
    }
    return new CsrMatrix(m.rows(), m.columns(), start, column, value);
  }

  @Property(tries = 150, seed = "20261121")
  void everyFormatGivesBackEveryBit(
      @ForAll("batches") Batch batch, @ForAll MediaType type, @ForAll boolean gzip)
      throws IOException {
    if (type == MediaType.LIBSVM && batch.labelSize() > 1) {
      return;
    }
    Path file = folder.resolve("a" + type.suffixes().getFirst() + (gzip ? ".gz" : ""));
    long rows = Converter.convert(new MemorySource("m", batch), ContentType.of(type), file);
    assertThat(rows).isEqualTo(batch.rows());
    OpenedData data =
        Samples.open(
            file,
            ReadOptions.builder()
                .header(ReadOptions.Header.NO)
                .labelSize(batch.labelSize())
                .build());
    assertThat(data.files().getFirst().mediaType()).isEqualTo(type);
    assertThat(data.labelSize()).isEqualTo(batch.labelSize());
    try (var reader = data.source().open()) {
      Batch back = reader.next(100);
      assertThat(reader.next(1)).isNull();
      assertThat(bits(back.features())).isEqualTo(bits(batch.features()));
      assertThat(back.labels()).isEqualTo(batch.labels());
      boolean keepsKind = type != MediaType.CSV && type != MediaType.LIBSVM;
      if (keepsKind) {
        assertThat(back.features().getClass()).isEqualTo(batch.features().getClass());
      }
    }
    Path again = folder.resolve("b" + type.suffixes().getFirst() + (gzip ? ".gz" : ""));
    Converter.convert(data, ContentType.of(type), again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  /** The bits of all elements; a sparse matrix does not tell 0 from -0. */
  private static List<Integer> bits(Matrix matrix) {
    float[] values = matrix.toDense().values();
    return Arrays.stream(toDoubles(values, matrix.rows() * matrix.columns()))
        .mapToObj(x -> Float.floatToRawIntBits((float) x))
        .toList();
  }

  private static double[] toDoubles(float[] values, int count) {
    double[] doubles = new double[count];
    for (int i = 0; i < count; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** CSV of any cells is split as FastCSV splits it. */
  @Property(tries = 300, seed = "20261121")
  void csvIsSplitAsALibraryDoes(@ForAll("csv") String text) throws IOException {
    List<List<String>> expected =
        de.siegmar.fastcsv.reader.CsvReader.builder()
            .skipEmptyLines(true)
            .extraFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)
            .stream()
            .map(record -> record.getFields().stream().map(RoundTripTest::trimmed).toList())
            .toList();
    java.util.ArrayList<List<String>> found = new java.util.ArrayList<>();
    // A buffer of a few bytes is refilled in every place.
    try (LineBuffer lines =
        new LineBuffer(
            new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            "t",
            true,
            4)) {
      while (lines.advance()) {
        found.add(
            CsvCell.split(lines, StandardCharsets.UTF_8, "t").stream()
                .map(RoundTripTest::trimmed)
                .toList());
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  private static String trimmed(String cell) {
    return cell.strip();
  }

  @Provide
  Arbitrary<String> csv() {
    Arbitrary<String> plain = Arbitraries.strings().withChars("ab1.-\u00e9 x").ofMaxLength(12);
    Arbitrary<String> quoted =
        Arbitraries.strings()
            .withChars("a\",\n\r1 ")
            .ofMaxLength(12)
            .map(cell -> '"' + cell.replace("\"", "\"\"") + '"');
    Arbitrary<String> line =
        Arbitraries.oneOf(plain, plain, quoted)
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(cells -> String.join(",", cells));
    return Combinators.combine(
            line.list().ofMaxSize(6),
            Arbitraries.of("\n", "\r\n", "\r"),
            Arbitraries.of(true, false))
        .as((lines, end, last) -> String.join(end, lines) + (last ? end : ""));
  }

  @Test
  void aFileThatFailsHalfwayIsNotLeftBehind() throws IOException {
    Path here = Files.createTempDirectory("orrery-convert");
    Path in = Samples.write(here, "in.csv", "1,2\n3,4\n5,bad\n");
    OpenedData data = Samples.open(in, ReadOptions.defaults());
    Path out = here.resolve("out.pbr");
    Files.writeString(out, "as before");
    assertThatThrownBy(() -> Converter.convert(data, ContentType.of(MediaType.RECORDIO), out))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("line 3");
    assertThat(out).hasContent("as before");
    try (var files = Files.list(here)) {
      assertThat(files.toList()).hasSize(2);
    }
    Files.delete(in);
    Files.delete(out);
    Files.delete(here);
  }

  @Test
  void namesGoIntoAHeaderWhenThatIsAskedFor() throws IOException {
    Path out = Files.createTempFile("orrery", ".csv");
    Converter.convert(
        Samples.open("iris", ReadOptions.defaults()),
        ContentType.parse("text/csv;header=present"),
        out);
    assertThat(Files.readAllLines(out))
        .hasSize(151)
        .startsWith(
            "label,sepal_length_cm,sepal_width_cm,petal_length_cm,petal_width_cm",
            "0,5.1,3.5,1.4,0.2");
    Converter.convert(
        Samples.open("iris", ReadOptions.defaults()), ContentType.parse("text/csv"), out);
    assertThat(Files.readAllLines(out)).hasSize(150).startsWith("0,5.1,3.5,1.4,0.2");
    Files.delete(out);
  }
}

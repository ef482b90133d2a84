package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Damaged files are read, or refused with a sentence that names the file; nothing else happens. */
class FuzzTest {

  private static byte[] good(MediaType type) throws IOException {
    String text =
        switch (type) {
          case CSV -> "a,\"b\nc\",y\r\n1,-2.5e-3,no\n\"3\",4,\"ye\"\"s\"\n5,6,no\n";
          case LIBSVM -> "1 1:0.5 3:2 # c\n0 2:1e-3\n1 1:1\n";
          case JSON_LINES ->
              "{\"features\": [1, 2.5], \"label\": 1}\n"
                  + "{\"data\": {\"features\": {\"keys\": [1], \"shape\": [2], \"values\": [3]}},"
                  + " \"label\": 0}\n";
          case JSON ->
              "{\"instances\": [{\"features\": [1, 2]}, {\"data\": {\"features\": [3, 4]}}]}";
          case RECORDIO -> "";
        };
    if (type != MediaType.RECORDIO) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    RecordEncoder record = new RecordEncoder();
    for (int i = 0; i < 3; i++) {
      if (i == 1) {
        record.features(new float[] {1, 4}, new int[] {0, 3}, 0, 2, 4);
      } else {
        record.features(new float[] {1, 2, 3, 4}, 0, 4);
      }
      record.label("values", new float[] {i}, 0, 1);
      record.endRecord(out);
    }
    return out.toByteArray();
  }

  @Property(tries = 2000, seed = "20261121")
  void damagedFilesAreReadOrRefusedWithASentence(
      @ForAll MediaType type,
      @ForAll @Size(max = 4) List<@IntRange(min = 0, max = 400) Integer> places,
      @ForAll byte value,
      @ForAll @IntRange(min = 0, max = 500) int cut,
      @ForAll boolean gzip,
      @ForAll boolean learn)
      throws IOException {
    byte[] bytes = good(type);
    if (gzip && value % 2 == 0) {
      bytes = Samples.gzip(bytes);
    }
    for (int place : places) {
      bytes[place % bytes.length] = place % 3 == 0 ? (byte) ",\n\":[{ 9".charAt(place % 8) : value;
    }
    Path file = Files.createTempFile("fuzz", type.suffixes().getFirst());
    Files.write(file, cut < bytes.length ? Arrays.copyOf(bytes, cut) : bytes);
    ReadOptions options =
        ReadOptions.builder().contentType(ContentType.of(type)).labelSize(learn ? 1 : 0).build();
    try {
      OpenedData data = Samples.open(file, options);
      assertThat(Samples.rows(data.source())).allMatch(row -> row.length == data.featureDim());
    } catch (CustomerError e) {
      assertThat(e.getMessage() + e.where().orElse("")).contains(file.getFileName().toString());
      assertThat(e.getMessage()).hasSizeLessThan(1200).doesNotContain("\n", "Exception");
    } finally {
      Files.delete(file);
    }
  }
}

package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files larger than the memory are read, by a virtual machine that has little. */
class StreamingTest {

  private static final int ROWS = 1_200_000;

  @TempDir Path folder;

  /** Reads the file of the first argument in Pipe mode and prints rows and the sum of labels. */
  public static final class Child {
    private Child() {}

    /** Started by the test. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
      OpenedData data =
          Data.open(
              arguments[0],
              "train",
              ReadOptions.builder().pipe(true).labelSize(1).build(),
              Path.of(arguments[0]),
              note -> {});
      long rows = 0;
      double sum = 0;
      try (BatchReader reader = data.source().open()) {
        Batch batch;
        while ((batch = reader.next(5000)) != null) {
          rows += batch.rows();
          for (float label : batch.labels()) {
            sum += label;
          }
        }
      }
      System.out.print(rows + " " + (long) sum);
    }
  }

  @Test
  void aHundredMegabytesOfCsvNeedNoMoreThanSixteen() throws Exception {
    Path file = folder.resolve("large.csv.gz");
    long bytes = 0;
    byte[] row =
        (",0.123456789,-2.5e-3,17,1234.5,0.000001,-0.75,3.25,99999,0.5,6.02e23".repeat(1) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int i = 0; i < ROWS; i++) {
        byte[] label = Integer.toString(i & 7).getBytes(StandardCharsets.UTF_8);
        out.write(label);
        out.write(row);
        bytes += label.length + row.length;
      }
    }
    assertThat(bytes).isGreaterThan(5 * (16L << 20));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).describedAs(printed).isZero();
    assertThat(printed).isEqualTo(ROWS + " " + ROWS / 8 * 28);
  }
}

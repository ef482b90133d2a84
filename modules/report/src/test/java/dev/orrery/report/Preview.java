package dev.orrery.report;

import dev.orrery.core.data.DenseMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a report of a made-up run, to be looked at: {@code Preview FOLDER [rows dim k
 * [file.csv]]}. The file has a header and a label in its last column.
 */
final class Preview {

  private Preview() {}

  /** Writes the report. */
  public static void main(String[] arguments) throws IOException {
    int n = argument(arguments, 1, 1500);
    int dim = argument(arguments, 2, 6);
    int k = argument(arguments, 3, 8);
    List<String> names = List.of();
    DenseMatrix rows = SyntheticRun.blobs(n, dim, k, 0.9);
    if (arguments.length > 4) {
      List<String> lines = Files.readAllLines(Path.of(arguments[4]));
      names = List.of(lines.getFirst().split(",")).subList(0, dim);
      rows = matrix(lines.subList(1, Math.min(n + 1, lines.size())), dim);
    }
    SyntheticRun run = SyntheticRun.lloyd(rows, k, 12);
    RunReport.write(run.input("K-means to look at", names), Path.of(arguments[0]));
  }

  private static DenseMatrix matrix(List<String> lines, int dim) {
    float[] values = new float[lines.size() * dim];
    for (int i = 0; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",");
      for (int j = 0; j < dim; j++) {
        values[i * dim + j] = Float.parseFloat(cells[j]);
      }
    }
    return new DenseMatrix(values, lines.size(), dim);
  }

  private static int argument(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }
}

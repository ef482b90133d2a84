package dev.orrery.report;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a report to be looked at, of k-means on made-up rows or on a file: {@code Preview FOLDER
 * [rows dim k [file.csv [hyperparameter=value ...]]]}. The file has a header; a column beyond dim
 * is left out.
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
    Map<String, String> hyperparameters = new LinkedHashMap<>();
    hyperparameters.put("k", Integer.toString(k));
    for (int i = 5; i < arguments.length; i++) {
      String[] given = arguments[i].split("=", 2);
      hyperparameters.put(given[0], given[1]);
    }
    RunReport.Input made = SyntheticRun.lloyd(rows, k, 12).input("K-means to look at", names);
    TrainedRun trained = TrainedRun.of(rows, hyperparameters, made.context().kernels());
    RunReport.write(
        new RunReport.Input(
            made.title(),
            "kmeans",
            made.headline(),
            made.facts(),
            hyperparameters,
            made.defaults(),
            made.notes(),
            made.warnings(),
            made.rules(),
            made.metrics(),
            made.measured(),
            trained.steps(),
            Optional.of(trained.model()),
            Batch.unlabelled(rows),
            names,
            List.of(),
            Optional.empty(),
            Map.of(),
            made.context()),
        Path.of(arguments[0]));
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

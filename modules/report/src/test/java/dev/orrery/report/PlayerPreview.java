package dev.orrery.report;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a report whose player plays {@link SyntheticSteps}: {@code PlayerPreview FOLDER [rows]}.
 */
final class PlayerPreview {

  private PlayerPreview() {}

  /** Writes the report. */
  public static void main(String[] arguments) throws IOException {
    int n = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 900;
    DenseMatrix rows = SyntheticRun.blobs(Math.max(n, 3), 3, 3, 0.8);
    RunReport.Input made = SyntheticRun.lloyd(rows, 3, 2).input("Steps to look at", List.of());
    DenseMatrix shown = rows.slice(0, n);
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      labels[i] = rows.get(i, 0) > 5 ? 2 : rows.get(i, 1) > 5 ? 1 : 0;
    }
    RunReport.write(
        new RunReport.Input(
            made.title(),
            "unknown",
            made.headline(),
            made.facts(),
            made.hyperparameters(),
            made.defaults(),
            made.notes(),
            List.of(),
            List.of(),
            made.metrics(),
            List.of(),
            SyntheticSteps.all(3),
            Optional.empty(),
            new Batch(shown, labels, 1),
            List.of(),
            List.of("Adelie", "Chinstrap", "Gentoo"),
            Optional.empty(),
            Map.of(),
            made.context()),
        Path.of(arguments[0]));
  }
}

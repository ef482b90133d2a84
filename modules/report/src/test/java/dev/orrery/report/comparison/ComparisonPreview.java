package dev.orrery.report.comparison;

import dev.orrery.core.data.Batch;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the pages of the studies into a folder, to be looked at. */
final class ComparisonPreview {

  private ComparisonPreview() {}

  public static void main(String[] folder) throws IOException {
    Map<String, Comparison> studies = new LinkedHashMap<>();
    studies.put("kmeans", Studies.kMeans());
    studies.put("linear", Studies.linearLearner(120));
    studies.put("many", Studies.linearLearner(10_000));
    studies.put("knn", Studies.knnFolds());
    studies.put("real", Studies.real());
    ComparisonReport.Data data =
        new ComparisonReport.Data(
            Batch.unlabelled(Studies.blobs(3, 600)),
            RunContext.quiet(Backends.select("scalar").kernels(1), 1));
    for (Map.Entry<String, Comparison> study : studies.entrySet()) {
      long began = System.nanoTime();
      RunReport.Written written =
          ComparisonReport.write(
              study.getValue(),
              study.getKey().equals("kmeans") ? Optional.of(data) : Optional.empty(),
              Path.of(folder[0], study.getKey()));
      System.out.printf(
          "%s: %,d bytes, %.1f s%n",
          written.page(), written.page().toFile().length(), (System.nanoTime() - began) / 1e9);
    }
  }
}

package dev.orrery.report.comparison;

import dev.orrery.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes the pages of the made-up studies into a folder, to be looked at. */
final class ComparisonPreview {

  private ComparisonPreview() {}

  public static void main(String[] folder) throws IOException {
    for (Map.Entry<String, Comparison> study :
        Map.of(
                "kmeans", Studies.kMeans(),
                "linear", Studies.linearLearner(120),
                "many", Studies.linearLearner(10_000),
                "knn", Studies.knnFolds())
            .entrySet()) {
      RunReport.Written written =
          ComparisonReport.write(study.getValue(), Path.of(folder[0], study.getKey()));
      System.out.println(written.page() + " " + written.page().toFile().length());
    }
  }
}

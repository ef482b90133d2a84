package dev.orrery.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.data.Batch;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.report.Picture;
import dev.orrery.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTest {

  @TempDir private Path folder;

  @Test
  void writesAPageThatStandsAloneAndAPngAndAnSvgOfEachView() throws IOException {
    RunReport.Written written = ComparisonReport.write(Studies.linearLearner(40), folder);
    assertThat(written.page()).isEqualTo(folder.resolve("report.html")).isRegularFile();
    assertThat(written.pictures().stream().map(file -> folder.relativize(file).toString()))
        .contains(
            "pictures/parallel-coordinates.png",
            "pictures/parallel-coordinates.svg",
            "pictures/by-learning-rate.png",
            "pictures/by-optimizer.svg",
            "pictures/learning-curves.png",
            "pictures/importance.svg",
            "pictures/best-so-far.png");
    assertThat(written.pictures()).allMatch(file -> file.toFile().length() > 1000);
    String page = Files.readString(written.page());
    assertThat(page)
        .contains("Apache License, Version 2.0")
        .contains("<noscript>")
        .contains("Licensed to the Apache Software Foundation")
        .doesNotContain("<script src", "<link rel=\"stylesheet\"", "@import");
    assertThat(written.page().toFile().length()).isBetween(1_000_000L, 1_400_000L);
  }

  @Test
  void textOfTheUserCannotBecomeMarkup() throws IOException {
    Comparison given = Studies.kMeans();
    Map<String, String> values =
        Map.of("k", "2", "init_method", "</script><b>", "extra_center_factor", "1");
    Comparison.Trial trial =
        new Comparison.Trial(
            1, 1, values, 0, 0, "Failed", "<!-- </script>", Map.of(), List.of(), 0, 0);
    String json =
        new ComparisonData(
                Studies.with(given, List.of(trial)),
                Settings.of(Studies.with(given, List.of(trial))))
            .json();
    assertThat(json).doesNotContain("<", ">");
    assertThat(new ObjectMapper().readTree(json).at("/reasons/1").asText())
        .isEqualTo("<!-- </script>");
    assertThat(Files.readString(ComparisonReport.write(given, folder).page()))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert(1)");
  }

  @Test
  void trainingsWithoutAnyValueStillMakeAPage() throws IOException {
    Comparison given = Studies.kMeans();
    List<Comparison.Trial> failed =
        given.trials().stream()
            .limit(20)
            .map(
                t ->
                    new Comparison.Trial(
                        t.id(),
                        t.setting(),
                        t.values(),
                        t.repetition(),
                        0,
                        "Failed",
                        "it broke",
                        Map.of("test:msd", Double.NaN),
                        List.of(),
                        0,
                        0))
            .toList();
    RunReport.Written written = ComparisonReport.write(Studies.with(given, failed), folder);
    assertThat(Files.readString(written.page())).contains("it broke");
  }

  @Test
  void aLongCurveKeepsItsEndAndManyCurvesAreThinned() throws IOException {
    List<Comparison.Trial> trials = new ArrayList<>();
    for (int id = 1; id <= 500; id++) {
      List<Comparison.Point> curve = new ArrayList<>();
      for (int epoch = 0; epoch < 1000; epoch++) {
        curve.add(new Comparison.Point(epoch, "train:loss", 1.0 / (epoch + 1)));
      }
      trials.add(trial(id, Map.of("k", Integer.toString(id)), Map.of("test:msd", 1.0), curve));
    }
    Comparison comparison = Studies.with(Studies.kMeans(), trials);
    JsonNode curves =
        new ObjectMapper()
            .readTree(new ComparisonData(comparison, Settings.of(comparison)).json())
            .path("curves");
    assertThat(curves.path("total").asInt()).isEqualTo(500);
    assertThat(curves.path("kept").asInt()).isEqualTo(400);
    JsonNode line = curves.at("/metrics/0/lines/0");
    assertThat(line.path("x").size()).isEqualTo(200);
    assertThat(line.at("/x/199").asInt()).isEqualTo(999);
    assertThat(line.at("/y/199").asDouble()).isEqualTo(0.001);
  }

  @Test
  void oneValueMakesNoCurve() throws IOException {
    List<Comparison.Point> once = List.of(new Comparison.Point(0, "train:loss", 1));
    Comparison comparison =
        Studies.with(
            Studies.kMeans(), List.of(trial(1, Map.of("k", "2"), Map.of("test:msd", 1.0), once)));
    JsonNode curves =
        new ObjectMapper()
            .readTree(new ComparisonData(comparison, Settings.of(comparison)).json())
            .path("curves");
    assertThat(curves.path("total").asInt()).isZero();
    assertThat(curves.path("metrics").size()).isZero();
  }

  @Test
  void figuresOfASettingAreThoseOfItsFiniteValues() {
    Settings settings = Settings.of(Studies.kMeans());
    Settings.Figures figures = Settings.Figures.of(1, 2, 4);
    assertThat(figures.n()).isEqualTo(3);
    assertThat(figures.mean()).isCloseTo(7.0 / 3, offset(1e-12));
    assertThat(figures.sd()).isCloseTo(Math.sqrt(7.0 / 3), offset(1e-12));
    assertThat(Settings.Figures.of(5).sd()).isNaN();
    assertThat(Settings.Figures.of().mean()).isNaN();
    assertThat(settings.all()).hasSize(76);
    assertThat(Settings.figures(settings.all().getLast(), "test:msd").n()).isEqualTo(4);
    List<Settings.Setting> ranked = settings.ranked("test:msd", Metric.Direction.LOSS);
    assertThat(Settings.figures(ranked.getFirst(), "test:msd").mean())
        .isLessThan(Settings.figures(ranked.getLast(), "test:msd").mean());
  }

  @Test
  void aNumericAxisWithAWordIsDrawnAsWords() {
    Comparison comparison =
        Studies.with(
            Studies.kMeans(),
            List.of(
                trial(1, Map.of("k", "auto"), Map.of("test:msd", 1.0), List.of()),
                trial(2, Map.of("k", "7"), Map.of("test:msd", 2.0), List.of())));
    assertThat(Settings.of(comparison).axes().getFirst().numeric()).isFalse();
  }

  @Test
  void kMeansShowsElbowSilhouetteAndGapOfThreeClusters() {
    ComparisonReport.Data data =
        new ComparisonReport.Data(
            Batch.unlabelled(Studies.blobs(3, 150)),
            RunContext.quiet(Backends.select("scalar").kernels(1), 1));
    List<Comparison.Trial> trials = new ArrayList<>();
    for (int k = 1; k <= 6; k++) {
      trials.add(trial(k, Map.of("k", "" + k), Map.of("test:msd", 10.0 / k), List.of()));
    }
    List<Picture> pictures = pictures("kmeans", "k", trials, Optional.of(data));
    assertThat(pictures.stream().map(Picture::name))
        .containsExactly("elbow", "silhouette", "gap-statistic");
    assertThat(pictures.get(1).description()).contains("on 150 rows");
    assertThat(pictures.get(2).description()).contains("the rule takes k = 3");
    assertThat(pictures("kmeans", "k", trials, Optional.empty())).hasSize(1);
  }

  @Test
  void everyAlgorithmShowsItsOwnPicture() {
    assertThat(names("knn", "k", "test:accuracy", k -> 1 / k)).containsExactly("accuracy-by-k");
    assertThat(names("pca", "num_components", "orrery:train_explained_variance_ratio", k -> k))
        .containsExactly("explained-variance-by-num-components");
    assertThat(names("factorization-machines", "num_factors", "test:rmse", k -> 1 / k))
        .containsExactly("loss-by-num-factors");
    assertThat(names("linear-learner", "l1", "validation:objective_loss", k -> k))
        .containsExactly("regularization-path-l1");
    assertThat(names("randomcutforest", "num_trees", "orrery:test_roc_auc", k -> k))
        .containsExactly("score-by-num-trees");
    List<Comparison.Trial> criteria = new ArrayList<>();
    for (String target : List.of("0.8", "0.9", "0.95")) {
      double recall = Double.parseDouble(target);
      criteria.add(
          trial(
              criteria.size() + 1,
              Map.of("target_recall", target),
              Map.of("test:recall", recall, "test:precision", 1.7 - recall),
              List.of()));
    }
    assertThat(
            pictures("linear-learner", "target_recall", criteria, Optional.empty()).stream()
                .map(Picture::name))
        .containsExactly("threshold-curve");
  }

  private static List<String> names(
      String algorithm, String axis, String metric, ToDoubleFunction<Double> value) {
    List<Comparison.Trial> trials = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      trials.add(
          trial(
              i,
              Map.of(axis, Integer.toString(i)),
              Map.of(metric, value.applyAsDouble((double) i)),
              List.of()));
    }
    return pictures(algorithm, axis, trials, Optional.empty()).stream().map(Picture::name).toList();
  }

  private static List<Picture> pictures(
      String algorithm,
      String axis,
      List<Comparison.Trial> trials,
      Optional<ComparisonReport.Data> data) {
    Comparison comparison =
        new Comparison(
            "A study",
            algorithm,
            List.of(),
            "",
            List.of(),
            List.of(new Comparison.Axis(axis, true, false, "")),
            trials.getFirst().metrics().keySet().iterator().next(),
            Map.of(),
            trials,
            List.of(),
            "",
            List.of(),
            "",
            List.of(),
            List.of());
    return ComparisonPictures.find(algorithm)
        .orElseThrow()
        .pictures(new ComparisonPictures.Context(comparison, Settings.of(comparison), data));
  }

  private static Comparison.Trial trial(
      int id,
      Map<String, String> values,
      Map<String, Double> metrics,
      List<Comparison.Point> curve) {
    return new Comparison.Trial(
        id, id, values, 0, 0, "Completed", "", new LinkedHashMap<>(metrics), curve, 1, 0.1);
  }
}

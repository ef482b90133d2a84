package dev.orrery.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.cli.bench.BenchRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScalingTest {

  private static final double[] SIZES = {10, 20, 40, 80, 160};

  private static final ScalingLine ROWS =
      ScalingLine.grows("kmeans", "update", "rows", 1000, 4, "columns=64,k=10", 1);
  private static final ScalingLine COLUMNS =
      ScalingLine.grows("pca", "update", "columns", 100, 4, "rows=10", 2).remark("Gram");
  private static final ScalingLine FULL =
      ScalingLine.stops("knn", "finish", "rows", 100, 3, "columns=8", "full reservoir");

  @Test
  void aPowerIsFoundToTheDigit() {
    PowerFit fit = PowerFit.direct(new double[] {1, 2, 4}, new double[] {3, 12, 48});
    assertThat(fit.exponent()).isCloseTo(2, within(1e-12));
    assertThat(fit.error()).isCloseTo(0, within(1e-12));
    assertThat(fit.factor()).isCloseTo(3, within(1e-12));
    assertThat(fit.at(8)).isCloseTo(192, within(1e-9));
  }

  /** By hand: logarithms to base 2 of (1, 2, 4) and (1, 2, 2) are (0, 1, 2) and (0, 1, 1). */
  @Test
  void theStandardErrorIsThatOfLeastSquares() {
    PowerFit fit = PowerFit.direct(new double[] {1, 2, 4}, new double[] {1, 2, 2});
    assertThat(fit.exponent()).isCloseTo(0.5, within(1e-12));
    assertThat(fit.error()).isCloseTo(Math.sqrt(1.0 / 12), within(1e-12));
  }

  @Test
  void growthDoesNotSeeAFixedCost() {
    double[] seconds = new double[SIZES.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = 7 + 0.5 * Math.pow(SIZES[i], 1.5);
    }
    PowerFit fit = PowerFit.ofGrowth(SIZES, seconds);
    assertThat(fit.exponent()).isCloseTo(1.5, within(1e-9));
    assertThat(fit.error()).isCloseTo(0, within(1e-9));
    assertThat(fit.factor()).isCloseTo(0.5, within(1e-9));
    assertThat(fit.fixed()).isCloseTo(7, within(1e-9));
    assertThat(fit.at(320)).isCloseTo(7 + 0.5 * Math.pow(320, 1.5), within(1e-6));
    assertThat(PowerFit.direct(SIZES, seconds).exponent()).isLessThan(1.5);
  }

  @Test
  void growthLeavesOutWhatDidNotGrow() {
    PowerFit fit = PowerFit.ofGrowth(SIZES, new double[] {1, 1, 3, 7, 15});
    assertThat(fit.exponent()).isCloseTo(1, within(1e-12));
    assertThat(PowerFit.ofGrowth(SIZES, new double[] {5, 4, 3, 2, 1})).isEqualTo(PowerFit.NONE);
    assertThatThrownBy(() -> PowerFit.ofGrowth(new double[] {1, 2, 3}, new double[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theShotsAreDealtOutInTurns() {
    ScalingFigure figure = ScalingFigure.of(FULL, new double[] {1, 10, 100, 3, 8, 200});
    assertThat(figure.seconds()).containsExactly(1, 8, 100);
    assertThat(figure.shots().get(1).median()).isEqualTo(9);
  }

  @Test
  void theTableSaysWhatGrewAndHow() {
    String text = tables().markdown();
    assertThat(text)
        .contains("./orrery bench scaling --quick --threads 2")
        .contains(
            "| kmeans | update | rows | 1,000 / 2,000 / 4,000 / 8,000 | 0.3000 / 0.5000 / 0.9000 /"
                + " 1.7000 | 1.00 ± 0.00 | 1 |  |")
        .contains(
            "| pca | update | columns | 100 / 200 / 400 / 800 | 1.0000 / 4.0000 / 16.0000 / 64.0000"
                + " | 2.00 ± 0.00 | 2 | Gram |")
        .contains(
            "| knn | finish | rows | 100 / 200 / 400 | 2.0000 / 2.0000 / 2.0000 | 0.00 ± 0.00 | 0 |"
                + " full reservoir |")
        .contains("Of 2 stages that see every row, 1 are linear in them within 0.1")
        .contains("; beyond: knn predict by queries (2.00 ± 0.00).")
        .contains("Stages that stop growing: knn finish by rows (0.00 ± 0.00).")
        .contains("| 1 | 2 | 0.5000 | 0.0000 | 1.25 |  |")
        .contains("| 2 | 1 | 0.4000 | 0.0000 | 1.00 | as Orrery does |");
  }

  @Test
  void anAbsentBackendIsNamed() {
    assertThat(OwnThreads.absent("there is none").markdown()).contains("there is none.");
  }

  @Test
  void theJsonHoldsEveryFigure() {
    JsonNode json = new ObjectMapper().valueToTree(tables().json());
    assertThat(json.get("benchmark").asText()).isEqualTo("scaling");
    JsonNode rows = json.get("lines").get(0);
    assertThat(rows.get("exponent").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(rows.get("standard_error").asDouble()).isCloseTo(0, within(1e-9));
    assertThat(rows.get("fixed_seconds").asDouble()).isCloseTo(0.1, within(1e-9));
    assertThat(rows.get("theory").asDouble()).isEqualTo(1);
    assertThat(rows.get("sees_every_row").asBoolean()).isTrue();
    assertThat(rows.get("within_tolerance").asBoolean()).isTrue();
    assertThat(rows.get("sizes").get(3).asInt()).isEqualTo(8000);
    assertThat(rows.get("seconds").get(3).asDouble()).isEqualTo(1.7);
    assertThat(rows.get("settings").get("k").asInt()).isEqualTo(10);
    assertThat(json.get("lines").get(2).get("fixed_seconds").isNull()).isTrue();
    assertThat(json.get("lines").get(3).get("within_tolerance").asBoolean()).isFalse();
    assertThat(json.get("nd4j_threads").get(0).get("ratio").asDouble()).isEqualTo(1.25);
  }

  @Test
  void everyAlgorithmHasAPicture() {
    ScalingTables tables = tables();
    assertThat(tables.algorithms()).containsExactly("kmeans", "pca", "knn");
    for (String algorithm : tables.algorithms()) {
      assertThat(tables.picture(algorithm).name()).isEqualTo("scaling-" + algorithm);
    }
  }

  private static ScalingTables tables() {
    ScalingLine queries =
        ScalingLine.grows("knn", "predict", "queries", 10, 4, "rows=100,columns=8", 1);
    return new ScalingTables(
        new BenchRequest("scaling", List.of(), List.of(), true, 2, Path.of(".")),
        List.of(
            ScalingFigure.of(ROWS, new double[] {0.3, 0.5, 0.9, 1.7}),
            ScalingFigure.of(COLUMNS, new double[] {1, 4, 16, 64}),
            ScalingFigure.of(FULL, new double[] {2, 2, 2}),
            ScalingFigure.of(queries, new double[] {1, 4, 16, 64})),
        new OwnThreads(
            List.of(
                new OwnThreads.Line(1, 2, new Shots(new double[] {0.5, 0.5})),
                new OwnThreads.Line(2, 1, new Shots(new double[] {0.4, 0.4}))),
            ""));
  }

  @Test
  void everyAlgorithmHasRowsUpdatesAndPredictions() {
    for (boolean quick : new boolean[] {true, false}) {
      List<ScalingLine> lines = ScalingLines.of(quick, 2);
      Set<String> seen = new HashSet<>();
      Set<String> names = new HashSet<>();
      for (ScalingLine line : lines) {
        assertThat(names.add(line.id())).as(line.id()).isTrue();
        assertThat(ScalingLines.find(line.id(), 2)).isEqualTo(line);
        if (line.seesEveryRow()) {
          seen.add(line.algorithm() + " " + line.stage().split(" ")[0]);
        }
      }
      for (String algorithm : Race.ALGORITHMS) {
        assertThat(seen).contains(algorithm + " update", algorithm + " predict");
      }
    }
  }

  @Test
  void threadsDoubleUpToTheMost() {
    assertThat(ScalingLine.threads("knn", "predict", 6, "rows=10").sizes())
        .containsExactly(1, 2, 4);
    assertThat(ScalingLine.threads("knn", "predict", 6, "rows=10").at(4))
        .containsEntry("threads", 4);
    assertThat(ROWS.at(1000)).containsEntry("threads", 1).containsEntry("rows", 1000);
  }

  @Test
  void everyStageRuns() {
    for (ScalingLine line :
        List.of(
            ScalingLine.grows("kmeans", "update", "rows", 100, 2, "columns=4,k=2", 1),
            ScalingLine.grows("kmeans", "finish", "k", 2, 2, "columns=4,rows=100", 2),
            ScalingLine.grows("kmeans", "predict", "rows", 100, 2, "columns=4,k=2,train=50", 1),
            ScalingLine.grows(
                "knn", "update full", "rows", 100, 2, "pool=50,columns=4,k=2,sample_size=10", 1),
            ScalingLine.grows("knn", "finish", "rows", 100, 2, "columns=4,k=2", 1),
            ScalingLine.grows("knn", "predict", "queries", 20, 2, "rows=50,columns=4,k=2", 1),
            ScalingLine.grows("pca", "update", "columns", 4, 2, "rows=50,num_components=2", 2),
            ScalingLine.grows("pca", "finish", "columns", 4, 2, "rows=50,num_components=2", 3),
            ScalingLine.grows("pca", "predict", "rows", 50, 2, "columns=4,num_components=2", 1),
            ScalingLine.grows("linear-learner", "update", "rows", 100, 2, "columns=4", 1),
            ScalingLine.grows("linear-learner", "predict", "rows", 100, 2, "columns=4", 1),
            ScalingLine.grows(
                "factorization-machines", "update", "active", 2, 2, "rows=50,num_factors=2", 1),
            ScalingLine.grows(
                "factorization-machines", "predict", "rows", 50, 2, "num_factors=2,train=50", 1),
            ScalingLine.grows(
                "randomcutforest",
                "update streaming",
                "rows",
                100,
                2,
                "columns=4,num_trees=50,num_samples_per_tree=10,orrery_streaming=1",
                1),
            ScalingLine.grows(
                "randomcutforest",
                "finish",
                "num_trees",
                50,
                2,
                "rows=200,columns=4,num_samples_per_tree=2",
                1),
            ScalingLine.threads(
                "randomcutforest",
                "predict",
                2,
                "rows=100,columns=4,num_trees=50,num_samples_per_tree=2"))) {
      for (ScalingTask task : ScalingTask.of(line)) {
        for (int shot = 0; shot < 2; shot++) {
          task.prepare();
          assertThat(task.run()).as(line.id()).isNotNull();
        }
      }
    }
  }

  @Test
  void theKernelRunsWithThreadsOfItsOwn() {
    for (int own = 1; own <= 2; own++) {
      OwnThreadsBenchmark benchmark = new OwnThreadsBenchmark();
      benchmark.ours = 2;
      benchmark.own = own;
      benchmark.prepare();
      assertThat(benchmark.run()).contains(0, 255);
      benchmark.close();
    }
  }
}

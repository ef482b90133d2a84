package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.Forests.context;
import static dev.orrery.randomcutforest.Forests.gaussians;
import static dev.orrery.randomcutforest.Forests.hp;
import static dev.orrery.randomcutforest.Forests.scores;
import static dev.orrery.randomcutforest.Forests.telling;
import static dev.orrery.randomcutforest.Forests.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Series whose level moves are told of, and others are not. */
class DriftTest {

  private static List<String> warnings(DenseMatrix rows, Object... hyperparameters) {
    List<String> warnings = new ArrayList<>();
    train(
        hp(rows.columns(), hyperparameters),
        rows,
        telling(
            event -> {
              if (event instanceof Event.Warning warning) {
                warnings.add(warning.message());
              }
            }));
    return warnings;
  }

  /** Gaussians of deviation 1 on a line that rises by {@code rise} in the first feature. */
  private static DenseMatrix rising(int n, int d, double rise) {
    DenseMatrix rows = gaussians(n, d, 5);
    for (int i = 0; i < n; i++) {
      rows.values()[i * d] += (float) (rise * i / n);
    }
    return rows;
  }

  /** Means 1, 11 and 31 lie 10, 0 and 20 from their median, and every deviation is sqrt(2). */
  @Test
  void workedByHand() {
    float[] values = {5, 0, 5, 2, 5, 10, 5, 12, 5, 30, 5, 32};
    Drift drift = Drift.of(new DenseMatrix(values, 6, 2), 3, 2);
    assertThat(drift.distance()).isEqualTo(10);
    assertThat(drift.spread()).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(drift.widest()).isEqualTo(1);
    assertThat(drift.isFar()).isTrue();
    assertThat(drift.sentence(new PointNames(List.of("load", "heat"), 2, 1)))
        .isEqualTo(
            "The rows drift: each tree was built from 2 consecutive rows, and the trees' means of"
                + " heat typically lie 10.0 from their median while the rows of a tree spread by"
                + " 1.41, so that rows stand out of trees of other times and nearly all score high;"
                + " --hp orrery_partition=shuffled lets every tree see rows of all times");
    assertThat(Drift.of(new DenseMatrix(values, 6, 2), 6, 1).isFar()).isFalse();
  }

  /** More values than are read side by side give the sum of what each gives alone. */
  @Test
  void everyValueCounts() {
    int d = 150;
    DenseMatrix wide = gaussians(400, d, 3);
    double distance = 0;
    for (int j = 0; j < d; j++) {
      float[] column = new float[400];
      for (int i = 0; i < 400; i++) {
        column[i] = wide.get(i, j);
      }
      distance += Drift.of(new DenseMatrix(column, 400, 1), 50, 8).distance();
    }
    assertThat(Drift.of(wide, 50, 8).distance()).isCloseTo(distance, within(1e-9));
  }

  @Test
  void aLevelThatMovesIsToldOnceWithTheWayOut() {
    DenseMatrix rows = rising(5000, 1, 8);
    assertThat(warnings(rows))
        .singleElement()
        .asString()
        .startsWith("The rows drift: each tree was built from 50 consecutive rows")
        .contains("means of feature 0 typically lie 2.0", "--hp orrery_partition=shuffled");
    assertThat(warnings(rows, "orrery_partition", "shuffled")).isEmpty();
    assertThat(warnings(rows, "orrery_mode", "streaming")).isEmpty();
    assertThat(warnings(rising(5000, 3, 40))).hasSize(1);
    assertThat(warnings(rising(5000, 1, 8), "orrery_shingle_size", 4)).hasSize(1);
  }

  /** Too few rows for the trees that were asked for are told of, with the ways out. */
  @Test
  void smallTreesAreNoted() {
    assertThat(notes(rising(5000, 2, 0), "num_samples_per_tree", 256))
        .anyMatch(note -> note.contains("built from 50 points") && note.contains("streaming"));
    assertThat(notes(rising(5000, 2, 0), "num_samples_per_tree", 64))
        .noneMatch(note -> note.contains("built from"));
  }

  private static List<String> notes(DenseMatrix rows, Object... hyperparameters) {
    List<String> notes = new ArrayList<>();
    train(
        hp(rows.columns(), hyperparameters),
        rows,
        telling(
            event -> {
              if (event instanceof Event.Note note) {
                notes.add(note.message());
              }
            }));
    return notes;
  }

  /** What it warns of is so: the rows score far higher than with shuffled blocks. */
  @Test
  void shufflingMendsIt() {
    DenseMatrix rows = rising(5000, 1, 8);
    double consecutive = mean(scores(train(hp(1), rows, context(1)), rows));
    double shuffled =
        mean(scores(train(hp(1, "orrery_partition", "shuffled"), rows, context(1)), rows));
    assertThat(consecutive).isGreaterThan(2 * shuffled);
    assertThat(shuffled).isLessThan(1);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Test
  void rowsOfOneLevelAreNot() {
    assertThat(warnings(rising(5000, 1, 0))).isEmpty();
    assertThat(warnings(rising(5000, 4, 1))).isEmpty();
    assertThat(warnings(rising(200, 1, 0))).isEmpty(); // two rows a tree
    assertThat(warnings(rising(100, 1, 0))).isEmpty(); // one
    assertThat(warnings(new DenseMatrix(new float[400], 400, 1))).isEmpty(); // one value
    DenseMatrix wave = rising(5000, 1, 0);
    for (int i = 0; i < 5000; i++) {
      wave.values()[i] += (float) (20 * Math.sin(i * 0.3)); // 2.4 periods a tree
    }
    assertThat(warnings(wave)).isEmpty();
  }

  @Test
  void aStretchOfAnomaliesIsNoDrift() {
    DenseMatrix rows = rising(5000, 2, 0);
    Arrays.fill(rows.values(), 2000, 2400, 1000); // 4 trees of 100
    assertThat(warnings(rows)).isEmpty();
  }

  /** Rows are kept at random places once the sample is full, so that blocks mix all times. */
  @Test
  void aSampleOfManyRowsMixesThem() {
    assertThat(warnings(rising(60_000, 1, 8), "num_trees", 50, "num_samples_per_tree", 20))
        .isEmpty();
  }
}

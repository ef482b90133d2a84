package dev.orrery.runstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 5,000 runs, a study of 300 trials, and what is asked of them. */
class ManyRunsTest {

  private static final int RUNS = 5000;

  @TempDir private static Path folder;
  private static RunStore store;

  @BeforeAll
  static void fill() {
    store = RunStore.open(folder.resolve("many.db"));
    List<StoredRun> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      List<String> tags = i % 50 == 0 ? List.of("lesson") : List.of();
      runs.add(
          Runs.run(i, new StoredRun.Labels(i == 77 ? "x" : null, "g" + i % 7, tags, List.of())));
    }
    store.add(runs);
    StudyLog log =
        StudyLog.open(store, Study.begun("compare", "many k", "{}", null), Runs.common());
    List<TrialOutcome> trials = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      trials.add(Runs.trial(i));
    }
    log.add(trials);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static List<Integer> numbers(RunQuery query) {
    return store.find(query).stream().map(run -> (int) run.setup().seed()).toList();
  }

  @Test
  void theNewestComeFirst() {
    assertThat(numbers(RunQuery.ALL.limit(3))).containsExactly(4999, 4998, 4997);
    assertThat(store.count(RunQuery.ALL.limit(3))).isEqualTo(RUNS);
    assertThat(store.find(RunQuery.ALL)).hasSize(RUNS);
  }

  @Test
  void trialsAreHiddenUnlessTheyAreAskedFor() {
    assertThat(store.count(RunQuery.ALL.withTrials(true))).isEqualTo(RUNS + 300);
    RunQuery study =
        new RunQuery(null, null, List.of(), null, "many k", false, null, "test:msd", 2);
    List<StoredRun> best = store.find(study);
    assertThat(best)
        .extracting(run -> run.trial().orElseThrow().trial())
        .containsExactly("k=0", "k=1");
    assertThat(best.getFirst().outcome().epochs()).isEqualTo(3);
    assertThat(store.count(study)).isEqualTo(300);
    String key = store.studies().getFirst().key();
    assertThat(
            store.count(
                new RunQuery(
                    null, null, List.of(), null, key.substring(0, 8), false, null, null, 0)))
        .isEqualTo(300);
  }

  @Test
  void optionsNarrow() {
    RunQuery query =
        new RunQuery("pca", "g3", List.of("lesson"), "Completed", null, false, null, null, 0);
    List<Integer> expected = new ArrayList<>();
    for (int i = RUNS - 1; i >= 0; i--) {
      if (i % 3 == 0 && i % 7 == 3 && i % 50 == 0 && i % 10 != 9) {
        expected.add(i);
      }
    }
    assertThat(expected).isNotEmpty();
    assertThat(numbers(query)).isEqualTo(expected);
  }

  @Test
  void theBestOfAMetricComeFirst() {
    List<StoredRun> least = store.find(RunQuery.ALL.sortedBy("test:msd").limit(20));
    assertThat(least).allSatisfy(run -> assertThat(run.metrics().get(1).value()).isLessThan(0.4));
    List<Double> most =
        store.find(RunQuery.ALL.sortedBy("test:accuracy")).stream()
            .map(run -> run.metrics().get(2).value())
            .toList();
    assertThat(most).isSortedAccordingTo(Comparator.reverseOrder()).hasSize(RUNS);
    // One that is not a number, or that a run does not have, does not hide runs.
    assertThat(store.find(RunQuery.ALL.sortedBy("test:odd"))).hasSize(RUNS);
    assertThat(store.find(RunQuery.ALL.sortedBy("none").limit(2))).hasSize(2);
  }

  @Test
  void anExpressionFindsWhatItSays() {
    Filter filter =
        Filter.parse("metrics.\"test:msd\" < 10 and params.k = 10 and algorithm = kmeans");
    List<Integer> expected = new ArrayList<>();
    for (int i = RUNS - 1; i >= 0; i--) {
      if (i * 7 % 1000 / 10.0 < 10 && i % 20 + 1 == 10 && i % 3 != 0) {
        expected.add(i);
      }
    }
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(numbers(RunQuery.ALL.where(filter))).isEqualTo(expected);
  }
}

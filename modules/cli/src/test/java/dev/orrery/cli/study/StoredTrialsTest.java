package dev.orrery.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.metric.Metric;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTrialsTest {

  private static final Backend BACKEND = Backends.select("scalar");
  private static final StoredRun.Labels LABELS =
      new StoredRun.Labels(null, "lesson", List.of("draft"), List.of());

  @TempDir private Path folder;
  private String before;

  @BeforeEach
  void moveTheRuns() {
    before = System.setProperty("orrery.runs", folder.resolve("runs").toString());
  }

  @AfterEach
  void moveThemBack() {
    System.setProperty("orrery.runs", before == null ? "" : before);
  }

  private StoredTrials open(String key) throws IOException {
    Path datasets = Path.of(System.getProperty("orrery.root"), "datasets");
    JobRequest request =
        new JobRequest(
            "kmeans",
            "iris",
            null,
            null,
            JobRequest.Reading.plain(),
            Map.of("k", "2", "epochs", "2"),
            "scalar",
            7,
            1,
            false,
            null,
            "File",
            false,
            null,
            true);
    return StoredTrials.open(
        key,
        "compare",
        "compare kmeans: k",
        "{}",
        null,
        Job.open(request, datasets),
        BACKEND,
        LABELS);
  }

  private static TrialResult result(String k, int repetition, String status, double msd) {
    return new TrialResult(
        new Trial(Map.of("k", k, "init_method", "random"), repetition, 0),
        status,
        status.equals("Completed") ? "" : "the loss is NaN at step 3",
        Map.of("k", k, "init_method", "random", "epochs", "2", "feature_dim", "4"),
        Map.of("test:msd", msd),
        Map.of("test:msd", Metric.Direction.LOSS),
        List.of(
            new TrialResult.Point(0, "test:msd", msd * 2),
            new TrialResult.Point(1, "test:msd", msd)),
        2,
        0.25);
  }

  @Test
  void aStudyIsFoundAgainWithAllThatWasAdded() throws IOException {
    TrialResult one = result("3", 0, "Completed", 1.5);
    TrialResult two = result("4", 1, "Failed", Double.NaN);
    try (StoredTrials trials = open("a")) {
      assertThat(trials.warning()).isEmpty();
      assertThat(trials.find(one.trial())).isEmpty();
      trials.add(List.of(one, two));
      trials.add(List.of(two));
      trials.end("Completed");
    }
    try (StoredTrials trials = open("a")) {
      assertThat(trials.find(one.trial())).contains(one);
      assertThat(trials.find(two.trial())).contains(two);
      assertThat(trials.results()).containsExactlyInAnyOrder(one, two);
      assertThat(trials.study().orElseThrow().status()).isEqualTo("Completed");
    }
    try (StoredTrials other = open("b")) {
      assertThat(other.results()).isEmpty();
    }
  }

  @Test
  void aStoreThatCannotBeUsedIsAWarning() throws IOException {
    Files.writeString(folder.resolve("runs"), "a file where the folder should be");
    TrialResult one = result("3", 0, "Completed", 1.5);
    try (StoredTrials trials = open("a")) {
      assertThat(trials.warning().orElseThrow()).contains("not recorded").contains("orrery.db");
      trials.add(List.of(one));
      assertThat(trials.find(one.trial())).contains(one);
    }
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./orrery compare} as people and scripts use it. */
class CompareTest {

  @TempDir private Path folder;
  private String before;

  @BeforeEach
  void moveTheRuns() {
    before = System.getProperty("orrery.runs");
    runsIn("runs");
  }

  @AfterEach
  void moveThemBack() {
    System.setProperty("orrery.runs", before == null ? "" : before);
  }

  private void runsIn(String name) {
    System.setProperty("orrery.runs", folder.resolve(name).toString());
  }

  private static final String[] GRID = {
    "kmeans", "--train", "iris", "--vary", "k=2..5", "--vary", "init_method", "--repeat", "3"
  };

  private static Cli.Outcome compare(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of("compare"));
    Collections.addAll(all, arguments);
    Collections.addAll(all, more);
    return Cli.run(all.toArray(String[]::new));
  }

  private static JsonNode json(String[] arguments, String... more) throws IOException {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "--json";
    all[more.length + 1] = "--no-report";
    Cli.Outcome outcome = compare(arguments, all);
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    return outcome.json();
  }

  @Test
  void aComparisonIsNamedAndLabelledWithItsTrials() throws IOException {
    String[] labels = {
      "--name", "elbow", "--group", "lesson", "--tag", "first", "--note", "look at 3"
    };
    JsonNode first = json(GRID, labels);
    assertThat(first.get("name").asText()).isEqualTo("elbow");
    assertThat(first.get("group").asText()).isEqualTo("lesson");
    JsonNode again = json(GRID, labels);
    assertThat(again.get("known").asInt()).isEqualTo(again.get("total").asInt());
    JsonNode trials =
        Cli.run("runs", "list", "--study", "elbow", "--group", "lesson", "--limit", "0", "--json")
            .json();
    assertThat(trials.toString()).contains("\"first\"").contains("look at 3");
    Cli.Outcome other = compare(GRID, "--seed", "7", "--name", "elbow");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("The name 'elbow' is taken by another comparison");
    assertThat(compare(GRID, "--tag", "+x").err()).contains("A tag is one word");
  }

  @Test
  void figuresAreToldThoughThePageCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("file"), "in the way");
    runsIn("file");
    Cli.Outcome outcome = compare(GRID);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("The lowest mean of")
        .contains("Warning: The trials are not recorded: ")
        .contains("Warning: The page is not written: ");
    Cli.Outcome asked = compare(GRID, "--out", folder.resolve("file").toString());
    assertThat(asked.code()).isEqualTo(2);
    assertThat(asked.err()).contains("Expected a folder for the page, found a file");
  }

  /** What was measured by setting, seed and fold; not the times. */
  private static Map<String, String> figures(JsonNode answer) {
    Map<String, String> figures = new LinkedHashMap<>();
    for (JsonNode trial : answer.get("trials")) {
      figures.put(
          trial.get("setting") + "/" + trial.get("repetition") + "/" + trial.get("fold"),
          trial.get("status") + " " + trial.get("metrics"));
    }
    return figures;
  }

  @Test
  void noFigureDependsOnThreads() throws IOException {
    JsonNode one = json(GRID, "--threads", "1");
    runsIn("others");
    JsonNode three = json(GRID, "--threads", "3");
    assertThat(figures(one)).hasSize(24).isEqualTo(figures(three));
    assertThat(one.get("answer")).isEqualTo(three.get("answer"));
    assertThat(one.get("importances")).isEqualTo(three.get("importances"));
    assertThat(one.get("status").asText()).isEqualTo("Completed");
    assertThat(one.get("objective").get("metric").asText()).isEqualTo("orrery:train_msd");
    assertThat(one.get("notes").toString()).contains("'init_method' was given no values");
    assertThat(one.get("report").isNull()).isTrue();
  }

  @Test
  void theSameCommandAgainDoesNothingTwice() throws IOException {
    JsonNode first = json(GRID);
    assertThat(first.get("known").asInt()).isZero();
    JsonNode second = json(GRID);
    assertThat(second.get("known").asInt()).isEqualTo(24);
    assertThat(figures(second)).isEqualTo(figures(first));
    assertThat(second.get("answer")).isEqualTo(first.get("answer"));
    assertThat(json(GRID, "--seed", "5").get("known").asInt()).isZero();
    assertThat(json(GRID, "--metric", "train:msd").get("known").asInt()).isEqualTo(24);
  }

  @Test
  void aStoppedComparisonGoesOnToTheSameFigures() throws IOException {
    String[] grid = {"kmeans", "--train", "digits", "--vary", "k=2..31", "--repeat", "6"};
    JsonNode whole = json(grid);
    runsIn("stopped");
    JsonNode stopped = json(grid, "--max-seconds", "0.4");
    assertThat(stopped.get("status").asText()).isEqualTo("Stopped");
    assertThat(stopped.get("reason").asText()).contains("--max-seconds");
    int done = stopped.get("trainings").asInt();
    assertThat(done).isLessThan(180);
    JsonNode resumed = json(grid);
    assertThat(resumed.get("known").asInt()).isEqualTo(done);
    assertThat(resumed.get("status").asText()).isEqualTo("Completed");
    assertThat(figures(resumed)).isEqualTo(figures(whole));
    assertThat(resumed.get("answer")).isEqualTo(whole.get("answer"));
  }

  /** The first fold of four is the test channel of {@code --split 0.25}. */
  @Test
  void aFoldIsWhatRunWouldTestOn() throws IOException {
    String[] data = {"linear-learner", "--train", "breast-cancer", "--standardize"};
    String[] given = {
      "--hp", "predictor_type=binary_classifier", "--hp", "mini_batch_size=50", "--hp", "epochs=3"
    };
    List<String> study = new ArrayList<>(List.of(data));
    Collections.addAll(study, given);
    Collections.addAll(study, "--vary", "learning_rate=0.01,0.1", "--folds", "4");
    JsonNode compared = json(study.toArray(String[]::new));
    assertThat(figures(compared)).hasSize(8);
    List<String> run = new ArrayList<>(List.of("run"));
    Collections.addAll(run, data);
    Collections.addAll(run, given);
    Collections.addAll(
        run, "--split", "0.25", "--hp", "learning_rate=0.1", "--no-report", "--json");
    JsonNode metrics = Cli.run(run.toArray(String[]::new)).json().get("metrics");
    JsonNode fold = compared.get("trials").get(4);
    assertThat(fold.get("setting").asInt()).isEqualTo(2);
    assertThat(fold.get("metrics")).isEqualTo(metrics);
    assertThat(compared.get("significance").get("method").asText()).contains("Nadeau");
  }

  @Test
  void settingsThatShareATrainingSaySoAndAreTheSame() throws IOException {
    String[] knn = {
      "knn",
      "--train",
      "iris",
      "--folds",
      "3",
      "--hp",
      "predictor_type=classifier",
      "--hp",
      "sample_size=100"
    };
    JsonNode together = json(knn, "--vary", "k=1,5,9");
    assertThat(together.get("notes").toString()).contains("3 of 3 settings share a training");
    JsonNode alone = json(knn, "--vary", "k=9");
    for (int fold = 0; fold < 3; fold++) {
      assertThat(together.get("trials").get(6 + fold).get("metrics").get("test:accuracy"))
          .isEqualTo(alone.get("trials").get(fold).get("metrics").get("test:accuracy"));
    }
    assertThat(together.get("objective").get("better").asText()).isEqualTo("more");
  }

  @Test
  void aSharedStateThatChangesFiguresIsAskedForAndLabelled() throws IOException {
    String[] grid = {"kmeans", "--train", "iris", "--vary", "k=2..6", "--repeat", "2"};
    JsonNode own = json(grid);
    assertThat(own.get("notes").toString()).doesNotContain("share");
    JsonNode shared = json(grid, "--share-state");
    assertThat(shared.get("warnings").toString())
        .contains("Approximate: with --share-state 5 of 5");
    assertThat(shared.get("known").asInt()).as("another study").isZero();
    Map<String, String> mine = figures(own);
    Map<String, String> others = figures(shared);
    assertThat(others.get("5/1/0")).as("the greatest k").isEqualTo(mine.get("5/1/0"));
    assertThat(others.get("1/0/0")).isNotEqualTo(mine.get("1/0/0"));
  }

  @Test
  void settingsThatCannotBeTrainedAreTold() throws IOException {
    String[] grid = {"kmeans", "--train", "iris", "--vary", "k=500,3,4", "--repeat", "2"};
    JsonNode answer = json(grid);
    assertThat(answer.get("status").asText()).isEqualTo("Completed");
    assertThat(answer.get("trials")).hasSize(6);
    assertThat(answer.get("trials").get(0).get("status").asText()).isEqualTo("Failed");
    assertThat(answer.get("trials").get(0).get("reason").asText()).contains("500");
    assertThat(answer.get("answer").toString()).contains("2 trainings of 1 setting failed");
    assertThat(answer.get("best").asInt()).isEqualTo(3);
    assertThat(compare(grid, "--no-report").out()).contains("failed").contains("known from before");
    // With a shared state the failing one is the one that would be trained.
    JsonNode shared = json(grid, "--share-state");
    assertThat(shared.get("answer").toString()).contains("2 trainings of 1 setting failed");
    assertThat(shared.get("settings").get(1).get("n").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--vary k=0..3 | The value '0' is not valid for the 'k' hyperparameter",
        "--vary k=2 --vary k=3 | 'k' varies twice",
        "--vary k=2..3 --hp k=5 | 'k' is given by --hp and varies",
        "--vary k | There is no recommended range of 'k'",
        "--vary q=1 | 'q' was unexpected",
        "--vary k=2..90000 --repeat 2 | more than 100000",
        "--vary k=2..3 --repeat 0 | at least 1 repetition",
        "--vary k=2..3 --folds 1 | at least 2 folds",
        "--vary k=2..3 --folds 4 --test iris | leave out --test",
        "--vary k=2..3 --folds 4 --split 0.3 | use one of them",
        "--vary k=2..3 --folds 900 | has no rows that can be used",
        "--vary k=2..3 --input-mode Pipe | cannot read through a pipe",
        "--vary k=2..3 --max-seconds 0 | Expected a time above 0",
        "--vary k=500..501 | {k=500}, failed: k is 500",
        "--vary k=2..3 --metric test:accuracy | do not measure 'test:accuracy'; expected one of",
        "--vary init_method | required hyperparameter(s)",
      })
  void whatCannotBeComparedIsToldInOneSentence(String options, String told) {
    Cli.Outcome outcome = compare(new String[] {"kmeans", "--train", "iris"}, options.split(" "));
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(2);
    assertThat(outcome.err()).contains(told);
    assertThat(outcome.err().strip().lines().filter(l -> l.contains("Error"))).hasSize(1);
  }

  @Test
  void aDryRunTrainsNothing() throws IOException {
    JsonNode answer = json(GRID, "--dry-run");
    assertThat(answer.get("settings").asInt()).isEqualTo(8);
    assertThat(answer.get("models").asInt()).isEqualTo(24);
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(compare(GRID, "--dry-run").out()).contains("8 settings, 3 seeds: 24 models");
  }

  @Test
  void peopleReadATableAndSentences() {
    Cli.Outcome outcome = compare(GRID, "--out", folder.resolve("page").toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("K-means on iris: k, init_method")
        .containsPattern("#  k  init_method  orrery:train_msd +\\+- +n +p +time")
        .contains("orrery:train_msd falls from")
        .contains("explains")
        .contains("24 trainings in");
    assertThat(folder.resolve("page").resolve("report.html")).isRegularFile();
  }

  @Test
  @Tag("long")
  void aKilledComparisonGoesOnToTheSameFigures() throws Exception {
    String[] grid = {
      "kmeans", "--train", "digits", "--vary", "k=2..41", "--vary", "init_method", "--repeat", "5"
    };
    JsonNode whole = json(grid);
    runsIn("killed");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorrery.home=" + System.getProperty("orrery.root"),
                "-Dorrery.runs=" + folder.resolve("killed"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.orrery.cli.Main",
                "compare"));
    Collections.addAll(command, grid);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    File log = folder.resolve("killed").resolve("orrery.db-wal").toFile();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && log.length() < 400_000 && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
    process.destroyForcibly().waitFor();
    JsonNode resumed = json(grid);
    assertThat(resumed.get("known").asInt()).isBetween(1, 399);
    assertThat(figures(resumed)).isEqualTo(figures(whole));
    assertThat(resumed.get("answer")).isEqualTo(whole.get("answer"));
  }
}

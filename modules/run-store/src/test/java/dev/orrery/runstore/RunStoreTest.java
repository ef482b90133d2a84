package dev.orrery.runstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.metric.Metric;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("a folder/is made?.db");
  }

  private void sql(String command) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file().toUri());
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  @Test
  void aRunComesBackAsItWasAdded() {
    StoredRun run =
        Runs.run(
            7, new StoredRun.Labels("seven", "primes", List.of("a", "lesson"), List.of("odd")));
    try (RunStore store = RunStore.open(file())) {
      store.add(List.of(run, Runs.run(8)));
    }
    try (RunStore store = RunStore.open(file())) {
      assertThat(store.get(run.id())).isEqualTo(run);
      assertThat(store.get("seven")).isEqualTo(run);
      assertThat(store.get("/runs/7")).isEqualTo(run);
      assertThat(store.get("/runs/../runs/7/")).isEqualTo(run);
      assertThat(store.get(run.id().substring(0, 7))).isEqualTo(run);
      assertThat(store.get(Runs.id(8))).isEqualTo(Runs.run(8));
    }
  }

  @Test
  void anUpdateReplacesWhatTheRunSaysAndKeepsWhatPeopleSay() {
    StoredRun begun =
        Runs.run(7, new StoredRun.Labels("seven", null, List.of("draft"), List.of("one")));
    try (RunStore store = RunStore.open(file())) {
      store.add(List.of(begun));
      store.tag(begun.id(), List.of("lesson", "lesson"), List.of("draft", "absent"));
      store.comment(begun.id(), "two");
      StoredRun ended = Runs.run(9).withId(begun.id());
      store.update(ended);
      assertThat(store.get(begun.id()))
          .isEqualTo(
              ended.with(
                  new StoredRun.Labels("seven", null, List.of("lesson"), List.of("one", "two"))));
    }
  }

  @Test
  void aNameIsThatOfOneRun() {
    StoredRun.Labels named = new StoredRun.Labels("best", null, List.of(), List.of());
    try (RunStore store = RunStore.open(file())) {
      store.add(List.of(Runs.run(1, named)));
      assertThatThrownBy(() -> store.add(List.of(Runs.run(2), Runs.run(3, named))))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("The name 'best' is taken by run " + Runs.id(1));
      assertThat(store.holder("best")).isPresent();
      assertThat(store.holder("better")).isEmpty();
      // All or none.
      assertThat(store.find(RunQuery.ALL)).hasSize(1);
      // What the undone transaction made is not taken for there.
      store.add(List.of(Runs.run(2)));
      assertThat(store.get(Runs.id(2))).isEqualTo(Runs.run(2));
    }
  }

  @Test
  void aReferenceMustMeanOneRun() {
    try (RunStore store = RunStore.open(file())) {
      store.add(List.of(Runs.run(1).withId("abc1"), Runs.run(2).withId("abc2")));
      assertThat(store.get("abc2").id()).isEqualTo("abc2");
      assertThatThrownBy(() -> store.get("abc"))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("Several runs have ids that begin with 'abc'");
      for (String none : List.of("abd", "", "%", "a\0b", "/runs")) {
        assertThatThrownBy(() -> store.get(none))
            .isInstanceOf(CustomerError.class)
            .hasMessageContaining("There is no run");
      }
    }
  }

  @Test
  void aFolderIsThatOfItsLastRun() {
    try (RunStore store = RunStore.open(file())) {
      StoredRun first = Runs.run(1);
      String id = store.record(first);
      assertThat(store.record(first)).isEqualTo(id);
      assertThat(store.find(RunQuery.ALL)).hasSize(1);
      StoredRun.Lineage there = new StoredRun.Lineage("/runs/1", null, null, null, null, null);
      StoredRun second =
          new StoredRun(
              first.id(),
              first.kind(),
              first.labels(),
              first.algorithm(),
              "2026-12-01T00:00:00Z",
              first.outcome(),
              first.setup(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              there,
              first.trial(),
              List.of(),
              List.of());
      String other = store.record(second);
      assertThat(other).isNotEqualTo(id).hasSameSizeAs(id);
      assertThat(store.get("/runs/1").id()).isEqualTo(other);
      assertThat(store.get(id).lineage().folder()).isNull();
      assertThat(store.twins(first)).extracting(StoredRun::id).containsExactly(id);
      store.moved(id, Path.of("/elsewhere/1"));
      assertThat(store.get("/elsewhere/1").id()).isEqualTo(id);
    }
  }

  @Test
  void aDirectionThatNobodyToldIsThatOfOtherRuns() {
    try (RunStore store = RunStore.open(file())) {
      store.add(List.of(Runs.run(1)));
      StoredRun replay =
          Runs.run(2).ended(Runs.run(2).outcome(), java.util.Map.of("test:accuracy", 0.5), "m");
      store.add(List.of(replay));
      assertThat(store.get(Runs.id(2)).metrics())
          .containsExactly(new StoredRun.Measurement("test:accuracy", Metric.Direction.SCORE, 0.5));
    }
  }

  @Test
  void runsAreRelatedByTheHashesOfFiles() {
    try (RunStore store = RunStore.open(file())) {
      StoredRun child = Runs.run(2);
      store.add(List.of(Runs.run(1), from(child, "state1")));
      assertThat(ids(store, Relation.MODEL, "model1")).containsExactly(Runs.id(1));
      assertThat(ids(store, Relation.STATE, "state1")).containsExactly(Runs.id(1));
      assertThat(ids(store, Relation.FROM_STATE, "state1")).containsExactly(Runs.id(2));
      assertThat(ids(store, Relation.DATA_FILE, "a1")).containsExactly(Runs.id(1));
      assertThat(ids(store, Relation.DATA_FILE, "b2")).containsExactly(Runs.id(1), Runs.id(2));
      assertThat(ids(store, Relation.DATA_FILE, "none")).isEmpty();
      assertThat(store.studiesReading("a0")).isEmpty();
      StudyLog log =
          StudyLog.open(store, Study.begun("compare", "many k", "{\"k\": 1}", null), Runs.common());
      log.add(List.of(Runs.trial(1)));
      assertThat(store.studiesReading("a0")).containsExactly(log.study());
      // Trials may be thousands.
      assertThat(ids(store, Relation.DATA_FILE, "a0")).containsExactly(Runs.id(2));
    }
  }

  @Test
  void whatIsSaidOfAStudyHoldsForItsTrialsOldAndNew() {
    Study study = Study.begun("compare", "many k", "{}", null);
    try (RunStore store = RunStore.open(file())) {
      StudyLog.open(store, study, Runs.common()).add(List.of(Runs.trial(1)));
      StoredRun.Labels said =
          new StoredRun.Labels("elbow", "lesson", List.of("a", "b"), List.of("look at 3"));
      StudyLog.open(store, study, Runs.common(said)).add(List.of(Runs.trial(2)));
      // Said once more: nothing doubles, and what is not said stays.
      StoredRun.Labels more =
          new StoredRun.Labels(null, null, List.of("c"), List.of("look at 3", "or at 4"));
      StudyLog.open(store, study, Runs.common(more));
      assertThat(store.study(study.key()).orElseThrow().name()).isEqualTo("elbow");
      assertThat(store.trials(study.key()))
          .hasSize(2)
          .allSatisfy(
              trial ->
                  assertThat(trial.labels())
                      .isEqualTo(
                          new StoredRun.Labels(
                              null,
                              "lesson",
                              List.of("a", "b", "c"),
                              List.of("look at 3", "or at 4"))));
      assertThat(store.find(RunQuery.ALL.withTrials(true)))
          .extracting(run -> run.labels().group())
          .containsOnly("lesson");
    }
  }

  private static StoredRun from(StoredRun run, String state) {
    return new StoredRun(
        run.id(),
        run.kind(),
        run.labels(),
        run.algorithm(),
        run.created(),
        run.outcome(),
        run.setup(),
        run.hyperparameters(),
        run.metrics(),
        run.curve(),
        run.channels(),
        new StoredRun.Lineage("/runs/from", "m", "s", "/runs/1", state, null),
        run.trial(),
        run.notes(),
        run.warnings());
  }

  private static List<String> ids(RunStore store, Relation relation, String hash) {
    return store.related(relation, hash).stream().map(StoredRun::id).toList();
  }

  @Test
  void aStoreOfALaterOrreryIsRefused() throws SQLException {
    RunStore.open(file()).close();
    sql("PRAGMA user_version = 99");
    assertThatThrownBy(() -> RunStore.open(file()))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The run store was written by a later Orrery (version 99; this one reads up to 1)");
  }

  @Test
  void anotherProgramsFileIsRefusedAndLeftAlone() throws Exception {
    Files.createDirectories(file().getParent());
    sql("CREATE TABLE theirs (x)");
    byte[] before = Files.readAllBytes(file());
    assertThatThrownBy(() -> RunStore.open(file()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("not a run store");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(
        file(), "this is no database, but it is long enough to be taken for one. ".repeat(20));
    assertThatThrownBy(() -> RunStore.open(file()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("The run store is damaged");
  }

  @Test
  void aFileThatIsDamagedInTheMiddleIsToldAsWell() throws IOException {
    try (RunStore store = RunStore.open(file())) {
      List<StoredRun> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        runs.add(Runs.run(i));
      }
      store.add(runs);
    }
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      long size = channel.size();
      for (long at = 8192; at < size; at += 4096) {
        channel.write(java.nio.ByteBuffer.wrap(new byte[512]), at);
      }
    }
    assertThatThrownBy(
            () -> {
              try (RunStore store = RunStore.open(file())) {
                store.find(RunQuery.ALL);
              }
            })
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("The run store is damaged");
  }

  @Test
  void anOlderStoreIsBroughtForwardWithWhatItHolds() {
    try (RunStore store = RunStore.open(file())) {
      store.add(List.of(Runs.run(1)));
    }
    List<String> later = List.of("schema-1.sql", "test-schema-2.sql");
    try (Database database = Database.open(file(), later)) {
      assertThat(database.<Object>read(() -> database.first("SELECT mood FROM run")))
          .isEqualTo("calm");
      assertThat(database.<Object>read(() -> database.first("PRAGMA user_version"))).isEqualTo(2);
    }
    // And the version of today refuses what was brought forward.
    assertThatThrownBy(() -> RunStore.open(file())).hasMessageContaining("later Orrery");
  }

  @Test
  void aFolderThatCannotBeMadeIsOneSentence() throws IOException {
    Files.writeString(folder.resolve("a folder"), "a file");
    assertThatThrownBy(() -> RunStore.open(file()))
        .isInstanceOf(CustomerError.class)
        .hasMessage("The run store cannot be written");
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.runstore.RunRecords;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orrery runs} on real runs. */
class RunsTest {

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

  private Cli.Outcome train(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "kmeans", "--train", "iris", "--no-report", "--json", "--out"));
    arguments.add(folder.resolve(name).toString());
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private static String id(Cli.Outcome outcome) throws IOException {
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    return outcome.json().get("id").asText();
  }

  private static JsonNode runs(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("runs"));
    all.addAll(List.of(arguments));
    all.add("--json");
    Cli.Outcome outcome = Cli.run(all.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    return outcome.json();
  }

  private static List<String> found(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.get("runs").forEach(run -> ids.add(run.get("id").asText()));
    return ids;
  }

  private static void refused(Cli.Outcome outcome, String sentence) {
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out() + outcome.err()).contains(sentence);
  }

  @Test
  void studiesAreListedWithTheirTrials() throws IOException {
    assertThat(runs("studies").get("studies")).isEmpty();
    Cli.Outcome compared =
        Cli.run(
            "compare",
            "kmeans",
            "--train",
            "iris",
            "--vary",
            "k=2,3",
            "--repeat",
            "2",
            "--name",
            "two or three",
            "--no-report");
    assertThat(compared.code()).as(compared.out() + compared.err()).isZero();
    JsonNode study = runs("studies").get("studies").get(0);
    assertThat(study.get("name").asText()).isEqualTo("two or three");
    assertThat(study.get("status").asText()).isEqualTo("Completed");
    assertThat(study.get("trials").asInt()).isEqualTo(4);
    assertThat(found(runs("list", "--study", study.get("key").asText().substring(0, 8))))
        .hasSize(4);
    assertThat(Cli.run("runs", "studies").out()).contains("two or three");
  }

  @Test
  void aRunIsFoundByWhatIsKnownOfIt() throws IOException {
    String a =
        id(
            train(
                "a",
                "--hp",
                "k=3",
                "--test",
                "iris",
                "--name",
                "first try",
                "--group",
                "monday",
                "--tag",
                "lesson",
                "--tag",
                "draft",
                "--note",
                "three kinds of flowers"));
    String b = id(train("b", "--hp", "k=5", "--test", "iris", "--seed", "3"));
    assertThat(found(runs("list"))).containsExactly(b, a);
    assertThat(found(runs("list", "--group", "monday"))).containsExactly(a);
    assertThat(found(runs("list", "--tag", "lesson", "--tag", "draft"))).containsExactly(a);
    assertThat(found(runs("list", "--sort", "test:msd"))).containsExactly(b, a);
    assertThat(found(runs("list", "--limit", "1", "--algorithm", "KMeans"))).containsExactly(b);
    assertThat(found(runs("list", "--status", "failed"))).isEmpty();
    assertThat(found(runs("search", "metrics.\"test:msd\" < 10 and params.k = 3 and tags.lesson")))
        .containsExactly(a);
    assertThat(found(runs("search", "note like '%flowers%' or seed = 3"))).containsExactly(b, a);
    Cli.Outcome text = Cli.run("runs", "list");
    assertThat(text.out())
        .containsPattern("id +name +algorithm +status +hyperparameters +metric +seconds +data")
        .containsPattern(a + " +first try +kmeans +Completed +k=3 +test:msd=0\\.\\d+ .* iris");
    refused(
        Cli.run("runs", "search", "params.k ="),
        "character 11 of the expression: Expected a value");
  }

  @Test
  void showTellsEverything() throws IOException {
    String id = id(train("a", "--hp", "k=3", "--name", "first", "--note", "a remark"));
    for (String reference :
        List.of(id, id.substring(0, 6), "first", folder.resolve("a").toString())) {
      JsonNode run = runs("show", reference);
      assertThat(run.get("id").asText()).isEqualTo(id);
      assertThat(run.get("given").toString()).isEqualTo("{\"k\":\"3\"}");
      assertThat(run.get("hyperparameters").get("epochs").asText()).isEqualTo("1");
      assertThat(run.get("directions").get("train:msd").asText()).isEqualTo("less is better");
      assertThat(run.get("epochs").asInt()).isEqualTo(1);
      assertThat(run.get("curve")).isNotEmpty();
      assertThat(run.get("data").get(0).get("rows").asInt()).isEqualTo(150);
      assertThat(run.get("machine").get("jdk").asText()).isNotEmpty();
      assertThat(run.get("model_sha256").asText()).hasSize(64);
    }
    assertThat(Cli.run("runs", "show", "first").out())
        .contains("  * k = 3", "    epochs = 1", "remark: a remark", "  train iris: 150 rows");
    refused(Cli.run("runs", "show", "nobody"), "There is no run 'nobody' in the store");
  }

  @Test
  void diffTellsWhatDiffersAndNothingElse() throws IOException {
    String a = id(train("a", "--hp", "k=3"));
    String b = id(train("b", "--hp", "k=4"));
    String c = id(train("c", "--hp", "k=3"));
    JsonNode differences = runs("diff", a, b).get("differences");
    assertThat(differences.get("params.k").toString()).isEqualTo("[\"3\",\"4\"]");
    assertThat(differences.has("metrics.train:msd")).isTrue();
    assertThat(differences.has("params.epochs")).isFalse();
    assertThat(differences.has("data.train.sha256")).isFalse();
    assertThat(Cli.run("runs", "diff", a, c).out())
        .isEqualTo("Nothing differs." + System.lineSeparator());
    assertThat(Cli.run("runs", "diff", a, b, c).out()).containsPattern("params\\.k +3 +4 +3");
    refused(Cli.run("runs", "diff", a), "RUN");
  }

  @Test
  void exportIsAWideTable() throws IOException {
    String a = id(train("a", "--hp", "k=3", "--tag", "x"));
    String b = id(train("b", "--hp", "k=4"));
    Path csv = folder.resolve("out/runs.csv");
    assertThat(runs("export", "--out", csv.toString()).get("runs").asInt()).isEqualTo(2);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .startsWith("id,")
        .contains("params.k", "metrics.train:msd", "tags");
    assertThat(lines.get(1)).startsWith(b);
    Cli.Outcome jsonl = Cli.run("runs", "export", "--format", "jsonl", "--where", "tags.x");
    JsonNode run = new ObjectMapper().readTree(jsonl.out());
    assertThat(run.get("id").asText()).isEqualTo(a);
    assertThat(run.get("curve")).isNotEmpty();
    assertThat(new ObjectMapper().readTree(Cli.run("runs", "export", "--format", "json").out()))
        .hasSize(2);
    refused(Cli.run("runs", "export", "--format", "xml"), "expected csv, json or jsonl");
  }

  @Test
  void tagsAndNotesArePutOnAndTakenOff() throws IOException {
    String id = id(train("a", "--hp", "k=3", "--tag", "draft"));
    assertThat(runs("tag", id, "+lesson", "-draft", "-hard").get("tags").toString())
        .isEqualTo("[\"lesson\"]");
    assertThat(runs("note", id, "one").get("comments")).hasSize(1);
    assertThat(runs("note", id, "two").get("comments").toString()).isEqualTo("[\"one\",\"two\"]");
    refused(Cli.run("runs", "tag", id, "lesson"), "Expected +lesson to put the tag on");
    refused(train("b", "--hp", "k=3", "--tag", "two words"), "A tag is one word");
  }

  @Test
  void aNameIsTakenOnce() throws IOException {
    String id = id(train("a", "--hp", "k=3", "--name", "best"));
    refused(train("b", "--hp", "k=3", "--name", "best"), "The name 'best' is taken by run " + id);
    assertThat(folder.resolve("b")).doesNotExist();
    refused(train("b", "--hp", "k=3", "--name", "a/b"), "has no slashes");
  }

  @Test
  void aNameThatIsTakenMeanwhileIsLostAndNotTheRun() throws Exception {
    String first = id(train("a", "--hp", "k=3"));
    Path begun = folder.resolve("b/run.json");
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("runs/orrery.db"));
        Statement statement = other.createStatement();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("UPDATE run SET name = 'best'");
      Future<Cli.Outcome> second =
          thread.submit(() -> train("b", "--hp", "k=4", "--name", "best", "--group", "g"));
      while (!Files.exists(begun) && !second.isDone()) {
        Thread.sleep(10);
      }
      statement.execute("COMMIT");
      String id = id(second.get());
      assertThat(second.get().json().get("warnings").toString())
          .contains("The run is recorded without its name", "taken by run " + first);
      assertThat(runs("show", id).get("name").isNull()).isTrue();
      assertThat(runs("show", id).get("group").asText()).isEqualTo("g");
    }
  }

  @Test
  void aRunIsMeantByItsNameWhereverARunIs() throws IOException {
    String id = id(train("a", "--hp", "k=3", "--name", "first", "--keep-state"));
    assertThat(Cli.run("replay", "first").out()).contains("The model is the same to the bit");
    assertThat(Cli.run("inspect", id.substring(0, 8)).code()).isZero();
    String child = id(train("b", "--from-state", "first"));
    assertThat(found(runs("lineage", child))).contains(id, child);
    refused(Cli.run("resume", "first"), "The run is complete");
    refused(Cli.run("resume", "nobody"), "There is no such run folder");
  }

  @Test
  void aStoreThatCannotBeWrittenIsAWarning() throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    Files.writeString(folder.resolve("runs/orrery.db"), "damaged ".repeat(1000));
    Cli.Outcome outcome = train("a", "--hp", "k=3");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.json().get("id").isNull()).isTrue();
    assertThat(train("b", "--hp", "k=3", "--name", "best").code()).isZero();
    assertThat(outcome.json().get("warnings").toString())
        .contains("The run is not recorded", "orrery.db", "damaged");
    refused(Cli.run("runs", "list"), "The run store is damaged");
  }

  @Test
  void aFailedAndAStoppedRunAreRecordedAsSuch() throws IOException {
    assertThat(
            train("stopped", "--hp", "k=3", "--hp", "epochs=100000", "--max-seconds", "0.2")
                .json()
                .get("status")
                .asText())
        .isEqualTo("Stopped");
    String stopped = found(runs("list", "--status", "stopped")).getFirst();
    Cli.Outcome again =
        Cli.run("resume", folder.resolve("stopped").toString(), "--max-seconds", "0.2", "--json");
    assertThat(id(again)).isEqualTo(stopped);
    assertThat(found(runs("list"))).containsExactly(stopped);
    assertThat(train("failed", "--hp", "k=151").code()).isEqualTo(2);
    JsonNode failed = runs("list", "--status", "failed").get("runs");
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).get("reason").asText()).contains("151");
  }

  @Test
  void aKilledRunIsSeenAsSuchAndARecordIsBroughtUpToDate() throws IOException {
    String id = id(train("a", "--hp", "k=3"));
    Path record = folder.resolve("a/run.json");
    String ended = Files.readString(record);
    Files.writeString(record, ended.replace("\"Completed\"", "\"InProgress\""));
    try (RunStore store = RunStore.open(folder.resolve("runs/orrery.db"))) {
      store.record(
          RunRecords.of(
              RunFolder.open(folder.resolve("a")), StoredRun.Labels.NONE, RunRecords.Facts.NONE));
    }
    assertThat(runs("show", id).get("status").asText()).isEqualTo("Killed");
    assertThat(found(runs("list", "--status", "killed"))).containsExactly(id);
    assertThat(found(runs("search", "status = Killed"))).containsExactly(id);
    assertThat(found(runs("list", "--status", "InProgress"))).isEmpty();
    assertThat(Cli.run("runs", "export").out()).contains(",Killed,").doesNotContain("InProgress");
    Files.writeString(record, "{\"format\": 1, \"sta");
    assertThat(runs("show", id).get("status").asText()).isEqualTo("Killed");
    Files.writeString(record, ended);
    assertThat(runs("show", id).get("status").asText()).isEqualTo("Completed");
  }

  @Test
  void aRunThatTrainsIsUnderWayWhateverTheStoreHoldsOfIt() throws IOException {
    String id = id(train("a", "--hp", "k=3"));
    Path record = folder.resolve("a/run.json");
    Files.writeString(record, Files.readString(record).replace("\"Completed\"", "\"InProgress\""));
    try (RunStore store = RunStore.open(folder.resolve("runs/orrery.db"))) {
      store.record(
          RunRecords.of(
              RunFolder.open(folder.resolve("a")), StoredRun.Labels.NONE, RunRecords.Facts.NONE));
    }
    assertThat(runs("show", id).get("status").asText()).isEqualTo("Killed");
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("a/.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      assertThat(runs("show", id).get("status").asText()).isEqualTo("InProgress");
      assertThat(found(runs("list", "--status", "InProgress"))).containsExactly(id);
    }
    assertThat(runs("show", id).get("status").asText()).isEqualTo("Killed");
  }

  @Test
  void aFolderWhoseRecordIsDamagedIsPassedOverByImport() throws IOException {
    id(train("all/a", "--hp", "k=3"));
    id(train("all/b", "--hp", "k=4"));
    Files.delete(folder.resolve("runs/orrery.db"));
    Files.writeString(folder.resolve("all/a/run.json"), "{\"format\": 1, \"sta");
    JsonNode told = runs("import", folder.resolve("all").toString());
    assertThat(told.get("added").asInt()).isEqualTo(1);
    assertThat(told.get("warnings").get(0).asText())
        .contains("run.json", "The run's record cannot be read");
    refused(
        Cli.run("runs", "import", folder.resolve("all/a").toString()),
        "The run's record cannot be read");
  }

  @Test
  void anExportIsAFileAndARunIsNamed() throws IOException {
    id(train("a", "--hp", "k=3"));
    refused(
        Cli.run("runs", "export", "--out", folder.toString()),
        "This is a folder; expected a file to write");
    refused(Cli.run("runs", "show", " "), "Expected a run's id");
  }

  @Test
  void lineageGoesBothWaysAndKnowsMovedFiles() throws IOException {
    Path monday =
        Files.copy(
            Path.of(System.getProperty("orrery.root"), "datasets/iris.csv"),
            folder.resolve("m.csv"));
    String data = monday.toString();
    String parent =
        id(
            Cli.run(
                "run",
                "kmeans",
                "--train",
                data,
                "--label",
                "label",
                "--hp",
                "k=3",
                "--no-report",
                "--keep-state",
                "--json",
                "--out",
                folder.resolve("parent").toString()));
    String child =
        id(
            Cli.run(
                "run",
                "kmeans",
                "--train",
                data,
                "--from-state",
                folder.resolve("parent").toString(),
                "--no-report",
                "--json",
                "--out",
                folder.resolve("child").toString()));
    String other = id(train("other", "--hp", "k=7"));
    assertThat(Cli.run("replay", folder.resolve("child").toString()).code()).isZero();
    for (String run : List.of(parent, child)) {
      JsonNode lineage = runs("lineage", run);
      List<String> ids = found(lineage);
      assertThat(ids).hasSize(3).startsWith(parent, child).doesNotContain(other);
      assertThat(lineage.get("runs").get(2).get("replay_of").asText()).isEqualTo(child);
      assertThat(lineage.get("edges").toString())
          .contains(
              "\"how\":\"read as train\"", "\"how\":\"begun from\"", "\"how\":\"replayed as\"");
    }
    Path moved = Files.move(folder.resolve("child/model.tar.gz"), folder.resolve("elsewhere.gz"));
    assertThat(Cli.run("runs", "lineage", moved.toString()).out())
        .contains("is the model of run " + child, "began with the state of run " + parent);
    Path data2 = Files.move(monday, folder.resolve("renamed.csv"));
    assertThat(found(runs("lineage", data2.toString()))).contains(parent, child);
    Files.writeString(data2, "1,2\n");
    refused(Cli.run("runs", "lineage", data2.toString()), "No recorded run read or left a file");
  }

  @Test
  void foldersFromElsewhereAreImportedAndMovedOnesFollowed() throws IOException {
    String a = id(train("old/a", "--hp", "k=3"));
    String b = id(train("old/b", "--hp", "k=4"));
    runs("tag", a, "+kept");
    Files.move(folder.resolve("old"), folder.resolve("new"));
    JsonNode told = runs("import", folder.resolve("new").toString());
    assertThat(told.toString()).isEqualTo("{\"added\":0,\"moved\":2,\"known\":0}");
    assertThat(runs("show", folder.resolve("new/a").toString()).get("tags").toString())
        .isEqualTo("[\"kept\"]");
    Files.delete(folder.resolve("runs/orrery.db"));
    assertThat(runs("list").get("count").asInt()).isZero();
    assertThat(Cli.run("runs", "list").out()).contains("No runs in");
    told = runs("import", folder.resolve("new").toString());
    assertThat(told.toString()).isEqualTo("{\"added\":2,\"moved\":0,\"known\":0}");
    told = runs("import", folder.resolve("new/b").toString());
    assertThat(told.toString()).isEqualTo("{\"added\":0,\"moved\":0,\"known\":1}");
    assertThat(runs("list").get("count").asInt()).isEqualTo(2);
    assertThat(b).isNotEmpty();
    refused(Cli.run("runs", "import", folder.resolve("runs").toString()), "no run folder in it");
  }

  @Test
  void aReplayIsARowOfItsOwn() throws IOException {
    String id = id(train("a", "--hp", "k=3"));
    assertThat(
            Cli.run("replay", folder.resolve("a").toString(), "--name", "check", "--json").code())
        .isZero();
    JsonNode replay = runs("show", "check");
    assertThat(replay.get("kind").asText()).isEqualTo("replay");
    assertThat(replay.get("replay_of").asText()).isEqualTo(id);
    assertThat(replay.get("reason").asText()).isEqualTo("the model is the same to the bit");
    assertThat(replay.get("metrics")).isEqualTo(runs("show", id).get("metrics"));
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Bad input: one sentence, exit code 2, no stack trace, nothing lost. */
class FaultsTest {

  @TempDir private Path folder;

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return file.toString();
  }

  private Cli.Outcome refused(String... arguments) {
    Cli.Outcome outcome = Cli.run(arguments);
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).doesNotContain("\tat ").doesNotContain("Exception");
    return outcome;
  }

  private Cli.Outcome train(String data, String... more) {
    String out = folder.resolve("run").toString();
    return refused(
        Stream.concat(Stream.of("run", "kmeans", "--train", data, "--out", out), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void namesOfAlgorithmsMayBeInLargeLetters() {
    assertThat(Cli.run("describe", "PCA").code()).isZero();
    assertThat(Cli.run("describe", "KNN").code()).isZero();
    assertThat(Cli.run("describe", "xyz").err()).doesNotContain("Did you mean");
    assertThat(Cli.run("describe", "kmean").err()).contains("Did you mean 'kmeans'?");
  }

  @Test
  void hyperparameters() {
    assertThat(train("iris", "--hp", "k=3", "--hp", "ephocs=2").err())
        .contains("'ephocs' was unexpected")
        .contains("Did you mean 'epochs'?");
    assertThat(train("iris", "--hp", "k=0").err()).contains("'0' is not valid for the 'k'");
    assertThat(train("iris").err()).contains("'k'").contains("required");
    assertThat(train("iris", "--hp", "k").err()).contains("name=value");
    assertThat(train("iris", "--hp", "k=151").err()).contains("151").contains("150");
    assertThat(train("iris", "--hp", "k=3", "--hp", "feature_dim=5").err())
        .contains("'5' doesn't match train data dimensionality '4'");
  }

  @Test
  void aHeaderRuleThatThereIsNot() {
    assertThat(refused("predict", archive(), "--data", "iris", "--header", "maybe").err())
        .contains("header rule 'maybe'");
  }

  private String archive() {
    Path run = folder.resolve("model");
    Cli.Outcome made =
        Cli.run(
            "run", "kmeans", "--train", "iris", "--hp", "k=3", "--no-report", "--out", run + "");
    assertThat(made.code()).as(made.err()).isZero();
    return run.resolve("model.tar.gz").toString();
  }

  @Test
  void aBadCellFarDownIsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("long.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int line = 1; line <= 70_010; line++) {
        out.write(line == 70_001 ? "1.5,abc,2\n" : line % 100 + ",2.5," + line % 7 + "\n");
      }
    }
    assertThat(train(file.toString(), "--hp", "k=3").err())
        .contains("long.csv")
        .contains("70001")
        .contains("abc");
    assertThat(folder.resolve("run").resolve("model.tar.gz")).doesNotExist();
  }

  @Test
  void brokenData() throws IOException {
    assertThat(train(file("nan.csv", "1,2\n3,NaN\n"), "--hp", "k=1").err())
        .contains("nan.csv")
        .containsIgnoringCase("nan")
        .contains("2");
    assertThat(train(file("ragged.csv", "1,2\n3,4\n5\n"), "--hp", "k=1").err())
        .contains("ragged.csv")
        .contains("3");
    assertThat(train(file("empty.csv", ""), "--hp", "k=1").err()).contains("empty.csv");
    assertThat(train(folder.resolve("none.csv").toString(), "--hp", "k=1").err())
        .contains("none.csv");
    assertThat(train("digts", "--hp", "k=1").err()).contains("digits");
  }

  @Test
  void aTruncatedRecordIoFile() throws IOException {
    Path whole = folder.resolve("iris.pbr");
    assertThat(Cli.run("convert", "iris", whole.toString()).code()).isZero();
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.pbr");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 5));
    assertThat(train(cut.toString(), "--hp", "k=3").err()).contains("cut.pbr");
  }

  @Test
  void options() {
    assertThat(train("iris", "--hp", "k=3", "--backend", "gpu").err()).contains("gpu");
    assertThat(train("iris", "--hp", "k=3", "--threads", "-1").err()).contains("threads");
    assertThat(train("iris", "--hp", "k=3", "--threads", "0").err()).contains("1 to 1024");
    assertThat(train("iris", "--hp", "k=3", "--seed", "abc").err())
        .contains("'--seed': 'abc' is not a whole number");
    assertThat(train("iris", "--hp", "k=3", "--input-mode", "Fast").err()).contains("Pipe");
    assertThat(train("iris", "--hp", "k=3", "--max-seconds", "0").err()).contains("--max-seconds");
    assertThat(train("iris", "--hp", "k=3", "--axes", "a,b").err()).contains("--axes");
    assertThat(train("iris", "--hp", "k=3", "--split", "2").err()).contains("split");
    assertThat(refused("run", "kmaens", "--train", "iris").err()).contains("kmeans");
    assertThat(refused("run", "kmeans").err()).contains("--train");
    assertThat(refused("rnu").err()).contains("run");
    assertThat(refused("replay", folder.toString()).err()).contains("run.json");
    assertThat(refused("predict", folder.resolve("x.tar.gz").toString(), "--data", "iris").err())
        .contains("x.tar.gz");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void memoryIsAskedForBeforeItIsTaken() {
    assertThat(train("iris", "--hp", "k=3", "--hp", "mini_batch_size=2000000000").err())
        .contains("Out of Memory")
        .contains("-Xmx");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aRunThatAnotherProcessTrainsIsLeftAlone() throws IOException {
    String run = folder.resolve("run").toString();
    Cli.Outcome stopped =
        Cli.run(
            "run",
            "kmeans",
            "--train",
            "letter-recognition",
            "--hp",
            "k=10",
            "--hp",
            "epochs=50",
            "--max-seconds",
            "0.05",
            "--no-report",
            "--out",
            run);
    assertThat(stopped.code()).isZero();
    String before = Files.readString(Path.of(run, "run.json"));
    try (FileChannel channel = FileChannel.open(Path.of(run, ".lock"), StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      assertThat(refused("resume", run).err()).contains("Another process is training");
    }
    assertThat(Files.readString(Path.of(run, "run.json"))).isEqualTo(before);
  }

  @Test
  void aFolderWithContentIsNotARunsFolder() throws IOException {
    Files.createDirectory(folder.resolve("run"));
    Files.writeString(folder.resolve("run").resolve("precious.txt"), "mine");
    assertThat(train("iris", "--hp", "k=3").err()).contains("not empty");
    assertThat(Files.readString(folder.resolve("run").resolve("precious.txt"))).isEqualTo("mine");
  }

  @Test
  void foreignFormatsAreNamed() throws IOException {
    assertThat(train(file("a.csv", "PK\3\4..."), "--hp", "k=1").err()).contains("is a zip archive");
    assertThat(train(file("b", "PAR1..."), "--hp", "k=1").err()).contains("is Parquet");
  }

  @Test
  void placesThatCannotBeWrittenAreNamedAsTheyWereAsked() throws IOException {
    String below = file("file", "") + "/x.csv";
    assertThat(refused("convert", "iris", below).err())
        .contains(below + ": It cannot be written")
        .doesNotContain(".tmp");
    assertThat(refused("run", "kmeans", "--train", "iris", "--hp", "k=3", "--out", below).err())
        .contains("The folder " + below + " cannot be made");
  }

  @Test
  void whatIsLeftOfARunIsTold() throws IOException {
    String run = folder.resolve("run").toString();
    Cli.Outcome trained =
        Cli.run("run", "kmeans", "--train", "iris", "--hp", "k=3", "--no-report", "--out", run);
    assertThat(trained.code()).as(trained.err()).isZero();
    Files.delete(folder.resolve("run").resolve("model.tar.gz"));
    for (String command : List.of("predict", "inspect")) {
      String[] arguments =
          command.equals("predict")
              ? new String[] {command, run, "--data", "iris"}
              : new String[] {command, run};
      assertThat(refused(arguments).err()).contains("model.tar.gz is gone");
    }
    Files.delete(folder.resolve("run").resolve("run.json"));
    assertThat(refused("predict", run, "--data", "iris").err()).contains("has no run.json");
    assertThat(refused("resume", run + "x").err()).contains("no such run folder");
    assertThat(refused("inspect", run + "x").err()).contains("no such run folder or model");
  }

  @Test
  void failuresInJson() throws IOException {
    Cli.Outcome outcome = Cli.run("run", "kmeans", "--train", "iris", "--hp", "k=zero", "--json");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.json().at("/error/kind").asText()).isEqualTo("Customer Error");
    assertThat(outcome.json().at("/error/message").asText()).contains("'zero'");
    assertThat(outcome.json().at("/error/where").asText()).isEqualTo("--hp k");
    Cli.Outcome unknown = Cli.run("run", "kmeans", "--train", "iris", "--json", "--nonsense");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.json().at("/error/message").asText()).contains("--nonsense");
  }

  @Test
  void aModelCutAnywhereIsTold() throws IOException {
    String run = folder.resolve("whole").toString();
    assertThat(
            Cli.run("run", "kmeans", "--train", "iris", "--hp", "k=3", "--no-report", "--out", run)
                .code())
        .isZero();
    byte[] model = Files.readAllBytes(Path.of(run, "model.tar.gz"));
    Path cut = folder.resolve("cut.tar.gz");
    for (int length : List.of(0, 1, 10, model.length / 2, model.length - 1)) {
      Files.write(cut, Arrays.copyOf(model, length));
      Cli.Outcome outcome = refused("predict", cut.toString(), "--data", "iris");
      assertThat(outcome.err()).as("cut at %d", length).contains("cut.tar.gz");
    }
  }

  @Test
  void hyperparameterFiles() throws IOException {
    for (String slip : List.of("{\"k\":\"3\",\"k\":\"4\"}", "{\"k\":\"3\"} x", "[\"k\"]", "")) {
      String file = file("hp.json", slip);
      assertThat(train("iris", "--hyperparameters", file).err())
          .as(slip)
          .contains("hp.json")
          .contains("JSON object");
    }
    assertThat(train("iris", "--hyperparameters", folder.toString()).err())
        .contains(folder.toString())
        .contains("folder");
  }

  @Test
  void memoryIsCheckedWithTheFeaturesThatTheDataHas() throws IOException {
    String wide = file("wide.libsvm", "1 1:1 2000000000:3\n0 5:1\n1 7:2\n0 9:3\n");
    assertThat(train(wide, "--hp", "k=3").err()).contains("2000000000 features do not fit");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void recordsThatAreNone() throws IOException {
    for (String text : List.of("", "null", "{}", "[1]", "{\"format\": 1")) {
      file("run.json", text);
      assertThat(refused("resume", folder.toString()).err()).as(text).contains("run.json");
    }
    file("run.json", "{\"format\": 99, \"status\": {\"new\": true}}");
    assertThat(refused("replay", folder.toString()).err()).contains("later Orrery (format 99");
  }

  @Command(name = "hungry")
  private static final class Hungry implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void memoryThatDoesNotSufficeIsOneSentence() {
    StringWriter err = new StringWriter();
    PrintWriter printer = new PrintWriter(err, true);
    CommandLine line = Main.commandLine(printer, printer).addSubcommand(new Hungry());
    line.setErr(printer);
    assertThat(line.execute("hungry")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Customer Error: ")
        .contains("Out of Memory")
        .hasLineCount(1);
  }
}

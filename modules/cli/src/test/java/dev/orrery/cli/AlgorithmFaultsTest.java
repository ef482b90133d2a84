package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.artifacts.ModelArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SageMaker's table of errors (spec A6), of every algorithm, through the command line. */
class AlgorithmFaultsTest {

  /** An algorithm with what it needs to train, of which the first is left out and mistyped. */
  enum Case {
    LINEAR_LEARNER("linear-learner", true, "predictor_type=binary_classifier"),
    KMEANS("kmeans", false, "k=2"),
    KNN("knn", true, "k=1", "predictor_type=classifier", "sample_size=4"),
    PCA("pca", false, "num_components=1"),
    RANDOM_CUT_FOREST("randomcutforest", false),
    FACTORIZATION_MACHINES(
        "factorization-machines", true, "num_factors=2", "predictor_type=binary_classifier");

    private final String name;
    private final boolean labelled;
    private final List<String> needed;

    Case(String name, boolean labelled, String... needed) {
      this.name = name;
      this.labelled = labelled;
      this.needed = List.of(needed);
    }

    /** A line of CSV, with a label where the algorithm takes one. */
    private String line(String label, String features) {
      return (labelled ? label + "," : "") + features + "\n";
    }

    private String good() {
      return line("0", "1,2") + line("1", "3,5") + line("0", "2,2") + line("1", "9,7");
    }
  }

  @TempDir private Path folder;

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return file.toString();
  }

  /** Told in one sentence on standard error, and as JSON; nothing is left behind. */
  private void refused(List<String> arguments, String... sentences) throws IOException {
    Cli.Outcome plain = Cli.run(arguments.toArray(String[]::new));
    assertThat(plain.code()).as(plain.out() + plain.err()).isEqualTo(2);
    assertThat(plain.err()).startsWith("Customer Error: ").contains(sentences).hasLineCount(1);
    assertThat(folder.resolve("run/model.tar.gz")).doesNotExist();
    List<String> json = new ArrayList<>(arguments);
    json.add("--json");
    Cli.Outcome object = Cli.run(json.toArray(String[]::new));
    assertThat(object.code()).as(object.out()).isEqualTo(2);
    assertThat(object.err()).isEmpty();
    assertThat(object.json().at("/error/kind").asText()).isEqualTo("Customer Error");
    assertThat(object.json().at("/error/message").asText()).isNotBlank();
  }

  private List<String> train(Case of, String data, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", of.name, "--train", data, "--out", folder.resolve("run") + ""));
    for (String pair : of.needed) {
      String name = pair.substring(0, pair.indexOf('=') + 1);
      if (Stream.of(more).noneMatch(given -> given.startsWith(name))) {
        arguments.addAll(List.of("--hp", pair));
      }
    }
    arguments.addAll(List.of(more));
    return arguments;
  }

  @ParameterizedTest
  @EnumSource
  void hyperparameters(Case of) throws IOException {
    String good = file("good.csv", of.good());
    refused(
        train(of, good, "--hp", "mini_batch_siz=2"),
        "Additional hyperparameters are not allowed ('mini_batch_siz' was unexpected)");
    refused(
        train(of, good, "--hp", "feature_dim=abc"),
        "The value 'abc' is not valid for the 'feature_dim' hyperparameter which expects ");
    refused(
        train(of, good, "--hp", "feature_dim=0"),
        "The value '0' is not valid for the 'feature_dim' hyperparameter which expects ");
    refused(
        train(of, good, "--hp", "feature_dim=5"),
        "The value of feature_dim hyperparameter '5' doesn't match train data dimensionality '2'");
    if (!of.needed.isEmpty()) {
      String name = of.needed.getFirst().split("=")[0];
      List<String> without = train(of, good);
      int at = without.indexOf(of.needed.getFirst());
      without.subList(at - 1, at + 1).clear();
      refused(
          without, "No value(s) were specified for '" + name + "' which are required hyperparam");
      refused(train(of, good, "--hp", name + "=?"), "The value '?' is not valid for the '" + name);
    }
  }

  @Test
  void valuesThatAreNoneOfTheChoices() throws IOException {
    Map<Case, String[]> choices =
        Map.of(
            Case.LINEAR_LEARNER, new String[] {"loss", "'auto', 'logistic'"},
            Case.KMEANS, new String[] {"init_method", "'random', 'kmeans++'"},
            Case.KNN, new String[] {"index_type", "'faiss.Flat'"},
            Case.PCA, new String[] {"algorithm_mode", "'regular', 'randomized'"},
            Case.FACTORIZATION_MACHINES, new String[] {"predictor_type", "'binary_classifier'"});
    for (Map.Entry<Case, String[]> each : choices.entrySet()) {
      Case of = each.getKey();
      String hp = each.getValue()[0];
      refused(
          train(of, file("good.csv", of.good()), "--hp", hp + "=x"),
          "The value 'x' is not valid for the '" + hp + "' hyperparameter which accepts one of the",
          each.getValue()[1]);
    }
    refused(
        train(
            Case.RANDOM_CUT_FOREST,
            file("good.csv", Case.RANDOM_CUT_FOREST.good()),
            "--hp",
            "eval_metrics=[\"rmse\"]"),
        "The list of values for hyperparameter 'eval_metrics' contains invalid value: ['rmse']. The"
            + " supported values are: ['accuracy', 'precision_recall_fscore'].");
  }

  @ParameterizedTest
  @EnumSource
  void valuesThatAreNoNumbers(Case of) throws IOException {
    String nan = file("nan.csv", of.good() + of.line("1", "NaN,4"));
    refused(
        train(of, nan),
        "Unable to read data channel 'train'. Found missing (NaN) values. Please remove any missing"
            + " (NaN) values in the input data (",
        "nan.csv line 5");
    refused(
        train(of, file("inf.csv", of.good() + of.line("1", "4,inf"))),
        "Unable to read data channel 'train'. Found infinite floating point values. Please remove"
            + " any infinite floating point values in the input data (");
    String bad = file("bad.csv", of.good() + of.line("1", "4,four"));
    refused(
        train(of, bad),
        "Unable to read data channel 'train'. Please verify the correct data channel configuration"
            + " is provided. (",
        "bad.csv line 5",
        "'four'");
    String type = "text/csv;label_size=" + (of.labelled ? 1 : 0);
    refused(
        train(of, bad, "--content-type", type),
        "Unable to read data channel 'train'. Requested content-type is '"
            + type
            + "'. Please verify the data matches the requested content-type. (",
        "bad.csv line 5");
    refused(
        train(of, bad, "--content-type", "application/x-recordio-protobuf"),
        "Requested content-type is 'application/x-recordio-protobuf'");
  }

  @ParameterizedTest
  @EnumSource
  void channelsThatAreEmptyOrOfAnotherWidth(Case of) throws IOException {
    refused(train(of, file("empty.csv", "")), "empty.csv", "empty");
    String good = file("good.csv", of.good());
    String label = of.labelled || of == Case.RANDOM_CUT_FOREST ? "1," : "";
    String wide = file("wide.csv", label + "1,2,3\n" + label + "4,5,6\n");
    refused(
        train(of, good, "--test", wide),
        "Incorrect configuration or test dataset provided. The value of feature_dim hyperparameter"
            + " '2' doesn't match test data dimensionality '3'. Please set feature_dim to the number"
            + " of features in test dataset.");
    if (of != Case.RANDOM_CUT_FOREST) {
      refused(
          train(of, good, "--validation", wide),
          "doesn't match validation data dimensionality '3'");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINEAR_LEARNER", "KNN", "FACTORIZATION_MACHINES"})
  void labelsThatAreMissingOrSeveral(Case of) throws IOException {
    String bare = file("bare.jsonl", "{\"features\":[1,2]}\n{\"features\":[3,4]}\n");
    refused(
        train(of, bare),
        "Labeled train data required with label size equal 1. Label size on train dataset found to"
            + " be 0. Please provide a properly labeled");
    String good = file("good.csv", of.good());
    refused(
        train(of, good, "--content-type", "text/csv;label_size=2"),
        "Label size on train dataset found to be 2");
    refused(train(of, good, "--test", bare), "Labeled test data required");
    refused(train(of, file("head.csv", "a,b,c\n" + of.good())), "--label NAME", "one of a, b, c");
  }

  @Test
  void labelsThatAreNoClasses() throws IOException {
    for (Case of : List.of(Case.LINEAR_LEARNER, Case.FACTORIZATION_MACHINES)) {
      refused(
          train(of, file("two.csv", of.good() + of.line("2", "1,1"))),
          "label 2",
          "expects the labels 0 and 1");
    }
    refused(
        train(
            Case.LINEAR_LEARNER,
            file("three.csv", Case.LINEAR_LEARNER.good() + "3,1,1\n"),
            "--hp",
            "predictor_type=multiclass_classifier",
            "--hp",
            "num_classes=3"),
        "label 3",
        "from 0 to 2");
    refused(train(Case.KNN, file("half.csv", Case.KNN.good() + "0.5,1,1\n")), "label", "0.5");
    Case forest = Case.RANDOM_CUT_FOREST;
    String anomalies = file("test.csv", "2,1,1\n0,2,2\n");
    List<String> unknown =
        train(forest, file("many.csv", forest.good().repeat(30)), "--test", anomalies);
    Cli.Outcome scored = Cli.run(unknown.toArray(String[]::new));
    assertThat(scored.code()).isEqualTo(2);
    assertThat(scored.err()).contains("label 2").hasLineCount(1);
    assertThat(folder.resolve("run/model.tar.gz")).doesNotExist();
    refused(
        train(
            forest,
            file("good.csv", forest.good()),
            "--test",
            file("bare.jsonl", "{\"features\":[1,2]}\n")),
        "Labeled test data required with label size equal 1");
  }

  /** Before training, which would be in vain: no run's folder is made. */
  @ParameterizedTest
  @EnumSource(names = {"LINEAR_LEARNER", "KNN", "FACTORIZATION_MACHINES"})
  void labelsToScoreByThatAreNoClasses(Case of) throws IOException {
    String good = file("good.csv", of.good());
    String bad = file("bad.csv", of.good().repeat(300) + of.line("2.5", "1,1"));
    for (String channel : List.of("validation", "test")) {
      refused(
          train(of, good, "--" + channel, bad), "The " + channel + " dataset has the label 2.5");
      assertThat(folder.resolve("run")).doesNotExist();
    }
    Cli.Outcome piped =
        Cli.run(train(of, good, "--test", bad, "--input-mode", "Pipe").toArray(String[]::new));
    assertThat(piped.code()).isEqualTo(2);
    assertThat(piped.err()).contains("The test dataset has the label 2.5").hasLineCount(1);
    assertThat(folder.resolve("run/training.log")).isNotEmptyFile();
  }

  @Test
  void moreThanTheDataHas() throws IOException {
    refused(train(Case.KMEANS, file("kmeans.csv", Case.KMEANS.good()), "--hp", "k=5"), "5", "4");
    refused(train(Case.KNN, file("knn.csv", Case.KNN.good()), "--hp", "k=5"), "k", "5", "4");
    refused(
        train(Case.PCA, file("pca.csv", Case.PCA.good()), "--hp", "num_components=3"),
        "num_components",
        "3",
        "2");
    refused(
        train(
            Case.LINEAR_LEARNER,
            file("linear.csv", Case.LINEAR_LEARNER.good()),
            "--hp",
            "mini_batch_size=5"),
        "No training data processed. Either the training channel is empty or the mini-batch size is"
            + " too high.");
  }

  /** Regular PCA makes no use of them. */
  @Test
  void anyNumberOfExtraComponents() throws IOException {
    String good = file("pca.csv", Case.PCA.good());
    String many = "extra_components=2147483647";
    refused(
        train(Case.PCA, good, "--hp", "algorithm_mode=randomized", "--hp", many),
        "is more than one array of Java holds; lower num_components or extra_components");
    List<String> regular = train(Case.PCA, good, "--no-report", "--hp", many);
    Cli.Outcome outcome = Cli.run(regular.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  @Test
  void aModelOfNoBytes() throws IOException {
    Path archive = folder.resolve("model.tar.gz");
    ModelArchive.write(Map.of("model_algo-1", new byte[0]), archive);
    String data = file("rows.csv", "1,2\n");
    String sentence =
        "Unable to load model. Model size is 0 bytes, indicating an incorrect model location or an"
            + " empty file. Please check that the location of the model is correct.";
    refused(List.of("inspect", archive.toString()), sentence);
    Cli.Outcome outcome = Cli.run("predict", archive.toString(), "--data", data);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence).hasLineCount(1);
  }

  @Test
  void theForestsTrainChannelIsSharded() throws IOException {
    Case forest = Case.RANDOM_CUT_FOREST;
    refused(
        train(forest, file("good.csv", forest.good()), "--distribution", "FullyReplicated"),
        "cannot be distributed as 'FullyReplicated'; expected ShardedByS3Key");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsGoodTrains(Case of) throws IOException {
    // The forest has at least 50 trees, of a row each.
    String good = file("good.csv", of.good().repeat(of == Case.RANDOM_CUT_FOREST ? 30 : 1));
    List<String> arguments = train(of, good, "--no-report", "--json");
    Cli.Outcome outcome = Cli.run(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.json().get("status").asText()).isEqualTo("Completed");
    String run = folder.resolve("run").toString();
    assertThat(Cli.run("inspect", run, "--json").json().get("algorithm").asText())
        .isEqualTo(of.name);
    Cli.Outcome wide =
        Cli.run("predict", run, "--data", file("wide.csv", "1,2,3,4\n"), "--out", run + "/p");
    assertThat(wide.code()).isEqualTo(2);
    assertThat(wide.err())
        .contains(
            "The feature dimension of the input: 4 does not match the feature dimension of the"
                + " model: 2. Please fix the input and try again.");
  }
}

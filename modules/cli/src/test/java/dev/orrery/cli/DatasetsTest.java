package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orrery datasets}: samples, what can be fetched, what can be generated. */
class DatasetsTest {

  @TempDir private Path folder;

  @BeforeEach
  void keepFetchedDataHere() {
    System.setProperty("orrery.data", folder.resolve("fetched").toString());
  }

  @AfterEach
  void forgetFetchedData() {
    System.clearProperty("orrery.data");
  }

  @Test
  void theListHasAllThreeKinds() throws IOException {
    JsonNode json = Cli.run("datasets", "list", "--json").json();
    assertThat(json.path("datasets").findValuesAsText("name")).contains("iris", "austen-chapters");
    assertThat(json.path("downloads").findValuesAsText("name")).contains("movielens-100k", "mnist");
    assertThat(json.path("generators")).hasSize(8);
    assertThat(json.path("generators").get(0).path("parameters").get(0).path("default").asText())
        .isEqualTo("1000");
    assertThat(Cli.run("datasets", "list").out())
        .contains("austen-chapters")
        .contains("movielens-100k")
        .contains("low-rank");
  }

  @Test
  void eachKindIsDescribed() throws IOException {
    assertThat(Cli.run("datasets", "describe", "austen-chapters").out())
        .contains("public domain")
        .contains("and 1900 more");
    assertThat(Cli.run("datasets", "describe", "covertype").out())
        .contains("CC BY 4.0")
        .contains("https://ndownloader.figshare.com/files/5976039")
        .contains("told by sklearn/datasets/_covtype.py");
    assertThat(Cli.run("datasets", "describe", "nyc-taxi").out()).contains("none that we could");
    assertThat(Cli.run("datasets", "describe", "series").out()).contains("--period");
    JsonNode json = Cli.run("datasets", "describe", "mnist", "--json").json();
    assertThat(json.path("fetched").asBoolean()).isFalse();
    assertThat(json.path("files")).hasSize(4);
    Cli.Outcome unknown = Cli.run("datasets", "describe", "nothing");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no sample 'nothing'");
  }

  @Test
  void nothingIsFetchedBeforeItsTermsAreAccepted() throws IOException {
    Cli.Outcome terms = Cli.run("datasets", "fetch", "movielens-100k");
    assertThat(terms.code()).isEqualTo(2);
    assertThat(terms.err())
        .contains("research use, no redistribution")
        .contains("https://files.grouplens.org/datasets/movielens/ml-100k-README.txt")
        .contains("If you accept them, add --accept");
    Path other = Files.writeString(folder.resolve("ml-100k.zip"), "other");
    Cli.Outcome wrong =
        Cli.run(
            "datasets",
            "fetch",
            "movielens-100k",
            "--accept",
            "--json",
            "--from",
            other.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.json().path("error").path("message").asText())
        .contains("where 50d2a982c66986937beb9ffb3aa76efe955bf3d5c6b761f4e3a7cd717c6a3229 was");
    Cli.Outcome unknown = Cli.run("datasets", "fetch", "iris");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no data set 'iris' to fetch");
    Cli.Outcome train =
        Cli.run("run", "kmeans", "--train", "movielens-100k", "--hp", "k=2", "--no-report");
    assertThat(train.code()).isEqualTo(2);
    assertThat(train.err()).contains("'./orrery datasets fetch movielens-100k' shows its terms");
  }

  @Test
  void aFileAtHandBecomesASampleThatTrains() throws IOException {
    StringBuilder csv = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 480; i++) {
      String day = (i / 48 < 9 ? "0" : "") + (1 + i / 48);
      String hour = (i % 48 / 2 < 10 ? "0" : "") + i % 48 / 2;
      csv.append("2014-11-" + day + " " + hour + (i % 2 == 0 ? ":00:00," : ":30:00,"));
      csv.append(1000 + 10 * (i % 48)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("nyc_taxi.csv"), csv);
    Cli.Outcome refused =
        Cli.run("datasets", "fetch", "nyc-taxi", "--accept", "--from", file.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--sha256 HEX").contains("--trust-first");
    JsonNode json =
        Cli.run(
                "datasets",
                "fetch",
                "nyc-taxi",
                "--accept",
                "--trust-first",
                "--json",
                "--from",
                file.toString())
            .json();
    assertThat(json.path("samples").get(0).asText()).isEqualTo("nyc-taxi");
    assertThat(json.path("rows").get(0).asLong()).isEqualTo(480);
    Cli.Outcome run =
        Cli.run(
            "run",
            "randomcutforest",
            "--train",
            "nyc-taxi",
            "--preset",
            "sample",
            "--no-report",
            "--json",
            "--out",
            folder.resolve("run").toString());
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(Cli.run("datasets", "list").out()).contains("nyc-taxi                    480 x 1");
  }

  @Test
  void whatCannotBeGeneratedIsToldInASentence() throws IOException {
    Cli.Outcome stray =
        Cli.run("datasets", "generate", "moons", "--clusters", "3", "--out", "x.csv");
    assertThat(stray.code()).isEqualTo(2);
    assertThat(stray.err()).contains("moons takes no --clusters, but --rows, --noise");
    Cli.Outcome range = Cli.run("datasets", "generate", "blobs", "--rows", "0", "--out", "x.csv");
    assertThat(range.code()).isEqualTo(2);
    assertThat(range.err()).contains("--rows is '0' where integer, 1 to 1000000000 was expected");
    assertThat(Cli.run("datasets", "generate", "blobs").err()).contains("--out FILE");
    assertThat(Cli.run("datasets", "generate").err()).contains("--list shows them");
    assertThat(Cli.run("datasets", "generate", "blobs", "--out", "x.txt").err())
        .contains("The ending of x.txt tells no format");
    JsonNode json =
        Cli.run(
                "datasets",
                "generate",
                "rings",
                "--json",
                "--out",
                folder.resolve("rings.csv.gz").toString())
            .json();
    assertThat(json.path("rows").asLong()).isEqualTo(1000);
    assertThat(json.path("label").asText()).isEqualTo("ring");
    assertThat(folder.resolve("rings.truth.json")).exists();
  }
}

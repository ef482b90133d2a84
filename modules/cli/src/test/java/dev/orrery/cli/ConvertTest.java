package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes the label of converted data, and what {@code predict} wrote. */
class ConvertTest {

  @TempDir private Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String refused(String... command) {
    Cli.Outcome outcome = Cli.run(command);
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(2);
    assertThat(outcome.err().strip()).doesNotContain("\n");
    return outcome.err();
  }

  private Cli.Outcome done(String... command) {
    Cli.Outcome outcome = Cli.run(command);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome;
  }

  @Test
  void theFileOfASampleIsTheSample() throws IOException {
    String path = Path.of(System.getProperty("orrery.root"), "datasets", "iris.csv").toString();
    done("convert", "iris", file("name.pbr"));
    assertThat(done("convert", path, file("path.pbr")).out()).contains("is the sample iris");
    assertThat(folder.resolve("path.pbr")).hasSameBinaryContentAs(folder.resolve("name.pbr"));
  }

  @Test
  void aColumnThatIsCalledLabelIsNoFeatureUnlessAsked() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "Target,x,y\n1,2,3\n0,5,6\n");
    assertThat(refused("convert", file("a.csv"), file("a.pbr")))
        .contains("column 'Target', which would become a feature; expected --label Target");
    assertThat(folder.resolve("a.pbr")).doesNotExist();
    assertThat(done("convert", file("a.csv"), file("a.pbr"), "--label", "Target").out())
        .contains("2 rows x 2 features");
    String without = "text/csv;label_size=0";
    assertThat(done("convert", file("a.csv"), file("b.pbr"), "--content-type", without).out())
        .contains("2 rows x 3 features");

    Files.writeString(folder.resolve("c.csv"), "u,x,y\n1,2,3\n0,5,6\n");
    assertThat(done("convert", file("c.csv"), file("c.pbr")).out())
        .contains("all columns are features, since no label was named");
  }

  @Test
  void answersInRecordIoBecomeTheOtherForms() throws IOException {
    String run = file("run");
    done("run", "kmeans", "--train", "iris", "--hp", "k=3", "--no-report", "--out", run);
    for (String type : List.of("x-recordio-protobuf", "json", "jsonlines")) {
      String accept = "application/" + type;
      done("predict", run, "--data", "iris", "--accept", accept, "--out", file(type));
    }
    String answers = file("answers.pbr");
    Files.move(folder.resolve("x-recordio-protobuf"), Path.of(answers));
    assertThat(done("convert", answers, file("a.json")).out()).contains("150 answers");
    done("convert", answers, file("a.jsonl"));
    done("convert", answers, file("again.pbr"));
    assertThat(folder.resolve("a.json")).hasSameTextualContentAs(folder.resolve("json"));
    assertThat(folder.resolve("a.jsonl")).hasSameTextualContentAs(folder.resolve("jsonlines"));
    assertThat(folder.resolve("again.pbr")).hasSameBinaryContentAs(Path.of(answers));
    assertThat(refused("convert", answers, file("a.libsvm"))).contains("no features to write");
  }

  @Test
  void aDeviceIsRefusedBeforeItIsRead() {
    if (Files.exists(Path.of("/dev/null"))) {
      assertThat(refused("run", "kmeans", "--train", "/dev/null", "--hp", "k=2"))
          .contains("is a pipe or a device");
    }
  }
}

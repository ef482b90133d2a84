package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON Lines, JSON documents and libsvm. */
class TextFormatsTest {

  @TempDir Path folder;

  private OpenedData open(String name, String text) throws IOException {
    return Samples.open(Samples.write(folder, name, text), ReadOptions.defaults());
  }

  private void fails(String name, String text, String... pieces) {
    assertThatThrownBy(() -> Samples.rows(open(name, text).source()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContainingAll(pieces);
  }

  @Test
  void everyFormOfAnInstanceIsRead() throws IOException {
    OpenedData lines =
        open(
            "a.jsonl",
            """
            {"features": [1.5, 16, 14.0]}
            {"data": {"features": {"values": [1.5, 16.0, 14.0]}}}

            {"data": {"features": [1.5, 16.0, 14.0]}, "configuration": {"a": [1]}}
            {"data": {"features": {"keys": [0, 2], "shape": [3], "values": [1, 2]}}}
            {"features": {"shape": [3], "values": [1, 2], "keys": [2, 1]}}""");
    assertThat(lines.featureDim()).isEqualTo(3);
    float[] dense = {1.5f, 16, 14};
    assertThat(Samples.rows(lines.source()))
        .containsExactly(dense, dense, dense, new float[] {1, 0, 2}, new float[] {0, 2, 1});
    try (var reader = lines.source().open()) {
      assertThat(reader.next(9).features()).isInstanceOf(CsrMatrix.class);
    }
    OpenedData document =
        open(
            "a.json",
            "{\"configuration\": {\"instances\": 1}, \"instances\": [{\"features\": [1.5, 16, 14]},\n"
                + "{\"data\": {\"features\": {\"keys\": [], \"shape\": [3], \"values\": []}}}]}");
    assertThat(Samples.rows(document.source())).containsExactly(dense, new float[3]);
  }

  @Test
  void jsonLabelsAreNumbersOrLists() throws IOException {
    OpenedData one =
        open("a.jsonl", "{\"features\": [1], \"label\": 3}\n{\"label\": [4], \"features\": [2]}");
    assertThat(Samples.labels(one.source())).containsExactly(3f, 4f);
    fails(
        "a.jsonl",
        "{\"features\": [1], \"label\": 3}\n{\"features\": [1]}",
        "a.jsonl line 2: 0 labels found where 1 was expected");
    fails(
        "a.jsonl", "{\"features\": [1], \"label\": \"x\"}", "line 1: 'x' was found where a number");
  }

  @Test
  void faultsOfJsonNameTheLine() {
    String good = "{\"features\": [1, 2]}\n";
    fails("a.jsonl", good + "{\"features\": [1, 2}\n", "a.jsonl line 2: the text is not JSON");
    fails(
        "a.jsonl", good + "{\"features\": [1]}\n", "line 2: 1 feature found where 2 were expected");
    fails(
        "a.jsonl", good + "\n{\"features\": [1, \"x\"]}\n", "line 3: 'x' was found where a number");
    fails("a.jsonl", good + "{\"feature\": [1, 2]}\n", "line 2: neither \"features\" nor \"data\"");
    fails("a.jsonl", good + "[1, 2]\n", "line 2: '[' was found where an object");
    fails("a.jsonl", good + good.strip() + " x\n", "line 2: ");
    fails("a.jsonl", good + "{\"features\": []}", "line 2: no features were found");
    fails(
        "a.jsonl",
        good + "{\"features\": [1, null]}",
        "Found missing (NaN) values",
        "line 2, feature 1");
    fails("a.jsonl", good + "{\"features\": [1, NaN]}", "Found missing (NaN) values");
    fails("a.jsonl", good + "{\"features\": [1, 1e99]}", "Found infinite floating point values");
    fails(
        "a.jsonl",
        good + "{\"features\": {\"keys\": [1], \"values\": [1]}}",
        "line 2: \"keys\" were found without the \"shape\"");
    fails(
        "a.jsonl",
        good + "{\"features\": {\"keys\": [5], \"values\": [1], \"shape\": [2]}}",
        "line 2: the key 5 was found where one from 0 to 1 was expected");
    fails(
        "a.jsonl",
        good + "{\"features\": {\"keys\": [1, 0], \"values\": [1], \"shape\": [2]}}",
        "line 2: 2 keys and 1 values");
    fails(
        "a.jsonl",
        good + "{\"features\": {\"values\": [1], \"shape\": [2]}}",
        "line 2: 1 values were found where the shape asks for 2");
    fails("a.jsonl", "", "a.jsonl is empty: no rows were found");
    fails("a.json", "{\"instances\": []}", "a.json is empty");
    fails("a.json", "{\"rows\": []}", "a.json instance 1: no list \"instances\" was found");
    fails("a.json", "", "no list \"instances\"");
    fails(
        "a.json",
        "{\"instances\": [{\"features\": [1]}",
        "the text is not JSON (Unexpected end-of-input: expected close marker for Array)");
    fails(
        "a.json",
        "{\"instances\": [{\"features\": [1]}, {\"features\": [1, 2]}]}",
        "a.json instance 2: 2 features found where 1 were expected");
  }

  @Test
  void libsvmIsReadFromZeroOrFromOne() throws IOException {
    OpenedData zero = open("a.libsvm", "1 0:0.5 2:3 # a comment\n\n# only a comment\n-1 1:2\n");
    assertThat(zero.featureDim()).isEqualTo(3);
    assertThat(zero.rows()).hasValue(2);
    assertThat(Samples.rows(zero.source()))
        .containsExactly(new float[] {0.5f, 0, 3}, new float[] {0, 2, 0});
    assertThat(Samples.labels(zero.source())).containsExactly(1f, -1f);
    OpenedData one = open("b.svm", "1 1:0.5\t3:3\r\n0\r\n2 2:-0.25");
    assertThat(Samples.rows(one.source()))
        .containsExactly(new float[] {0.5f, 0, 3}, new float[3], new float[] {0, -0.25f, 0});
    assertThat(
            Samples.open(folder.resolve("b.svm"), ReadOptions.builder().keepLabel(false).build())
                .labelSize())
        .isZero();
    // Other data is read with the width and the base of the training data.
    Path test = Samples.write(folder, "test.libsvm", "0 1:7\n");
    OpenedData alike =
        Data.open(
            test.toString(), "test", ReadOptions.defaults(), folder, n -> {}, zero.preparation());
    assertThat(Samples.rows(alike.source())).containsExactly(new float[] {0, 7, 0});
    Path wide = Samples.write(folder, "wide.libsvm", "0 1:7 8:1\n");
    assertThatThrownBy(
            () ->
                Data.open(
                    wide.toString(),
                    "test",
                    ReadOptions.defaults(),
                    folder,
                    n -> {},
                    zero.preparation()))
        .hasMessageContaining("wide.libsvm line 1: the index 8 was found where one from 0 to 2");
    Path bare = Samples.write(folder, "bare.libsvm", "0:1 2:1\n1:4\n");
    OpenedData unlabelled =
        Data.open(
            bare.toString(), "test", ReadOptions.defaults(), folder, n -> {}, zero.preparation());
    assertThat(unlabelled.labelSize()).isZero();
    assertThat(Samples.rows(unlabelled.source()))
        .containsExactly(new float[] {1, 0, 1}, new float[] {0, 4, 0});
  }

  @Test
  void libsvmBesideTrainingDataOfAnotherFormatFindsItsOwnBase() throws IOException {
    Preparation ofCsv = open("train.csv", "1,2,3\n4,5,6\n").preparation();
    // The last feature is never set: no index shows that they count from 1.
    assertThat(Samples.rows(openLike("one.libsvm", "0 1:7 2:8\n0 1:9\n0\n", ofCsv).source()))
        .containsExactly(new float[] {7, 8, 0}, new float[] {9, 0, 0}, new float[3]);
    assertThat(Samples.rows(openLike("zero.libsvm", "0 0:7 2:8\n0 1:9\n", ofCsv).source()))
        .containsExactly(new float[] {7, 0, 8}, new float[] {0, 9, 0});
    assertThat(Samples.rows(openLike("none.libsvm", "0\n", ofCsv).source()))
        .containsExactly(new float[3]);
    assertThat(
            Samples.rows(
                openLike("again.libsvm", "0 3:1\n", Preparation.fromJson(ofCsv.toJson())).source()))
        .containsExactly(new float[] {0, 0, 1});
  }

  private OpenedData openLike(String name, String text, Preparation learnt) throws IOException {
    Path file = Samples.write(folder, name, text);
    return Data.open(file.toString(), "test", ReadOptions.defaults(), folder, n -> {}, learnt);
  }

  @Test
  void faultsOfLibsvmNameTheLine() {
    fails("a.libsvm", "1 0:1\n1 x:1\n", "a.libsvm line 2: 'x' was found where an index from 0");
    fails("a.libsvm", "1 0:1\n1 1:x\n", "line 2: 'x' was found where a value was expected");
    fails("a.libsvm", "1 0:1\nyes 1:2\n", "line 2: 'yes' was found where a label was expected");
    fails("a.libsvm", "1 0:1\n1 7\n", "line 2: '7' was found where index:value was expected");
    fails("a.libsvm", "1 0:1\n-1:0.5 1:2\n", "line 2: '-1' was", "instance weights");
    fails("a.libsvm", "1 0:1\n1 2:1 2:2\n", "line 2: a key was found twice");
    fails("a.libsvm", "1 0:1\n1 0:nan\n", "Found missing (NaN) values", "line 2, feature 0");
    fails("a.libsvm", "1 0:1\n1 99999999999:1\n", "line 2: '99999999999' was found");
    fails("a.libsvm", "", "a.libsvm is empty");
    assertThatThrownBy(
            () ->
                Samples.open(
                    Samples.write(folder, "p.libsvm", "1 0:1\n"),
                    ReadOptions.builder().pipe(true).build()))
        .hasMessageContaining("Pipe mode reads once");
    assertThatThrownBy(
            () ->
                Samples.open(
                    Samples.write(folder, "p.libsvm", "1 0:1\n"),
                    ReadOptions.builder().oneHot(List.of("x")).build()))
        .hasMessageContaining("--one-hot is for CSV");
  }
}

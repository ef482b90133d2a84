package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {

  @TempDir Path folder;
  private Preparation learnt;

  @BeforeEach
  void train() throws IOException {
    Path file = Samples.write(folder, "train.csv", "id,x,color,y\n1,1,red,no\n2,3,blue,yes\n");
    ReadOptions options =
        ReadOptions.builder()
            .label("y")
            .drop(List.of("id"))
            .oneHot(List.of("color"))
            .standardize(true)
            .build();
    learnt = Samples.open(file, options).preparation();
  }

  private OpenedData open(String text, ReadOptions options) throws IOException {
    Path file = Samples.write(folder, "test.csv", text);
    return Data.open(file.toString(), "test", options, Samples.FOLDER, note -> {}, learnt);
  }

  @Test
  void itIsLearntAndKeptAsJson() {
    assertThat(learnt.featureNames()).containsExactly("x", "color=blue", "color=red");
    assertThat(learnt.featureDim()).isEqualTo(3);
    assertThat(learnt.labels()).containsExactly("no", "yes");
    assertThat(learnt.means()).containsExactly(2.0, 0.5, 0.5);
    assertThat(learnt.deviations()).containsExactly(1.0, 0.5, 0.5);
    assertThat(Preparation.fromJson(learnt.toJson())).isEqualTo(learnt);
    assertThatThrownBy(() -> Preparation.fromJson("{\"version\": 99}"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("version 99");
    assertThatThrownBy(() -> Preparation.fromJson("nonsense")).isInstanceOf(CustomerError.class);
  }

  @Test
  void rowsAreBroughtBackToTheUnitsOfTheData() {
    float[] row = {-1, 1, -1};
    learnt.restore(row);
    assertThat(row).containsExactly(1, 1, 0);
    Preparation.plain(3).restore(row);
    assertThat(row).containsExactly(1, 1, 0);
  }

  @Test
  void columnsAreMatchedByNameWhereThereIsAHeader() throws IOException {
    OpenedData data = open("y,color,extra,x\nyes,red,9,2\n", ReadOptions.defaults());
    assertThat(Samples.rows(data.source())).containsExactly(new float[] {0, -1, 1});
    assertThat(Samples.labels(data.source())).containsExactly(1f);
    OpenedData unlabelled =
        open("color,x\nblue,3\n", ReadOptions.builder().keepLabel(false).build());
    assertThat(Samples.rows(unlabelled.source())).containsExactly(new float[] {1, 1, -1});
    assertThatThrownBy(() -> open("x,y\n1,no\n", ReadOptions.defaults()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("test.csv line 1: the header lacks the columns color");
  }

  private OpenedData anomalies(String labels, String positive) throws IOException {
    Preparation trained =
        Samples.open(
                Samples.write(folder, "plain.csv", "x\n1\n2\n"),
                ReadOptions.builder().keepLabel(false).build())
            .preparation();
    ReadOptions.Builder options =
        ReadOptions.builder().labelSize(1).label("y").labelWords(ReadOptions.LabelWords.POSITIVE);
    if (positive != null) {
      options.positive(positive);
    }
    StringBuilder text = new StringBuilder("y,x\n");
    for (String label : labels.split(" ")) {
      text.append(label).append(",1\n");
    }
    Path file = Samples.write(folder, "test.csv", text.toString());
    return Data.open(file.toString(), "test", options.build(), Samples.FOLDER, note -> {}, trained);
  }

  @Test
  void aTestChannelsOwnWordsAreOneAgainstTheRest() throws IOException {
    assertThat(Samples.labels(anomalies("ok bad ok", null).source())).containsExactly(1f, 0f, 1f);
    assertThat(Samples.labels(anomalies("ok bad ok", "bad").source())).containsExactly(0f, 1f, 0f);
    assertThat(Samples.labels(anomalies("a b c b", "b").source())).containsExactly(0f, 1f, 0f, 1f);
    assertThat(Samples.labels(anomalies("0 1", null).source())).containsExactly(0f, 1f);
    for (String[] bad :
        new String[][] {{"a b c", null}, {"a a", null}, {"a b", "x"}, {"0 1", "1"}}) {
      assertThatThrownBy(() -> anomalies(bad[0], bad[1]))
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("--positive");
    }
    ReadOptions unnamed =
        ReadOptions.builder().labelSize(1).labelWords(ReadOptions.LabelWords.POSITIVE).build();
    assertThatThrownBy(() -> open("y,x,color\n1,2,red\n", unnamed))
        .isInstanceOf(CustomerError.class);
  }

  @Test
  void aLabelThatOnlyTheTestChannelHas() throws IOException {
    Path file = Samples.write(folder, "plain.csv", "x,y\n1,2\n2,3\n");
    ReadOptions.Builder options = ReadOptions.builder().keepLabel(false).label("kind");
    assertThat(Samples.open(file, options.labelMayLack(true).build()).featureDim()).isEqualTo(2);
    assertThat(Samples.open(file, options.label("x").build()).featureDim()).isEqualTo(1);
    assertThatThrownBy(() -> Samples.open(file, options.label("kind").labelMayLack(false).build()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("--label names the column 'kind'");
  }

  @Test
  void columnsAreMatchedByPositionOtherwise() throws IOException {
    OpenedData all = open("7,3,red,no\n", ReadOptions.defaults());
    assertThat(Samples.rows(all.source())).containsExactly(new float[] {1, -1, 1});
    assertThat(Samples.labels(all.source())).containsExactly(0f);
    OpenedData features = open("3,red\n", ReadOptions.defaults());
    assertThat(Samples.rows(features.source())).containsExactly(new float[] {1, -1, 1});
    assertThat(features.labelSize()).isZero();
    OpenedData leading = open("yes,3,red\n", ReadOptions.builder().labelSize(1).build());
    assertThat(Samples.labels(leading.source())).containsExactly(1f);
    assertThatThrownBy(() -> open("1,2,3,4,5\n", ReadOptions.defaults()))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "Incorrect configuration or test dataset provided. The value of feature_dim"
                + " hyperparameter '2' doesn't match test data dimensionality '5'. Please set"
                + " feature_dim to the number of features in test dataset.");
  }

  @Test
  void aLabelThatTrainingDidNotHaveMayBeNamed() throws IOException {
    Path plain = Samples.write(folder, "plain.csv", "a,b\n1,2\n");
    learnt = Samples.open(plain, ReadOptions.defaults()).preparation();
    ReadOptions named = ReadOptions.builder().label("y").build();
    OpenedData byName = open("b,y,a\n5,9,4\n", named);
    assertThat(Samples.rows(byName.source())).containsExactly(new float[] {4, 5});
    assertThat(Samples.labels(byName.source())).containsExactly(9f);
    OpenedData byPosition = open("4,9,5\n", ReadOptions.builder().label("2").build());
    assertThat(Samples.rows(byPosition.source())).containsExactly(new float[] {4, 5});
    assertThat(Samples.labels(byPosition.source())).containsExactly(9f);
    assertThatThrownBy(() -> open("4,9\n", ReadOptions.builder().label("2").build()))
        .hasMessageContaining(
            "feature_dim hyperparameter '2' doesn't match test data dimensionality '1'");
  }

  @Test
  void sparseRequestsAreFilledWhereFeaturesAreStandardized() throws IOException {
    String sparse =
        "{\"data\": {\"features\": {\"keys\": [2], \"shape\": [3], \"values\": [1]}}}\n";
    OpenedData data = request(sparse + "{\"features\": [3, 0, 1]}", "application/jsonlines");
    assertThat(Samples.rows(data.source()))
        .containsExactly(new float[] {-2, -1, 1}, new float[] {1, -1, 1});
  }

  @Test
  void wordsThatTrainingNeverSawAreTold() {
    assertThatThrownBy(
            () ->
                Samples.rows(
                    open("id,x,color,y\n1,1,red,no\n1,1,red,maybe\n", ReadOptions.defaults())
                        .source()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(
            "test.csv line 3: column 'y' holds 'maybe' where one of the words of the training data"
                + " was expected: no, yes");
    assertThatThrownBy(() -> open("id,x,color,y\n1,1,green,no\n", ReadOptions.defaults()))
        .hasMessageContaining("test.csv line 2: column 'color' holds 'green'")
        .hasMessageContaining("blue, red");
  }

  @Test
  void labelsThatTrainingDidNotReadAreNumberedAmongThemselves() throws IOException {
    Preparation unsupervised =
        Samples.open("iris", ReadOptions.builder().keepLabel(false).build()).preparation();
    assertThat(unsupervised.labels()).isEmpty();
    OpenedData test =
        Data.open("iris", "test", ReadOptions.defaults(), Samples.FOLDER, note -> {}, unsupervised);
    assertThat(test.preparation().labels()).hasSize(3);
    assertThat(Samples.labels(test.source())).endsWith(2f);
    ReadOptions words =
        ReadOptions.builder().label("y").keepLabel(false).oneHot(List.of("c")).build();
    Path file = Samples.write(folder, "words.csv", "c,y\nred,no\nblue,no\ngreen,yes\n");
    learnt = Samples.open(file, words).preparation();
    OpenedData own = open("c,y\ngreen,b\nblue,a\n", ReadOptions.defaults());
    assertThat(Samples.labels(own.source())).containsExactly(1f, 0f);
    assertThat(Samples.rows(own.source()))
        .containsExactly(new float[] {0, 1, 0}, new float[] {1, 0, 0});
  }

  @Test
  void requestsAreReadAsTheTrainingDataWas() throws IOException {
    OpenedData csv = request("3,red\n1,blue\n", "text/csv");
    assertThat(Samples.rows(csv.source()))
        .containsExactly(new float[] {1, -1, 1}, new float[] {-1, 1, -1});
    assertThatThrownBy(() -> request("3,red,1,2,3\n", "text/csv"))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The feature dimension of the input: 5 does not match the feature dimension of the"
                + " model: 2. Please fix the input and try again.");
    OpenedData encoded =
        request("{\"instances\": [{\"features\": [3, 0, 1]}]}", "application/json");
    assertThat(Samples.rows(encoded.source())).containsExactly(new float[] {1, -1, 1});
  }

  private OpenedData request(String body, String type) throws IOException {
    return RequestReader.open(
        body.getBytes(StandardCharsets.UTF_8), ContentType.parse(type), learnt);
  }
}

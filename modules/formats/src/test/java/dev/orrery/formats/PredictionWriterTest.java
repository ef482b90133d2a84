package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.error.CustomerError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionWriterTest {

  private static byte[] bytes(String accept, boolean integers, Predictions... batches)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PredictionWriter writer =
        new PredictionWriter(Accept.parse(accept), out, integers, List.of())) {
      for (Predictions batch : batches) {
        writer.write(batch);
      }
    }
    return out.toByteArray();
  }

  private static String text(String accept, boolean integers, Predictions... batches)
      throws IOException {
    return new String(bytes(accept, integers, batches), StandardCharsets.UTF_8);
  }

  private static Predictions clusters(float... values) {
    float[] cluster = new float[values.length / 2];
    float[] distance = new float[cluster.length];
    for (int i = 0; i < cluster.length; i++) {
      cluster[i] = values[2 * i];
      distance[i] = values[2 * i + 1];
    }
    return new Predictions(
        "predictions",
        List.of(
            Predictions.Key.scalar("closest_cluster", cluster),
            Predictions.Key.scalar("distance_to_cluster", distance)),
        cluster.length);
  }

  @Test
  void jsonIsTheObservedBodyOf48Bytes() throws IOException {
    Predictions one =
        new Predictions(
            "predictions",
            List.of(Predictions.Key.scalar("score", new float[] {28.711286544799805f})),
            1);
    String body = text("application/json", false, one);
    assertThat(body).isEqualTo("{\"predictions\": [{\"score\": 28.711286544799805}]}").hasSize(48);
  }

  @Test
  void batchesFollowOneAnother() throws IOException {
    Predictions first = clusters(1, 0.5f, 0, 2);
    Predictions second = clusters(3, 0.1f);
    assertThat(text("application/json", false, first, second))
        .isEqualTo(
            "{\"predictions\": [{\"closest_cluster\": 1.0, \"distance_to_cluster\": 0.5},"
                + " {\"closest_cluster\": 0.0, \"distance_to_cluster\": 2.0},"
                + " {\"closest_cluster\": 3.0, \"distance_to_cluster\": 0.10000000149011612}]}");
    assertThat(text("application/jsonlines", true, first, second))
        .isEqualTo(
            "{\"closest_cluster\": 1, \"distance_to_cluster\": 0.5}\n"
                + "{\"closest_cluster\": 0, \"distance_to_cluster\": 2.0}\n"
                + "{\"closest_cluster\": 3, \"distance_to_cluster\": 0.10000000149011612}\n");
    assertThat(text("text/csv", false, first, second))
        .isEqualTo("1.0,0.5\n0.0,2.0\n3.0,0.10000000149011612\n");
    assertThat(text("application/json", false)).isEqualTo("{\"predictions\": []}");
  }

  @Test
  void listsStayListsEvenOfOne() throws IOException {
    Predictions projection =
        new Predictions(
            "projections",
            List.of(new Predictions.Key("projection", new float[] {1, -2.5f, 3, 4}, 2, true)),
            2);
    assertThat(text("application/json", false, projection))
        .isEqualTo(
            "{\"projections\": [{\"projection\": [1.0, -2.5]}, {\"projection\": [3.0, 4.0]}]}");
    Predictions single =
        new Predictions(
            "projections", List.of(new Predictions.Key("projection", new float[] {7}, 1, true)), 1);
    assertThat(text("application/jsonlines", false, single)).isEqualTo("{\"projection\": [7.0]}\n");
  }

  @Test
  void recordIoHasTheKeysInTheLabelMap() throws IOException {
    Predictions one =
        new Predictions("scores", List.of(Predictions.Key.scalar("score", new float[] {0.25f})), 1);
    assertThat(HexFormat.of().formatHex(bytes("application/x-recordio-protobuf", false, one)))
        .isEqualTo(
            "0a23d7ce13000000"
                + "1211"
                + "0a0573636f7265"
                + "1208"
                + "1206"
                + "0a040000803e"
                + "00");
  }

  @Test
  void libsvmAnswersAreRefused() {
    assertThatThrownBy(() -> text("text/libsvm", false))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("text/libsvm");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "100, 100.0",
    "0.1, 0.10000000149011612",
    "0.00001, 9.999999747378752e-06",
    "0.0001, 9.999999747378752e-05",
    "0.000100000005, 0.00010000000474974513",
    "0.001, 0.0010000000474974513",
    "1e7, 10000000.0",
    "1.5e8, 150000000.0",
    "123456792, 123456792.0",
    "1e15, 999999986991104.0",
    "9.99999998e15, 1.0000000272564224e+16",
    "1e16, 1.0000000272564224e+16",
    "2e16, 2.000000054512845e+16",
    "3.4028235e38, 3.4028234663852886e+38",
    "1.4e-45, 1.401298464324817e-45",
    "-2.5e-7, -2.499999993688107e-07",
    "7.62939453125e-06, 7.62939453125e-06",
    "0.0009765625, 0.0009765625",
    "2.3283064e-10, 2.3283064365386963e-10",
    "1.8014398509481984e16, 1.8014398509481984e+16",
    "9007199254740992, 9007199254740992.0",
    "1.152921504606847e18, 1.152921504606847e+18",
  })
  void numbersAreWrittenAsPythonDoes(float x, String expected) {
    assertThat(NumberText.python(x)).isEqualTo(expected);
  }

  @Test
  void whatJsonCannotSayIsSaidAsPythonSaysIt() {
    assertThat(NumberText.python(Float.NaN)).isEqualTo("NaN");
    assertThat(NumberText.python(Float.POSITIVE_INFINITY)).isEqualTo("Infinity");
    assertThat(NumberText.python(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  @Test
  void labelsInWords() throws IOException {
    Predictions two =
        new Predictions(
            "predictions",
            List.of(
                Predictions.Key.scalar("predicted_label", new float[] {1, 7}),
                new Predictions.Key("labels", new float[] {0, 1}, 1, true),
                Predictions.Key.scalar("score", new float[] {1, 0})),
            2);
    assertThat(named("application/jsonlines", two))
        .isEqualTo(
            "{\"predicted_label\": \"a \\\"b\\\", c\", \"labels\": [\"no\"], \"score\": 1.0}\n"
                + "{\"predicted_label\": 7.0, \"labels\": [\"a \\\"b\\\", c\"], \"score\": 0.0}\n");
    assertThat(named("text/csv", two)).startsWith("\"a \"\"b\"\", c\",no,1.0\n");
    assertThatThrownBy(() -> named("application/x-recordio-protobuf", two))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("numbers");
  }

  private static String named(String accept, Predictions answers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> words = List.of("no", "a \"b\", c");
    try (PredictionWriter writer = new PredictionWriter(Accept.parse(accept), out, false, words)) {
      writer.write(answers);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void parametersOfAccept() {
    assertThat(Accept.parse("Application/JSON; Verbose=TRUE"))
        .isEqualTo(new Accept(MediaType.JSON, true));
    assertThat(Accept.parse("application/jsonlines;charset=utf-8"))
        .isEqualTo(Accept.of(MediaType.JSON_LINES));
    for (String bad :
        List.of(
            "application/json;verbos=true",
            "application/json;label_size=1",
            "text/csv;verbose=true",
            "text/libsvm",
            "text/html")) {
      assertThatThrownBy(() -> Accept.parse(bad))
          .as(bad)
          .isInstanceOf(CustomerError.class)
          .hasMessageContaining("accept type");
    }
  }
}

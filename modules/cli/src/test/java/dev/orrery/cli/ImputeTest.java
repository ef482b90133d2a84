package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing values that a forest fills in, through the command line. */
class ImputeTest {

  @TempDir private static Path folder;

  private static String rows;
  private static String series;

  /** x from 0 to 1, twice x, and a word that is the side of 0.5 where x lies; the label is text. */
  private static String row(double x) {
    return String.format(
        Locale.ROOT, "%s,%.3f,%.3f,%s", x < 0.5 ? "a" : "b", x, 2 * x, x < 0.5 ? "low" : "high");
  }

  private static double wave(int row) {
    return 10 * Math.sin(2 * Math.PI * row / 24);
  }

  private static String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return file.toString();
  }

  private static String train(String name, String data, String... more) {
    String out = folder.resolve(name).toString();
    Cli.Outcome outcome =
        Cli.run(
            Stream.concat(
                    Stream.of("run", "rcf", "--train", data, "--no-report", "--out", out),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return out;
  }

  @BeforeAll
  static void train() throws IOException {
    String data =
        IntStream.range(0, 3000)
            .mapToObj(i -> row(i * 619 % 1000 / 1000.0) + "\n")
            .collect(Collectors.joining("", "kind,x,double,side\n", ""));
    rows =
        train(
            "rows",
            file("rows.csv", data),
            "--label",
            "kind",
            "--one-hot",
            "side",
            "--standardize");
    String waves =
        IntStream.range(0, 3000).mapToObj(i -> wave(i) + "\n").collect(Collectors.joining());
    series = train("series", file("series.csv", waves), "--hp", "orrery_shingle_size=24");
  }

  private static Cli.Outcome impute(String model, String data, String... more) {
    return Cli.run(
        Stream.concat(Stream.of("impute", model, "--data", data), Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<String> filled(String model, String data, String... more) throws IOException {
    Path out = folder.resolve("filled.csv");
    List<String> all = new ArrayList<>(List.of("--out", out.toString()));
    all.addAll(List.of(more));
    Cli.Outcome outcome = impute(model, data, all.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return Files.readAllLines(out);
  }

  /** Values in the units of the file, words as words; nothing else is touched. */
  @Test
  void onlyTheMissingCellsOfCsvChange() throws IOException {
    String gaps =
        """
        kind,x,double,side
        "a, of two",0.250,,low
        b, 0.8000 ,1.6,
        ,NaN,0.4,low
        b,0.7,1.40,high
        ?,0.123,0.246,low
        """;
    List<String> lines = filled(rows, file("gaps.csv", gaps), "--label", "kind");
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo("kind,x,double,side");
    assertThat(lines.get(1)).matches("\"a, of two\",0.250,[\\d.]+,low");
    assertThat(Double.parseDouble(lines.get(1).split(",")[3])).isCloseTo(0.5, within(0.05));
    assertThat(lines.get(2)).isEqualTo("b, 0.8000 ,1.6,high");
    assertThat(lines.get(3)).matches(",[\\d.]+,0.4,low");
    assertThat(Double.parseDouble(lines.get(3).split(",")[1])).isCloseTo(0.2, within(0.05));
    assertThat(lines.subList(4, 6)).containsExactly("b,0.7,1.40,high", "?,0.123,0.246,low");
  }

  @Test
  void nothingMissingLeavesTheFileAsItWas() throws IOException {
    String whole = "x,double,side\n0.25,0.5,low\n0.75,1.50,high\n";
    assertThat(filled(rows, file("whole.csv", whole)))
        .containsExactlyElementsOf(whole.lines().toList());
  }

  @Test
  void aSeriesIsFilledInFromTheRowsBefore() throws IOException {
    String gaps =
        IntStream.range(0, 5000)
            .mapToObj(i -> (i == 3 || i % 100 > 94 ? "NA" : wave(i)) + "\n")
            .collect(Collectors.joining());
    List<String> lines = filled(series, file("seriesgaps.csv", gaps));
    assertThat(lines).hasSize(5000);
    for (int i = 0; i < 5000; i++) {
      assertThat(Double.parseDouble(lines.get(i))).as("row %d", i).isCloseTo(wave(i), within(0.6));
    }
  }

  @Test
  void fewerRowsThanAShingleAreFilledInTogether() throws IOException {
    String few = wave(0) + "\n" + wave(1) + "\nNA\n" + wave(3) + "\n" + wave(4) + "\n";
    List<String> lines = filled(series, file("few.csv", few));
    assertThat(Double.parseDouble(lines.get(2))).isCloseTo(wave(2), within(0.6));
  }

  @Test
  void jsonLinesStayJsonLinesAndJsonSaysWhatWasDone() throws IOException {
    String one =
        file("one.jsonl", "{\"label\":7,\"data\":{\"features\":{\"values\":[0.25,null,0,1]}}}\n");
    Path out = folder.resolve("one-filled.jsonl");
    Cli.Outcome outcome = impute(rows, one, "--out", out.toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode told = outcome.json();
    assertThat(told.get("rows").asInt()).isEqualTo(1);
    assertThat(told.get("rows_filled").asInt()).isEqualTo(1);
    assertThat(told.get("values_filled").asInt()).isEqualTo(1);
    assertThat(told.get("content_type").asText()).isEqualTo("application/jsonlines");
    String line = Files.readString(out).strip();
    assertThat(line).contains("\"label\"");
    JsonNode values = new ObjectMapper().readTree(line).findValue("values");
    assertThat(values == null ? new ObjectMapper().readTree(line).findValue("features") : values)
        .hasSize(4);
    assertThat(line).doesNotContain("null");
  }

  @Test
  void aPackedFileIsWrittenToAPackedFile() throws IOException {
    Path out = folder.resolve("filled.csv.gz");
    Cli.Outcome outcome =
        impute(rows, file("pack.csv", "0.25,,low\n"), "--header", "no", "--out", out.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("1 rows, 1 values filled in in 1 of them");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(out))) {
      assertThat(new String(in.readAllBytes())).startsWith("0.25,").endsWith(",low\n");
    }
  }

  @Test
  void whatCannotBeFilledInIsToldInOneSentence() throws IOException {
    refused(
        impute(rows, file("empty.csv", "x,double,side\n0.2,0.4,low\n,,\n")),
        "Row 2 has no value at all, by which its values could be told");
    refused(
        impute(series, file("none.csv", "NA\n".repeat(30))),
        "The first 24 rows have no value at all, by which their values could be told");
    refused(
        impute(rows, file("word.csv", "x,double,side\n0.2,,middle\n")),
        "column 'side' holds 'middle' where one of the words of the training data was expected");
    refused(
        impute(rows, file("infinite.csv", "x,double,side\n0.2,inf,low\n")),
        "Found infinite floating point values");
    refused(
        impute(series, file("wide.csv", "1,\n2,3\n")),
        "The feature dimension of the input: 2 does not match the feature dimension of the model: 1");
    refused(impute(rows, folder.resolve("no-such.csv").toString()), "no-such.csv");
    Cli.Outcome json = impute(rows, file("fine.csv", "x,double,side\n0.2,,low\n"), "--json");
    assertThat(json.code()).isEqualTo(2);
    assertThat(json.json().get("error").get("message").asText())
        .isEqualTo("With --json the rows need a file of their own: give --out FILE");
    String kmeans = folder.resolve("kmeans").toString();
    Cli.run(
        "run",
        "kmeans",
        "--train",
        file("k.csv", "1\n2\n3\n4\n"),
        "--hp",
        "k=2",
        "--no-report",
        "--out",
        kmeans);
    refused(
        impute(kmeans, file("k2.csv", "1\n")),
        "A model of randomcutforest was expected, not of kmeans");
  }

  /** A file that cannot be filled in to its end is not left half written. */
  @Test
  void nothingIsWrittenOfRowsThatFail() throws IOException {
    Path out = folder.resolve("half.csv");
    refused(
        impute(
            rows,
            file("late.csv", "x,double,side\n" + "0.2,,low\n".repeat(9000) + ",,\n"),
            "--out",
            out.toString()),
        "Row 9001 has no value at all");
    assertThat(out).doesNotExist();
  }

  private static void refused(Cli.Outcome outcome, String sentence) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence).hasLineCount(1);
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forest over a series, through the command line. */
class ForecastTest {

  private static final int SHINGLE = 24;

  @TempDir private static Path folder;

  private static String run;

  /** A wave of 24 rows beside one of half its height that runs a quarter behind. */
  private static double wave(int row) {
    return Math.sin(2 * Math.PI * row / 24);
  }

  private static String csv(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> wave(i) + "," + (20 + wave(i - 6) / 2) + "\n")
        .collect(Collectors.joining("", "height,level\n", ""));
  }

  private static String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return file.toString();
  }

  private static String train(String name, String... more) throws IOException {
    String out = folder.resolve(name).toString();
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "rcf", "--train", file("series.csv", csv(0, 6000)), "--no-report"));
    arguments.addAll(List.of("--out", out, "--hp", "num_trees=50"));
    arguments.addAll(List.of("--hp", "num_samples_per_tree=64"));
    arguments.addAll(List.of(more));
    Cli.Outcome outcome = Cli.run(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return out;
  }

  @BeforeAll
  static void train() throws IOException {
    run = train("run", "--hp", "orrery_shingle_size=" + SHINGLE);
  }

  /** Rows are read 4,096 at a time; the first of a later block have what came before them. */
  @Test
  void aSeriesIsScoredAsIfItWereOneBlock() throws IOException {
    for (String accept : List.of("text/csv", "application/jsonlines; verbose=true")) {
      List<String> whole = scores(file("whole.csv", csv(0, 9000)), accept);
      List<String> end = scores(file("end.csv", csv(4000, 9000)), accept);
      assertThat(whole).hasSize(9000);
      assertThat(whole.subList(0, SHINGLE - 1)).containsOnly(whole.getFirst());
      assertThat(whole.subList(SHINGLE - 1, 9000)).doesNotContain(whole.getFirst());
      assertThat(whole.subList(4000 + SHINGLE - 1, 9000)).isEqualTo(end.subList(SHINGLE - 1, 5000));
    }
  }

  private static List<String> scores(String data, String accept) throws IOException {
    Path out = folder.resolve("scores");
    Cli.Outcome outcome =
        Cli.run("predict", run, "--data", data, "--accept", accept, "--out", out.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return Files.readAllLines(out);
  }

  /** The series ends in the middle of a wave, and its columns differ in height and place. */
  @Test
  void aForecastFollowsThePeriod() throws IOException {
    List<double[]> next = rows(run, file("part.csv", csv(0, 5000)), "48");
    assertThat(next).hasSize(48);
    double error = 0;
    double constant = 0;
    for (int i = 0; i < 48; i++) {
      error += Math.pow(next.get(i)[0] - wave(5000 + i), 2);
      error += Math.pow(next.get(i)[1] - 20 - wave(5000 + i - 6) / 2, 2);
      constant += Math.pow(wave(5000 + i), 2) + Math.pow(wave(5000 + i - 6) / 2, 2);
    }
    assertThat(error).isLessThan(0.01 * constant);
  }

  /** Trained on standardized rows it answers in the units of the file, under their names. */
  @Test
  void aForecastIsInTheUnitsOfTheData() throws IOException {
    String scaled = train("scaled", "--hp", "orrery_shingle_size=" + SHINGLE, "--standardize");
    double level = 0;
    for (double[] row : rows(scaled, file("part.csv", csv(0, 5000)), "24")) {
      level += row[1] / 24;
    }
    assertThat(level).isBetween(19.9, 20.1);
    Cli.Outcome json = forecast(scaled, folder.resolve("series.csv").toString(), "2", "--json");
    assertThat(json.json().get("columns")).hasToString("[\"height\",\"level\"]");
    assertThat(json.json().get("rows")).hasSize(2);
  }

  /** A header of numbers would be read as a row; so without names there are words. */
  @Test
  void aForecastWithoutNamesHasAHeaderOfWords() throws IOException {
    String bare = csv(0, 1000).replaceFirst("[^\n]*\n", "");
    Path out = folder.resolve("bare-run");
    Cli.Outcome trained =
        Cli.run(
            "run",
            "randomcutforest",
            "--train",
            file("bare.csv", bare),
            "--no-report",
            "--hp",
            "orrery_shingle_size=4",
            "--out",
            out.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(forecast(out.toString(), file("bare.csv", bare), "2").out().lines())
        .hasSize(3)
        .first()
        .isEqualTo("feature 0,feature 1");
  }

  /** Logarithms of 11 years with a season and a trend: the twelfth lies nearer than the mean. */
  @Test
  void airlinePassengersKeepTheirSeason() throws IOException {
    List<String> lines =
        Files.readAllLines(
            Path.of(System.getProperty("orrery.root"), "datasets/airpassengers.csv"));
    double[] passengers =
        lines.stream()
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
            .toArray();
    String known =
        IntStream.range(0, 132)
            .mapToObj(i -> Math.log(passengers[i]) + "\n")
            .collect(Collectors.joining());
    String air = folder.resolve("air").toString();
    String data = file("air.csv", known);
    Cli.Outcome outcome =
        Cli.run(
            "run",
            "rcf",
            "--train",
            data,
            "--no-report",
            "--out",
            air,
            "--hp",
            "orrery_shingle_size=13",
            "--hp",
            "orrery_mode=streaming");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    double mean = IntStream.range(120, 132).mapToDouble(i -> Math.log(passengers[i])).sum() / 12;
    double error = 0;
    double constant = 0;
    List<double[]> next = rows(air, data, "12");
    for (int i = 0; i < 12; i++) {
      error += Math.pow(next.get(i)[0] - Math.log(passengers[132 + i]), 2);
      constant += Math.pow(mean - Math.log(passengers[132 + i]), 2);
    }
    assertThat(error).isLessThan(constant / 2);
  }

  @Test
  void whatCannotBeForecastIsToldInOneSentence() throws IOException {
    String series = file("part.csv", csv(0, 100));
    refused(forecast(run, series, "0"), "Expected 1 to 100000 rows to forecast, not 0");
    refused(forecast(run, series, "100001"), "Expected 1 to 100000 rows to forecast, not 100001");
    refused(
        forecast(run, file("short.csv", csv(0, 22)), "1"),
        "A forecast with shingles of 24 rows begins with the last 23 rows; the series has 22");
    refused(
        forecast(train("plain"), series, "1"),
        "A forecast needs a forest that was trained with --hp orrery_shingle_size=2 or more");
    String kmeans = folder.resolve("kmeans").toString();
    Cli.run("run", "kmeans", "--train", series, "--hp", "k=2", "--no-report", "--out", kmeans);
    refused(
        forecast(kmeans, series, "1"), "A model of randomcutforest was expected, not of kmeans");
  }

  private static void refused(Cli.Outcome outcome, String sentence) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence).hasLineCount(1);
  }

  private static Cli.Outcome forecast(String model, String data, String horizon, String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of("forecast", model, "--data", data, "--horizon", horizon), Stream.of(more))
            .toArray(String[]::new));
  }

  /** The rows of the CSV below its header. */
  private static List<double[]> rows(String model, String data, String horizon) throws IOException {
    Path out = folder.resolve("next.csv");
    Cli.Outcome outcome = forecast(model, data, horizon, "--out", out.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return Files.readAllLines(out).stream()
        .skip(1)
        .map(line -> Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }
}

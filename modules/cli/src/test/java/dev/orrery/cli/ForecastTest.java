package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs, metrics and messages have a decimal point and digits 0 to 9 on every machine. */
class LocaleTest {

  private static final List<List<String>> RUNS =
      List.of(
          List.of("kmeans", "--hp", "k=3"),
          List.of("linear-learner", "--hp", "predictor_type=multiclass_classifier"),
          List.of(
              "knn", "--hp", "predictor_type=classifier", "--hp", "k=3", "--hp", "sample_size=99"),
          List.of("pca", "--hp", "num_components=2"),
          List.of("randomcutforest", "--positive", "setosa"),
          List.of(
              "factorization-machines",
              "--hp",
              "predictor_type=regressor",
              "--hp",
              "num_factors=2"));

  /** Lines that tell how long something took, or how much memory there is. */
  private static final Pattern TIMED =
      Pattern.compile("#metrics|#throughput|duration|took|secs|memory");

  private final Locale before = Locale.getDefault();

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG"})
  void theLogIsThatOfTheRootLocale(String tag) throws IOException {
    for (List<String> run : RUNS) {
      Locale.setDefault(Locale.ROOT);
      String expected = written(run, "root-" + run.getFirst());
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(written(run, tag + "-" + run.getFirst())).as(run.getFirst()).isEqualTo(expected);
    }
  }

  @Test
  void aMessageIsThatOfTheRootLocale() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    Cli.Outcome outcome = Cli.run("run", "kmeans", "--train", "iris", "--hp", "k=3", "--hosts=0");
    assertThat(outcome.err()).contains("must be 1 to 1000, not 0");
    assertThat(Cli.run("datasets", "list").out()).contains("150 x 4");
    assertThat(
            Cli.run("run", "pca", "--train", "iris", "--hp", "num_components=9").err()
                + Cli.run("run", "knn", "--train", "iris", "--hp", "k=0").err())
        .matches("[\\p{ASCII}]*");
  }

  /** The log and what is measured, without times, names of files and lengths of time. */
  private String written(List<String> run, String name) throws IOException {
    Path out = folder.resolve(name);
    Cli.Outcome outcome =
        Cli.run(
            Stream.of(
                    List.of("run"),
                    run,
                    List.of("--train", "iris", "--split", "0.2", "--no-report", "--threads", "1"),
                    List.of("--out", out.toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    String log = Files.readString(out.resolve("training.log"));
    return Stream.concat(log.lines(), Files.readAllLines(out.resolve("metrics.jsonl")).stream())
        .map(line -> line.replaceAll("^\\[[^\\]]*\\]", ""))
        .filter(line -> !TIMED.matcher(line).find())
        .collect(Collectors.joining("\n"));
  }
}

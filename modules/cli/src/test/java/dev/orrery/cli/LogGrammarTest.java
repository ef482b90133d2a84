package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The log of a real run of each algorithm against the lines that the spec quotes from SageMaker's
 * own logs (A6, A7 and the sequences of part B), and against the regexes by which SageMaker finds
 * its metrics (A7).
 */
class LogGrammarTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.orrery.cli.LogGrammarCases#all")
  void theLogHoldsWhatSageMakersDoes(LogGrammarCases.Case expected) throws IOException {
    Path run = folder.resolve("run");
    List<String> command = new ArrayList<>(List.of("run", expected.algorithm()));
    command.addAll(List.of(expected.command().split(" ")));
    command.addAll(List.of("--no-report", "--json", "--out", run.toString()));
    Cli.Outcome outcome = Cli.run(command.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    List<String> log = Files.readAllLines(run.resolve("training.log"));

    int at = 0;
    for (String regex : expected.lines()) {
      Pattern pattern = Pattern.compile(regex);
      int from = at;
      while (at < log.size() && !pattern.matcher(log.get(at)).find()) {
        at++;
      }
      assertThat(at)
          .as(
              "%s after line %d (%s) of\n%s",
              regex, from, log.get(from - 1 < 0 ? 0 : from - 1), log)
          .isLessThan(log.size());
      at++;
    }
    assertThat(figures(log)).containsAll(expected.figures()).contains("setuptime", "totaltime");
    for (String regex : expected.metrics()) {
      assertThat(log.stream().map(Pattern.compile(regex)::matcher).filter(Matcher::find))
          .as(regex)
          .isNotEmpty()
          .allSatisfy(found -> assertThat(Double.valueOf(found.group(1))).isFinite());
    }
  }

  /** The names that {@code #metrics} lines sum up, whose form is checked on the way. */
  private static List<String> figures(List<String> log) throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : log) {
      if (line.startsWith("#metrics ")) {
        JsonNode metrics = new ObjectMapper().readTree(line.substring("#metrics ".length()));
        assertThat(metrics.fieldNames())
            .toIterable()
            .containsExactly("StartTime", "EndTime", "Dimensions", "Metrics");
        assertThat(metrics.get("EndTime").asDouble())
            .isGreaterThanOrEqualTo(metrics.get("StartTime").asDouble());
        assertThat(metrics.at("/Dimensions/Operation").asText()).isEqualTo("training");
        metrics
            .get("Metrics")
            .forEach(
                entry ->
                    assertThat(entry.fieldNames())
                        .toIterable()
                        .containsExactly("sum", "count", "min", "max"));
        metrics.get("Metrics").fieldNames().forEachRemaining(names::add);
      }
    }
    return names;
  }
}

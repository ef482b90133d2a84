package dev.orrery.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.event.Event;
import dev.orrery.core.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The regexes are those that SageMaker itself injects (spec A7). */
class SageMakerLogTest {

  private final List<String> lines = new ArrayList<>();
  private final Timings timings = new Timings();
  private final SageMakerLog log = log(Description.Wording.USUAL);

  private SageMakerLog log(Description.Wording wording) {
    return new SageMakerLog(
        Description.builder("kmeans").metricsName("AWS/KMeansWebscale").wording(wording).build(),
        timings,
        lines::add);
  }

  private String found(String regex) {
    Pattern pattern = Pattern.compile(regex);
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        found.add(matcher.group(1));
      }
    }
    assertThat(found).as(regex).hasSize(1);
    return found.getFirst();
  }

  @Test
  void sageMakersRegexesFindTheirNumbers() {
    log.on(new Event.Started("kmeans", Map.of("k", "10"), 2, OptionalLong.of(10)));
    log.on(new Event.EpochEnded(0, 1000, 0.5));
    log.on(new Event.Measured(Optional.empty(), Metric.loss("train", "msd", 0.064)));
    log.on(new Event.Measured(Optional.empty(), Metric.loss("train", "msd", 9).asExtension()));
    log.on(new Event.Measured(Optional.empty(), Metric.loss("test", "msd", 12.5)));
    log.on(new Event.Measured(Optional.empty(), Metric.loss("test", "ssd", 125)));

    assertThat(found("#progress_metric: host=\\S+, completed (\\S+) %")).isEqualTo("50.0");
    assertThat(found("#throughput_metric: host=\\S+, train throughput=(\\S+) records/second"))
        .isEqualTo("2000.0");
    assertThat(found("#quality_metric: host=\\S+, train msd <loss>=(\\S+)")).isEqualTo("0.064");
    assertThat(found("#quality_metric: host=\\S+, test msd <loss>=(\\S+)")).isEqualTo("12.5");
    assertThat(found("#quality_metric: host=\\S+, test ssd <loss>=(\\S+)")).isEqualTo("125.0");
  }

  @Test
  void theLogsNameIsTheOneThatItsRegexesExpect() {
    Metric objective = Metric.loss("test", "objective_loss", 2.5).inLogAs("mse_objective");
    log.on(Event.Measured.ofRun(objective));
    log.on(Event.Measured.ofModel(1, 3, objective));
    assertThat(found("#quality_metric: host=\\S+, test \\S+_objective <loss>=(\\S+)"))
        .isEqualTo("2.5");
    assertThat(found("#test_score \\(algo-1\\) : \\('mse_objective', (\\S+)\\)")).isEqualTo("2.5");
    assertThat(lines.getLast()).contains("\"test_mse_objective\"");
  }

  @Test
  void epochValuesCarryTheirEpoch() {
    log.on(new Event.Measured(Optional.of(3), Metric.score("validation", "accuracy", 0.9)));
    assertThat(lines.getFirst())
        .matches(
            "\\[\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d INFO \\d+] #quality_metric: host=algo-1,"
                + " epoch=3, validation accuracy <score>=0.9");
  }

  @Test
  void anAlgorithmsWordsAndFiguresAreItsOwn() throws Exception {
    SageMakerLog other =
        log(new Description.Wording("serialize_model.time", "completed %.0f %% epochs"));
    other.on(new Event.Started("rcf", Map.of(), 1, OptionalLong.of(10)));
    other.on(new Event.EpochEnded(0, 10, 0.5));
    assertThat(lines)
        .anyMatch(l -> l.endsWith("#progress_metric: host=algo-1, completed 100 % epochs"));
    lines.clear();
    timings.add("update.time", 2);
    other.on(new Event.Figures(Map.of("model.bytes", 1024.0)));
    other.on(new Event.Figures(Map.of()));
    assertThat(lines).hasSize(1);
    var json = new ObjectMapper().readTree(lines.getFirst().substring("#metrics ".length()));
    assertThat(json.at("/Metrics/update.time/sum").asDouble()).isEqualTo(2);
    assertThat(json.at("/Metrics/model.bytes/sum").asDouble()).isEqualTo(1024);
    timings.addOnceSince("update.time", System.nanoTime());
    other.metrics();
    assertThat(lines).hasSize(1);
  }

  @Test
  void metricsLinesAreJson() throws Exception {
    timings.add("update.time", 2);
    log.on(new Event.LogFigure("update.time", 4));
    log.metrics();
    String line = lines.getFirst();
    assertThat(line).startsWith("#metrics ");
    var json = new ObjectMapper().readTree(line.substring("#metrics ".length()));
    assertThat(json.at("/Dimensions/Algorithm").asText()).isEqualTo("AWS/KMeansWebscale");
    assertThat(json.at("/Metrics/update.time/sum").asDouble()).isEqualTo(6);
    assertThat(json.at("/Metrics/update.time/count").asInt()).isEqualTo(2);
    assertThat(json.at("/Metrics/update.time/min").asDouble()).isEqualTo(2);
    assertThat(json.at("/Metrics/update.time/max").asDouble()).isEqualTo(4);

    log.metrics();
    assertThat(lines).as("nothing is told twice").hasSize(1);
  }

  /** The counts of SageMaker's own k-means of May 2021: 3218 rows in a mini-batch of 5000. */
  @Test
  void theIteratorCountsAsSageMakers() throws Exception {
    log.on(new Event.Initialized(3218, 1));
    assertThat(counts("init_train_data_iter")).containsExactly(3218, 1, 3218, 1, 0, 3218, 1);
    log.on(new Event.BatchTrained(0, 0, 0, 3218, 3218, 1));
    log.on(new Event.EpochEnded(0, 3218, 0.5));
    assertThat(counts("training_data_iter")).containsExactly(6436, 2, 3218, 1, 1, 3218, 1);
  }

  /** And those of its PCA of the same day, which has not counted what it peeked at. */
  @Test
  void theIteratorOfOthersBeginsAtNothing() throws Exception {
    SageMakerLog pca =
        new SageMakerLog(
            Description.builder("pca").metricsName("PCA").metricsByPhase().build(),
            timings,
            lines::add);
    timings.add("initialize.time", 760.8);
    pca.on(new Event.Initialized(500, 1));
    assertThat(lines.getFirst()).contains("\"initialize.time\": {\"sum\": 760.8, \"count\": 1");
    assertThat(counts("init_train_data_iter")).containsOnly(0);
    for (int batch = 0; batch < 7; batch++) {
      pca.on(new Event.BatchTrained(0, 0, batch, batch < 6 ? 500 : 218, 500 * batch, 1));
      pca.on(new Event.BatchTrained(1, 0, batch, 500, 500 * batch, 1));
    }
    pca.on(new Event.EpochEnded(0, 3218, 0.05));
    assertThat(counts("training_data_iter")).containsExactly(3218, 7, 3218, 7, 1, 3218, 7);
  }

  /** The sums of the one line with this Meta, in SageMaker's order. */
  private List<Integer> counts(String meta) throws Exception {
    String line =
        lines.stream().filter(l -> l.contains("\"" + meta + "\"")).findFirst().orElseThrow();
    var metrics = new ObjectMapper().readTree(line.substring("#metrics ".length())).get("Metrics");
    return Stream.of(
            "Total Records Seen",
            "Total Batches Seen",
            "Max Records Seen Between Resets",
            "Max Batches Seen Between Resets",
            "Reset Count",
            "Number of Records Since Last Reset",
            "Number of Batches Since Last Reset")
        .map(name -> metrics.get(name).get("sum").asInt())
        .toList();
  }
}

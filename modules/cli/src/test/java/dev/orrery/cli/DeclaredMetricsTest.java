package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.metric.Measure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run measures is declared, and what is declared is measured by one of these runs. */
class DeclaredMetricsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kmeans | --train digits --validation digits --test digits --hp k=5 --hp eval_metrics=["msd","ssd"]; --train digits --hp k=5 --hp orrery_algorithm=elkan; --train digits --hp k=5 --hp orrery_algorithm=minibatch
          linear-learner | --train breast-cancer --validation breast-cancer --split fixed --hp predictor_type=binary_classifier --hp num_models=2; --train diabetes --split fixed --hp predictor_type=regressor --hp num_models=2; --train diabetes --validation diabetes --test diabetes --hp predictor_type=regressor --hp num_models=2; --train iris --validation iris --test iris --hp predictor_type=multiclass_classifier --hp num_models=2
          knn | --train digits --split fixed --hp predictor_type=classifier --hp sample_size=1500 --hp k=5 --hp orrery_index_type=hnsw; --train diabetes --split fixed --validation diabetes --hp predictor_type=regressor --hp sample_size=300 --hp k=5
          pca | --train digits --test digits --validation digits --hp num_components=5; --train digits --hp num_components=5 --hp algorithm_mode=randomized
          randomcutforest | --train breast-cancer --test breast-cancer --validation breast-cancer --hp eval_metrics=["accuracy","precision_recall_fscore"]
          factorization-machines | --train letter-halves --split fixed --validation letter-halves --hp predictor_type=binary_classifier --hp num_factors=4 --hp epochs=1; --train diabetes --split fixed --validation diabetes --hp predictor_type=regressor --hp num_factors=4 --hp epochs=1
          """)
  void declaredIsWhatIsMeasured(String algorithm, String runs) throws Exception {
    List<Measure> declared = Algorithms.find(algorithm).description().metrics();
    Set<String> measured = new HashSet<>();
    int number = 0;
    for (String run : runs.split(";")) {
      Path out = folder.resolve("run" + number++);
      List<String> words = new ArrayList<>(List.of("run", algorithm, "--no-report"));
      words.addAll(List.of(run.strip().split(" ")));
      words.addAll(List.of("--out", out.toString()));
      Cli.Outcome outcome = Cli.run(words.toArray(String[]::new));
      assertThat(outcome.code()).as(run + outcome.err()).isZero();
      for (String line : Files.readAllLines(out.resolve("metrics.jsonl"))) {
        JsonNode value = MAPPER.readTree(line);
        measured.add(value.path("metric").asText());
      }
    }
    assertThat(measured)
        .allSatisfy(key -> assertThat(declared).as(key).anyMatch(measure -> measure.covers(key)));
    assertThat(declared)
        .allSatisfy(
            measure ->
                assertThat(measured).as(measure.name()).anyMatch(key -> measure.covers(key)));
  }
}

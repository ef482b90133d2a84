package dev.orrery.cli.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.cli.runs.StoreFile;
import dev.orrery.cli.study.StoredTrials;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.Study;
import dev.orrery.tuning.job.DefinitionJson;
import dev.orrery.tuning.job.ParentJob;
import dev.orrery.tuning.job.TuningDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Earlier tuning jobs, found in the run store by their names. */
final class Parents {

  static final String KIND = "tune";

  /** How many names a message tells. */
  private static final int MOST = 5;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Parents() {}

  /**
   * The parents of a definition; none without a warm start.
   *
   * @throws CustomerError when there is no tuning job of a name
   */
  static List<ParentJob> of(TuningDefinition definition) throws IOException {
    List<ParentJob> parents = new ArrayList<>();
    if (definition.warmStart().isEmpty()) {
      return parents;
    }
    try (RunStore store = StoreFile.open()) {
      List<Study> studies = store.studies();
      for (String name : definition.warmStart().get().parents()) {
        Optional<Study> found =
            studies.stream()
                .filter(study -> study.kind().equals(KIND) && study.name().equals(name))
                .findFirst();
        parents.add(
            parent(
                store,
                found.orElseThrow(
                    () ->
                        new CustomerError(
                            Text.format(
                                "There is no tuning job '%s' in the run store; %s",
                                name, known(studies)),
                            "--warm-start"))));
      }
    }
    return parents;
  }

  private static String known(List<Study> studies) {
    List<String> names =
        studies.stream().filter(study -> study.kind().equals(KIND)).map(Study::name).toList();
    return names.isEmpty()
        ? "there is none yet"
        : "the latest are " + String.join(", ", names.subList(0, Math.min(MOST, names.size())));
  }

  private static ParentJob parent(RunStore store, Study study) throws IOException {
    JsonNode definition = MAPPER.readTree(study.definition());
    String algorithm = definition.path("algorithm").asText();
    return new ParentJob(
        new DefinitionJson(Algorithms.find(algorithm).hyperparameters(), new ArrayList<>())
            .read(MAPPER.writeValueAsString(definition.get("definition")), study.name())
            .withName(study.name()),
        algorithm,
        MAPPER.writeValueAsString(definition.get("data_sha256")),
        study.status(),
        StoredTrials.results(store, study));
  }
}

package dev.orrery.cli.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.cli.runs.StoreFile;
import dev.orrery.cli.study.StoredTrials;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.error.CustomerError;
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
                            "There is no tuning job '"
                                + name
                                + "' in the run store; 'orrery runs list' shows what there is",
                            "--warm-start"))));
      }
    }
    return parents;
  }

  /**
   * Refuses a name that another tuning job has. A store that cannot be read knows of none.
   *
   * @param key what the tuning job of the name may be known by
   */
  static void checkName(String name, String key) {
    boolean taken;
    try (RunStore store = StoreFile.open()) {
      taken =
          store.studies().stream()
              .anyMatch(
                  study ->
                      study.kind().equals(KIND)
                          && study.name().equals(name)
                          && !study.key().equals(key));
    } catch (CustomerError e) {
      return; // the job itself warns that it is not recorded
    }
    if (taken) {
      throw new CustomerError(
          "Tuning job names must be unique, and another tuning job is named '"
              + name
              + "' already; give this one another name",
          "--name");
    }
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

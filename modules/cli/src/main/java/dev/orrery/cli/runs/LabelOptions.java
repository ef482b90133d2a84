package dev.orrery.cli.runs;

import dev.orrery.core.error.CustomerError;
import dev.orrery.runstore.RunNames;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a person says of a run when it begins. */
public final class LabelOptions {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "A name for the run that no other in the run store has.")
  private String name;

  @Mixin private ExperimentOptions experiment;

  /**
   * The labels.
   *
   * @throws CustomerError when they cannot be used or the name is taken
   */
  public StoredRun.Labels check() {
    StoredRun.Labels labels = experiment.labels(name);
    if (name != null) {
      holder()
          .ifPresent(
              run -> {
                throw RunNames.taken(name, run);
              });
    }
    return labels;
  }

  /** A store that cannot be used keeps no run from training; its recording will tell why. */
  private Optional<String> holder() {
    if (!Files.exists(StoreFile.path())) {
      return Optional.empty();
    }
    try (RunStore store = StoreFile.open()) {
      return store.holder(name);
    } catch (CustomerError unusable) {
      return Optional.empty();
    }
  }
}

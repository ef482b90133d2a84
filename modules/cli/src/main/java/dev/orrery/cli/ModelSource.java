package dev.orrery.cli;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.Preparation;
import dev.orrery.training.RunFolder;
import dev.orrery.training.TrainingRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The model that an argument names: a run's folder or a model archive. */
final class ModelSource {

  private ModelSource() {}

  /**
   * The archive of a run's folder, or the archive itself.
   *
   * @throws CustomerError when the run has no model
   */
  static Path archive(Path from) {
    if (!Files.isDirectory(from)) {
      return from;
    }
    Path model = RunFolder.open(from).model();
    if (!Files.isRegularFile(model)) {
      throw new CustomerError(
          "The run has no model; it was stopped or failed before one was finished",
          from.toString());
    }
    return model;
  }

  /** What was learnt about reading the training data, where the archive holds it. */
  static Optional<Preparation> preparation(ModelArtifacts model) {
    return Optional.ofNullable(model.extra().get(TrainingRun.PREPARATION_FILE))
        .map(bytes -> Preparation.fromJson(new String(bytes, StandardCharsets.UTF_8)));
  }
}

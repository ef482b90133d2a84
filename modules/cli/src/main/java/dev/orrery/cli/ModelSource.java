package dev.orrery.cli;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.cli.runs.NamedRun;
import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.Preparation;
import dev.orrery.training.RunFolder;
import dev.orrery.training.TrainingRun;
import java.io.IOException;
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
  static Path archive(Path said) throws IOException {
    Path from = NamedRun.folder(said);
    if (!Files.exists(from)) {
      throw new CustomerError("There is no such run folder or model archive", from.toString());
    }
    if (!Files.isDirectory(from)) {
      return from;
    }
    RunFolder folder = RunFolder.open(from);
    Path model = folder.model();
    if (!Files.isRegularFile(model)) {
      throw new CustomerError(
          folder.read().model() == null
              ? "The run has no model; it was stopped or failed before one was finished"
              : "The run's model.tar.gz is gone; 'orrery run' with the same options makes it again",
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

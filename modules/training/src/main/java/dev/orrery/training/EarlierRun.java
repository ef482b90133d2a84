package dev.orrery.training;

import dev.orrery.artifacts.ModelArchive;
import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.Preparation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run whose final state another training begins with: its data is read as that run's was, so that
 * columns, words and classes mean the same.
 *
 * @param record its record
 * @param state the file of its final state
 * @param preparation how its data was read
 */
record EarlierRun(RunRecord record, Path state, Preparation preparation) {

  /**
   * The run that a request names.
   *
   * @throws CustomerError when it is not there, or no longer what it was
   */
  static EarlierRun of(JobRequest request) throws IOException {
    RunFolder folder = RunFolder.open(Path.of(request.fromState().run()));
    RunRecord record = folder.read();
    Path state = folder.state();
    String sha256 = Files.isRegularFile(state) ? DataFile.sha256(state) : "";
    boolean recorded = record.state() != null && record.state().sha256().equals(sha256);
    if (!recorded || !sha256.equals(request.fromState().sha256())) {
      throw new CustomerError(
          "The state is not what that run kept: its file is gone or its SHA-256 differs",
          state.toString());
    }
    byte[] preparation = ModelArchive.read(folder.model()).get(TrainingRun.PREPARATION_FILE);
    if (preparation == null) {
      throw new CustomerError(
          "The run's model does not hold how its data was read", folder.model().toString());
    }
    return new EarlierRun(
        record, state, Preparation.fromJson(new String(preparation, StandardCharsets.UTF_8)));
  }
}

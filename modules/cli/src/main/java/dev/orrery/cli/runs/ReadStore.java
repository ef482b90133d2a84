package dev.orrery.cli.runs;

import dev.orrery.core.error.CustomerError;
import dev.orrery.runstore.Filter;
import dev.orrery.runstore.RunQuery;
import dev.orrery.runstore.RunRecords;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.RunFolder;
import dev.orrery.training.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the store for the commands that look into it. */
final class ReadStore {

  private ReadStore() {}

  /**
   * The store, brought up to date with the folders of runs that it holds to be under way; an empty
   * one where there is none.
   */
  static RunStore open() throws IOException {
    Path file = StoreFile.path();
    if (!Files.exists(file)) {
      return RunStore.inMemory();
    }
    RunStore store = RunStore.open(file);
    try {
      if (Files.isWritable(file)) {
        refresh(store);
      }
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Runs that were killed before they could record their end, or ended, or were gone on with, where
   * this store could not be used.
   */
  private static void refresh(RunStore store) throws IOException {
    RunQuery underWay =
        RunQuery.ALL.where(Filter.parse("status IN (InProgress, Killed) and kind = run"));
    for (StoredRun run : store.find(underWay)) {
      Optional<RunFolder> folder = folder(run);
      boolean busy = folder.isPresent() && folder.get().isBusy();
      if (!busy) {
        store.killed(run.id());
      }
      if (folder.isPresent()) {
        follow(store, run, folder.get(), busy);
      }
    }
  }

  private static void follow(RunStore store, StoredRun run, RunFolder folder, boolean busy)
      throws IOException {
    RunRecord record;
    try {
      record = folder.read();
    } catch (CustomerError damaged) {
      return; // what the store knows of the run is all that is left of it
    }
    if (!record.status().equals(busy ? run.outcome().status() : "InProgress")) {
      store.record(RunRecords.of(folder, record, run.labels(), facts(run)));
    }
  }

  /** What the record in a run's folder does not say, and the store knows. */
  static RunRecords.Facts facts(StoredRun run) {
    return new RunRecords.Facts(
        run.setup().device(), run.setup().revision(), run.outcome().epochs(), java.util.Map.of());
  }

  /** The folder of a run; empty where it is gone. */
  static Optional<RunFolder> folder(StoredRun run) {
    String folder = run.lineage().folder();
    return folder != null && Files.isRegularFile(Path.of(folder, "run.json"))
        ? Optional.of(RunFolder.open(Path.of(folder)))
        : Optional.empty();
  }

  /** The status as people should read it: a run that nobody trains any more was killed. */
  static String status(StoredRun run) throws IOException {
    if (!run.outcome().status().equals("InProgress") || run.kind() != StoredRun.Kind.RUN) {
      return run.outcome().status();
    }
    Optional<RunFolder> folder = folder(run);
    return folder.isPresent() && folder.get().isBusy() ? "InProgress" : "Killed";
  }

  /**
   * The run that a person means; a folder may also be named as it lies below that of the runs.
   *
   * @throws CustomerError when it is none
   */
  static StoredRun get(RunStore store, String reference) {
    if (reference.isBlank()) {
      throw new CustomerError(
          "Expected a run's id, the beginning of one, its name or its folder", "RUN");
    }
    try {
      return store.get(reference);
    } catch (CustomerError e) {
      Path below = RunFolder.runs().resolve(reference);
      if (Files.isDirectory(below)) {
        return store.get(below.toString());
      }
      throw e;
    }
  }
}

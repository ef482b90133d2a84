package dev.orrery.cli.runs;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.error.OrreryException;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Machine;
import dev.orrery.runstore.RunRecords;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.Replay;
import dev.orrery.training.RunFolder;
import dev.orrery.training.TrainingRun;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Records a replay in the run store, beside the run that it makes again. It has no folder that
 * would tell what became of it if it were killed, so that it is recorded once it has ended.
 */
public final class ReplayRecording implements AutoCloseable {

  private static final int ID_DIGITS = 12;

  private final RunStore store;
  private final StoredRun begun;
  private String warning;

  private ReplayRecording(RunStore store, StoredRun begun, String warning) {
    this.store = store;
    this.begun = begun;
    this.warning = warning;
  }

  /** A replay that begins; records the run itself, where the store does not know it. */
  public static ReplayRecording begin(
      RunFolder folder, StoredRun.Labels labels, Backend backend, int threads) throws IOException {
    RunStore store = null;
    try {
      store = StoreFile.open();
      StoredRun run = RunRecords.of(folder, StoredRun.Labels.NONE, RunRecords.Facts.NONE);
      String id = store.find(run).orElse(null);
      if (id == null) {
        id = store.record(run);
      }
      StoredRun begun =
          of(
              run,
              id,
              labels,
              backend,
              threads,
              new StoredRun.Outcome("InProgress", null, null, null));
      return new ReplayRecording(store, begun, null);
    } catch (CustomerError e) {
      if (store != null) {
        store.close();
      }
      return new ReplayRecording(null, null, told(e));
    }
  }

  private static StoredRun of(
      StoredRun run,
      String id,
      StoredRun.Labels labels,
      Backend backend,
      int threads,
      StoredRun.Outcome outcome) {
    return new StoredRun(
        UUID.randomUUID().toString().replace("-", "").substring(0, ID_DIGITS),
        StoredRun.Kind.REPLAY,
        labels,
        run.algorithm(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        outcome,
        new StoredRun.Setup(
            run.setup().seed(),
            run.setup().hosts(),
            backend.name(),
            backend.device(),
            threads,
            TrainingRun.VERSION,
            StoreFile.revision(),
            Machine.current()),
        run.hyperparameters(),
        List.of(),
        List.of(),
        run.channels(),
        new StoredRun.Lineage(
            null, null, null, run.lineage().fromFolder(), run.lineage().fromState(), id),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** A replay. */
  @FunctionalInterface
  public interface Work {
    /** Trains again. */
    Replay.Outcome run() throws IOException;
  }

  /** Trains again and records what it came to. */
  public Replay.Outcome of(Work replay) throws IOException {
    try {
      Replay.Outcome outcome = replay.run();
      end(
          "Completed",
          outcome.same() ? "the model is the same to the bit" : "the model differs",
          outcome);
      return outcome;
    } catch (OrreryException | IOException e) {
      end("Failed", e.getMessage(), null);
      throw e;
    }
  }

  private void end(String status, String reason, Replay.Outcome outcome) {
    if (store == null) {
      return;
    }
    try {
      store.add(
          List.of(
              begun.ended(
                  new StoredRun.Outcome(
                      status, reason, outcome == null ? null : outcome.seconds(), null),
                  outcome == null ? Map.of() : outcome.metrics(),
                  outcome == null ? null : outcome.sha256())));
    } catch (CustomerError e) {
      warning = told(e);
    }
  }

  private static String told(CustomerError error) {
    return "The replay is not recorded: "
        + error.where().map(where -> where + ": ").orElse("")
        + error.getMessage();
  }

  /** Why it is not in the store. */
  public Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}

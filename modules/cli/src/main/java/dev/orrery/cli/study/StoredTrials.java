package dev.orrery.cli.study;

import dev.orrery.cli.runs.StoreFile;
import dev.orrery.core.error.CustomerError;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Machine;
import dev.orrery.runstore.RunRecords;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.runstore.Study;
import dev.orrery.runstore.StudyLog;
import dev.orrery.runstore.TrialOutcome;
import dev.orrery.training.Job;
import dev.orrery.training.Provenance;
import dev.orrery.training.TrainingRun;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialLog;
import dev.orrery.tuning.TrialResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The log of a study in the run store: what was added is there when the same study is opened again,
 * in this process or a later one, however this one ended. Where the store cannot be used the trials
 * are kept in memory alone, and {@link #warning} says so. Safe to use from several threads.
 */
public final class StoredTrials implements TrialLog, AutoCloseable {

  private final Map<String, TrialResult> known = new ConcurrentHashMap<>();
  private final RunStore store;
  private StudyLog log;
  private String warning;

  private StoredTrials(RunStore store, StudyLog log, String warning) {
    this.store = store;
    this.log = log;
    this.warning = warning;
    if (log != null) {
      log.outcomes().forEach(outcome -> keep(result(outcome)));
    }
  }

  /**
   * Opens a study in the run store of the working directory; one of this key goes on.
   *
   * @param studyKey SHA-256 of all that the results depend on
   * @param kind {@code compare} or {@code tune}
   * @param name what to call it, such as {@code compare kmeans: k, init_method}
   * @param definition what was asked for, as JSON
   * @param folder where its page lies, or null
   * @param job what all trials have in common
   * @param backend what computes
   * @param labels what people say of it; a name replaces {@code name}
   */
  public static StoredTrials open(
      String studyKey,
      String kind,
      String name,
      String definition,
      Path folder,
      Job job,
      Backend backend,
      StoredRun.Labels labels)
      throws IOException {
    Study study =
        Study.begun(
            studyKey,
            kind,
            labels.name() == null ? name : labels.name(),
            definition,
            folder == null ? null : folder.toAbsolutePath().normalize().toString());
    StudyLog.Common common =
        new StudyLog.Common(
            job.request().algorithm(),
            job.request().hyperparameters(),
            new StoredRun.Setup(
                job.request().seed(),
                job.request().hosts(),
                backend.name(),
                backend.device(),
                1,
                TrainingRun.VERSION,
                StoreFile.revision(),
                Machine.current()),
            RunRecords.channels(job.request(), Provenance.describe(job.channels())),
            labels);
    RunStore store = null;
    try {
      store = StoreFile.open();
      StudyLog log = StudyLog.open(store, study, common);
      log.setStatus("InProgress");
      return new StoredTrials(store, log, null);
    } catch (CustomerError e) {
      if (store != null) {
        store.close();
      }
      return new StoredTrials(null, null, told(e));
    }
  }

  /** What the trials of a study that is not gone on with came to, in the order of their ends. */
  public static List<TrialResult> results(RunStore store, Study study) {
    return StudyLog.outcomes(store, study.key()).stream().map(StoredTrials::result).toList();
  }

  private static String told(CustomerError error) {
    return "The trials are not recorded: "
        + error.where().map(where -> where + ": ").orElse("")
        + error.getMessage();
  }

  /** Why trials are kept in memory alone; empty when they are in the store. */
  public synchronized Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  /** The study as it was when it was opened; empty where the store cannot be used. */
  public synchronized Optional<Study> study() {
    return Optional.ofNullable(log).map(StudyLog::study);
  }

  /** All that is known, in no order. */
  public Collection<TrialResult> results() {
    return List.copyOf(known.values());
  }

  @Override
  public Optional<TrialResult> find(Trial trial) {
    return Optional.ofNullable(known.get(trial.key()));
  }

  @Override
  public void add(List<TrialResult> results) {
    results.forEach(this::keep);
    record(log -> log.add(results.stream().map(StoredTrials::outcome).toList()));
  }

  /** Says how the study ended: {@code Completed}, {@code Stopped} or {@code Failed}. */
  public void end(String status) {
    record(log -> log.setStatus(status));
  }

  /** A store that fails in the middle, such as on a full disk, costs the record, not the study. */
  private synchronized void record(java.util.function.Consumer<StudyLog> work) {
    if (log == null) {
      return;
    }
    try {
      work.accept(log);
    } catch (CustomerError e) {
      warning = told(e);
      log = null;
    }
  }

  private void keep(TrialResult result) {
    known.put(result.trial().key(), result);
  }

  private static TrialOutcome outcome(TrialResult result) {
    Trial trial = result.trial();
    return new TrialOutcome(
        trial.key(),
        trial.varied(),
        trial.repetition(),
        trial.fold(),
        result.status(),
        result.reason(),
        result.hyperparameters(),
        result.metrics(),
        result.directions(),
        result.curve().stream()
            .map(point -> new TrialOutcome.Point(point.epoch(), point.metric(), point.value()))
            .toList(),
        result.epochs(),
        result.seconds());
  }

  private static TrialResult result(TrialOutcome outcome) {
    return new TrialResult(
        new Trial(outcome.varied(), outcome.repetition(), outcome.fold()),
        outcome.status(),
        outcome.reason(),
        outcome.hyperparameters(),
        outcome.metrics(),
        outcome.directions(),
        outcome.curve().stream()
            .map(point -> new TrialResult.Point(point.epoch(), point.metric(), point.value()))
            .toList(),
        outcome.epochs(),
        outcome.seconds());
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}

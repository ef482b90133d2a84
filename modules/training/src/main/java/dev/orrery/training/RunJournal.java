package dev.orrery.training;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.formats.DataFile;
import dev.orrery.kernels.KernelAccount;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Machine;
import dev.orrery.training.rule.DebugRecord;
import dev.orrery.training.rule.DebugRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps what a run has to tell of itself, and writes it to {@code run.json} of its folder. */
final class RunJournal implements EventListener {

  private final Job job;
  private final RunFolder folder;
  private final String backend;
  private final int threads;
  private final long began = System.nanoTime();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  private double earlierSeconds;
  private Map<String, RunRecord.Channel> channels = Map.of();
  private Kernels kernels;
  private DebugRules rules;

  RunJournal(Job job, RunFolder folder, String backend, int threads) {
    this.job = job;
    this.folder = folder;
    this.backend = backend;
    this.threads = threads;
  }

  /** Takes over what a run that goes on has told already. */
  void goOnFrom(RunRecord record) {
    created = record.created();
    earlierSeconds = record.seconds();
    notes.addAll(record.notes());
    warnings.addAll(record.warnings());
  }

  /**
   * Notes which data this is.
   *
   * @param earlier the record of the run that goes on
   * @throws dev.orrery.core.error.CustomerError when its data has changed
   */
  void describeChannels(Optional<RunRecord> earlier) throws IOException {
    channels = Provenance.describe(job.channels());
    earlier.ifPresent(record -> Provenance.checkSameData(record, channels));
  }

  /** From here on the findings of these rules belong to the record. */
  void watchedBy(DebugRules rules) {
    this.rules = rules;
  }

  /** From here on the account of these kernels belongs to the record. */
  void computedBy(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Note note -> notes.add(note.message());
      case Event.Warning warning -> warnings.add(warning.message());
      case Event.Measured measured -> {
        boolean ofRun = measured.epoch().isEmpty() && measured.batch().isEmpty();
        if (ofRun && measured.model().isEmpty()) {
          metrics.put(measured.metric().key(), measured.metric().value());
        }
      }
      default -> {}
    }
  }

  /**
   * Writes the record as it stands. The model is named only by a run that is complete or failed
   * after it was made.
   *
   * @param reason why it was stopped or failed, or null
   */
  RunRecord write(String status, String reason, Hyperparameters hyperparameters)
      throws IOException {
    boolean over = status.equals("Completed") || status.equals("Failed");
    RunRecord.ModelFile model = over ? recorded(folder.model()) : null;
    RunRecord record =
        new RunRecord(
            RunRecord.FORMAT,
            TrainingRun.VERSION,
            status,
            reason,
            created,
            earlierSeconds + (System.nanoTime() - began) / 1e9,
            job.request(),
            backend,
            kernels == null ? null : kernels.account().map(KernelAccount::summary).orElse(null),
            threads,
            hyperparameters.asMap(),
            channels,
            Machine.current(),
            metrics,
            List.copyOf(notes),
            List.copyOf(warnings),
            model,
            model == null ? null : recorded(folder.state()),
            DebugRecord.of(rules, status));
    folder.write(record);
    return record;
  }

  /** A file of the folder; null when it is not there. */
  private static RunRecord.ModelFile recorded(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? new RunRecord.ModelFile(file.getFileName().toString(), DataFile.sha256(file))
        : null;
  }
}

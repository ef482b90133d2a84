package dev.orrery.training;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.AlgorithmError;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.error.OrreryException;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.formats.OpenedData;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Kernels;
import dev.orrery.training.rule.DebugRequest;
import dev.orrery.training.rule.DebugRules;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One training with its folder: what it was asked, what it did, what came out. */
public final class TrainingRun {

  /** Version of this Orrery, as recorded with every run. */
  public static final String VERSION = "0.1.0";

  /** The name in a model archive of what was done to the data before training. */
  public static final String PREPARATION_FILE = "orrery-preparation.json";

  /**
   * How a run ended.
   *
   * @param record what lies in its folder
   * @param model the model; empty when it was stopped
   * @param metrics what was measured of the whole run
   */
  public record Result(RunRecord record, Optional<Model> model, List<Metric> metrics) {}

  private final Job job;
  private final RunFolder folder;
  private final Backend backend;
  private final int threads;
  private final EventListener audience;
  private final Consumer<String> logAudience;
  private final Cancellation cancellation;
  private final DebugRequest debug;
  private DebugRules rules;
  private final long began = System.nanoTime();
  private final Timings timings = new Timings();
  private final RunJournal journal;
  private Kernels kernels;

  /**
   * A run that has not begun.
   *
   * @param audience who hears of its events beside the files of the folder
   * @param logAudience who gets the lines of SageMaker's log beside its file
   */
  public TrainingRun(
      Job job,
      RunFolder folder,
      Backend backend,
      int threads,
      EventListener audience,
      Consumer<String> logAudience,
      Cancellation cancellation) {
    this(job, folder, backend, threads, audience, logAudience, cancellation, DebugRequest.none());
  }

  /**
   * A run that has not begun, watched by rules.
   *
   * @param debug the rules, which must have been {@linkplain DebugRequest#check checked}
   */
  public TrainingRun(
      Job job,
      RunFolder folder,
      Backend backend,
      int threads,
      EventListener audience,
      Consumer<String> logAudience,
      Cancellation cancellation,
      DebugRequest debug) {
    this.job = job;
    this.folder = folder;
    this.backend = backend;
    this.threads = threads;
    this.audience = audience;
    this.logAudience = logAudience;
    this.cancellation = cancellation;
    this.debug = debug;
    this.journal = new RunJournal(job, folder, backend.name(), threads);
  }

  /** Trains from the start. */
  public Result start() throws IOException {
    return run(Optional.empty());
  }

  /**
   * Goes on with a run that was stopped or killed, from its last checkpoint or, when there is none,
   * from the start.
   *
   * @param record the record in the run's folder
   * @throws CustomerError when the run is complete or its data has changed
   */
  public Result resume(RunRecord record) throws IOException {
    journal.goOnFrom(record);
    return run(Optional.of(record));
  }

  private Result run(Optional<RunRecord> earlier) throws IOException {
    journal.describeChannels(earlier);
    try (FileChannel _ = folder.lock();
        DebugRules watching = rules(earlier)) {
      rules = watching;
      journal.watchedBy(watching);
      return runAlone(earlier.isPresent());
    }
  }

  /** The rules that were asked for; those of a run that goes on go on with it. */
  private DebugRules rules(Optional<RunRecord> earlier) {
    return earlier
        .map(RunRecord::debug)
        .map(before -> new DebugRules(before.request(), folder.path(), before.evaluations()))
        .orElseGet(() -> new DebugRules(debug, folder.path()));
  }

  private Result runAlone(boolean again) throws IOException {
    if (again) {
      AtomicFiles.removeLeftovers(folder.path());
      MetricsFile.trim(
          folder.metrics(), Checkpoint.position(folder.checkpoint()), job.shards().size());
    }
    try (BufferedWriter log = append(folder.log(), again);
        BufferedWriter metricLines = append(folder.metrics(), again);
        Parallel parallel = new Parallel(threads);
        Kernels used = backend.kernels(threads)) {
      kernels = used;
      journal.computedBy(used);
      journal.write("InProgress", null, job.hyperparameters());
      SageMakerLog sageMakerLog =
          new SageMakerLog(
              job.algorithm().description(),
              timings,
              text -> {
                LogLines.write(log, text);
                logAudience.accept(text);
              });
      EventListener listener =
          EventListener.all(
              List.of(journal, sageMakerLog, new MetricsFile(metricLines), rules, audience));
      rules.begin(listener, cancellation, again);
      RunContext context =
          new RunContext(
              kernels, new RandomStreams(job.request().seed()), parallel, listener, cancellation);
      try {
        return run(job.algorithm(), context, sageMakerLog);
      } finally {
        rules.flush(); // the mini-batch that made training fail, while the log is still open
      }
    } catch (OrreryException | OutOfMemoryError | IOException e) {
      fail(e);
      throw e;
    } catch (UncheckedIOException e) {
      fail(e.getCause());
      throw e.getCause();
    } catch (RuntimeException e) {
      AlgorithmError error = new AlgorithmError("Training failed: " + e, e);
      fail(error);
      throw error;
    }
  }

  private <S extends State, M extends Model> Result run(
      Algorithm<S, M> algorithm, RunContext context, SageMakerLog log) throws IOException {
    double setup = (System.nanoTime() - began) / 1e6;
    Optional<Checkpoint<S>> checkpoint = checkpoint(algorithm);
    new LogHead(job, checkpoint.isPresent()).write(log);
    job.notes().forEach(context::note);
    context
        .listener()
        .on(
            new Event.Started(
                algorithm.description().name(),
                job.hyperparameters().asMap(),
                algorithm.passes(job.hyperparameters()),
                job.channels().get("train").source().rows()));
    Trainer<S, M> trainer =
        new Trainer<>(
            algorithm,
            job.hyperparameters(),
            job.defaultBatchSize(),
            job.shards(),
            job.channel("validation").map(OpenedData::source),
            job.channel("validation").or(() -> job.channel("train")).map(OpenedData::source),
            context,
            reached -> checkpointed(algorithm, reached),
            timings);
    Optional<S> learnt =
        checkpoint.isPresent()
            ? Optional.empty()
            : job.fromState().map(file -> Checkpoint.readState(algorithm, file));
    Trainer.Outcome<S, M> outcome = trainer.train(checkpoint, learnt);
    if (outcome.model().isEmpty()) {
      return stopped(outcome.hyperparameters(), context);
    }
    M model = outcome.model().get();
    log.phaseEnded();
    List<Metric> measured = new ArrayList<>();
    tell(
        context,
        algorithm.trainingMetrics(outcome.hyperparameters(), outcome.state(), model),
        measured);
    long saving = System.nanoTime();
    ModelArtifacts.write(
        algorithm.description().name(),
        model,
        Map.of(
            PREPARATION_FILE,
            job.channels().get("train").preparation().toJson().getBytes(StandardCharsets.UTF_8)),
        folder.model());
    if (job.request().keepState()) {
      trainer.checkpoint().write(algorithm, folder.state());
    }
    timings.addSince(algorithm.description().wording().serializeTime(), saving);
    log.metrics();
    try {
      score(algorithm, outcome.hyperparameters(), model, context, log, measured);
    } catch (Cancellation.Cancelled e) {
      trainer.save();
      return stopped(outcome.hyperparameters(), context);
    }
    if (job.channel("test").isEmpty()) {
      context.log("Test data is not provided.");
    }
    timings.add("setuptime", setup);
    timings.addSince("totaltime", began);
    log.metrics();
    release(context);
    RunRecord record = journal.write("Completed", null, outcome.hyperparameters());
    Files.deleteIfExists(folder.checkpoint());
    tellFinished(context, record, measured);
    return new Result(record, Optional.of(model), measured);
  }

  /** The record goes with the checkpoint, so that a run that is killed keeps its time and notes. */
  private <S extends State> void checkpointed(Algorithm<S, ?> algorithm, Checkpoint<S> reached)
      throws IOException {
    reached.write(algorithm, folder.checkpoint());
    journal.write("InProgress", null, job.hyperparameters());
  }

  private Result stopped(Hyperparameters hyperparameters, RunContext context) throws IOException {
    release(context);
    RunRecord record = journal.write("Stopped", cancellation.reason(), hyperparameters);
    tellFinished(context, record, List.of());
    return new Result(record, Optional.empty(), List.of());
  }

  /** Lets go of a device: when that fails, the run has its result all the same. */
  private void release(RunContext context) {
    try {
      kernels.close();
    } catch (RuntimeException e) {
      context.warn(e.getMessage());
    }
  }

  /** In Pipe mode this is one more reading, as SageMaker opens the pipe anew for every pass. */
  private <S extends State, M extends Model> void score(
      Algorithm<S, M> algorithm,
      Hyperparameters hyperparameters,
      M model,
      RunContext context,
      SageMakerLog log,
      List<Metric> measured)
      throws IOException {
    for (Map.Entry<String, OpenedData> channel : job.channels().entrySet()) {
      String name = channel.getKey();
      IteratorCounts counts = new IteratorCounts();
      DataSource data = new CountedSource(channel.getValue().source(), counts);
      tell(context, algorithm.evaluate(hyperparameters, model, name, data, context), measured);
      if (name.equals("test")) {
        log.iterator("test_data_iter", counts);
      }
    }
    warnOfNoValue(context, measured);
  }

  private static void warnOfNoValue(RunContext context, List<Metric> measured) {
    List<String> without =
        measured.stream()
            .filter(metric -> !Double.isFinite(metric.value()))
            .map(Metric::key)
            .toList();
    if (!without.isEmpty()) {
      context.warn(
          String.join(", ", without)
              + (without.size() == 1 ? " has" : " have")
              + " no finite value, as when all rows of a channel have one label, or values are too"
              + " large for float32");
    }
  }

  private void tell(RunContext context, List<Metric> found, List<Metric> all) {
    for (Metric metric : found) {
      context.listener().on(Event.Measured.ofRun(metric));
      all.add(metric);
    }
  }

  private void tellFinished(RunContext context, RunRecord record, List<Metric> measured) {
    context.listener().on(new Event.Finished(record.status(), measured, record.seconds()));
  }

  private <S extends State> Optional<Checkpoint<S>> checkpoint(Algorithm<S, ?> algorithm) {
    return Files.isRegularFile(folder.checkpoint())
        ? Optional.of(Checkpoint.read(algorithm, folder.checkpoint()))
        : Optional.empty();
  }

  /** Records a failure, which is told even where it cannot be recorded. */
  private void fail(Throwable failure) {
    try {
      journal.write("Failed", failure.getMessage(), job.hyperparameters());
    } catch (IOException unwritten) {
      failure.addSuppressed(unwritten);
    }
  }

  private static BufferedWriter append(Path file, boolean again) throws IOException {
    return again
        ? Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
        : Files.newBufferedWriter(file);
  }
}

package dev.orrery.cli;

import dev.orrery.cli.runs.Recording;
import dev.orrery.core.error.OrreryException;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Kernels;
import dev.orrery.report.RunReport;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.Job;
import dev.orrery.training.RunFolder;
import dev.orrery.training.RunRecord;
import dev.orrery.training.TrainingRun;
import dev.orrery.training.rule.DebugRecord;
import dev.orrery.training.rule.DebugRequest;
import dev.orrery.training.rule.RuleEvaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** One training as a person or a script at the command line sees it. */
final class Session {

  private final Job job;
  private final RunFolder folder;
  private final Backend backend;
  private final int threads;
  private final LimitOptions limits;
  private final OutputOptions output;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Recorder recorder = new Recorder();
  private final Recording recording;
  private final Cancellation cancellation = new Cancellation();
  private DebugRequest debug = DebugRequest.none();

  Session(
      Job job,
      RunFolder folder,
      Backend backend,
      int threads,
      LimitOptions limits,
      OutputOptions output,
      StoredRun.Labels labels,
      CommandSpec spec) {
    this.job = job;
    this.folder = folder;
    this.backend = backend;
    this.threads = threads;
    this.limits = limits;
    this.output = output;
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
    this.recording = new Recording(folder, labels, backend.device());
  }

  /** The same, watched by rules. */
  Session watched(DebugRequest by) {
    debug = by;
    return this;
  }

  int start() throws IOException {
    return run(Optional.empty());
  }

  int resume(RunRecord record) throws IOException {
    return run(Optional.of(record));
  }

  private int run(Optional<RunRecord> earlier) throws IOException {
    try (Interruption _ = new Interruption(cancellation);
        recording) {
      return trainAndTell(earlier);
    }
  }

  private int trainAndTell(Optional<RunRecord> earlier) throws IOException {
    TrainingRun.Result result;
    Optional<ProgressBar> bar =
        Terminal.ofErrors() ? Optional.of(new ProgressBar(err)) : Optional.empty();
    try (TimeLimit.Running _ = limits.time.start(cancellation)) {
      TrainingRun training =
          new TrainingRun(
              job, folder, backend, threads, audience(bar), logAudience(), cancellation, debug);
      result = earlier.isPresent() ? training.resume(earlier.get()) : training.start();
    } catch (OrreryException | IOException | OutOfMemoryError e) {
      bar.ifPresent(ProgressBar::clear);
      tellOfFailure();
      throw e;
    } finally {
      bar.ifPresent(ProgressBar::clear);
      recording.end();
    }
    Optional<Path> report = Optional.empty();
    if (result.model().isPresent() && !limits.noReport) {
      report = Optional.of(report(result));
    }
    if (output.json) {
      out.println(Json.line(json(result.record(), report)));
    } else {
      print(result.record(), report);
    }
    return 0;
  }

  /** The failure itself is told where all failures are; here, what the rules had found by then. */
  private void tellOfFailure() {
    Optional<DebugRecord> watched = recording.last().map(RunRecord::debug);
    if (watched.isEmpty() || output.json) {
      return;
    }
    for (RuleEvaluation rule : watched.get().evaluations()) {
      if (rule.details() != null) {
        out.println("Warning: " + rule.details());
      }
    }
    print(watched.get());
    out.println("  run     " + folder.path());
    out.flush();
  }

  private void print(DebugRecord rules) {
    rules
        .evaluations()
        .forEach(rule -> out.println("  rule    " + rule.name() + ": " + rule.status()));
  }

  private EventListener audience(Optional<ProgressBar> bar) {
    List<EventListener> listeners = new ArrayList<>(List.of(recording));
    if (!limits.noReport) {
      listeners.add(recorder);
    }
    bar.ifPresent(listeners::add);
    return EventListener.all(listeners);
  }

  /** A person sees the bar; a file or a program gets SageMaker's log. */
  private Consumer<String> logAudience() {
    boolean watched = Terminal.ofErrors() && Terminal.ofOutput();
    return watched || output.json ? line -> {} : out::println;
  }

  private Path report(TrainingRun.Result result) throws IOException {
    try (Parallel parallel = new Parallel(threads);
        Kernels kernels = backend.kernels(threads)) {
      RunContext context =
          new RunContext(
              kernels,
              new RandomStreams(job.request().seed()),
              parallel,
              EventListener.none(),
              cancellation);
      RunReport.Input input = ReportInput.of(job, result, recorder, backend, context, limits.axes);
      return RunReport.write(input, folder.path()).page();
    }
  }

  private Map<String, Object> json(RunRecord record, Optional<Path> report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("algorithm", record.request().algorithm());
    json.put("run", folder.path().toString());
    json.put("id", recording.id().orElse(null));
    json.put("status", record.status());
    if (record.reason() != null) {
      json.put("reason", record.reason());
    }
    json.put("seed", record.request().seed());
    json.put("backend", record.backend());
    json.put("backend_account", record.account());
    json.put("threads", record.threads());
    json.put("hyperparameters", record.hyperparameters());
    json.put("metrics", record.metrics());
    json.put("seconds", record.seconds());
    json.put("model", record.model() == null ? null : folder.model().toString());
    json.put("state", record.state() == null ? null : folder.state().toString());
    json.put("report", report.map(Path::toString).orElse(null));
    json.put("notes", record.notes());
    json.put("warnings", warnings(record));
    if (record.debug() != null) {
      json.put("DebugRuleEvaluationStatuses", record.debug().evaluations());
    }
    return json;
  }

  private List<String> warnings(RunRecord record) {
    List<String> warnings = new ArrayList<>(record.warnings());
    recording.warning().ifPresent(warnings::add);
    return warnings;
  }

  private void print(RunRecord record, Optional<Path> report) {
    if (Terminal.ofErrors() && Terminal.ofOutput()) {
      record.notes().forEach(note -> out.println("  " + note));
    }
    warnings(record).forEach(warning -> out.println("Warning: " + warning));
    out.println();
    out.println(
        ReportInput.title(job)
            + ": "
            + record.status()
            + (record.reason() == null ? "" : " (" + record.reason() + ")")
            + Text.format(" in %.2f s", record.seconds()));
    out.println(
        "  backend " + backend.name() + " (" + backend.device() + "), " + threads + " thread(s)");
    if (record.account() != null) {
      AccountText.lines(record.account(), job.algorithm().description())
          .forEach(line -> out.println("          " + line));
    }
    record
        .metrics()
        .forEach((key, value) -> out.println("  " + key + " = " + (value == null ? "NaN" : value)));
    if (record.debug() != null) {
      print(record.debug());
    }
    out.println(
        "  run     " + folder.path() + recording.id().map(id -> " (" + id + ")").orElse(""));
    if (record.state() != null) {
      out.println("  state   " + folder.state());
    }
    report.ifPresent(path -> out.println("  report  " + path));
    if (record.status().equals("Stopped")) {
      out.println("  go on with: orrery resume " + folder.path());
    }
  }
}

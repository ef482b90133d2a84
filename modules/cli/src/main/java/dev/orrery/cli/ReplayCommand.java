package dev.orrery.cli;

import dev.orrery.cli.runs.LabelOptions;
import dev.orrery.cli.runs.NamedRun;
import dev.orrery.cli.runs.ReplayRecording;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.kernels.Backend;
import dev.orrery.training.Job;
import dev.orrery.training.Replay;
import dev.orrery.training.RunFolder;
import dev.orrery.training.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery replay}: trains again and compares. */
@Command(
    name = "replay",
    description =
        "Train again from a run's record, and say whether the model is the same to the bit.",
    footer = {"", "Example:", "  orrery replay runs/kmeans-20261121-101500"})
final class ReplayCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run;

  @Mixin private ThreadOptions threads;

  @Mixin private LabelOptions labels;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(NamedRun.folder(run));
    RunRecord record = folder.read();
    if (record.model() == null) {
      throw new CustomerError(
          "The run has no model to compare with; its status is "
              + record.status()
              + (record.status().equals("Completed") ? "" : " ('orrery resume' goes on with it)"),
          run.toString());
    }
    Backend backend = BackendChoice.of(record.backend());
    Job job = Job.open(record.request().withBackend(record.backend()), Home.datasets());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<ProgressBar> bar =
        Terminal.ofErrors() ? Optional.of(new ProgressBar(err)) : Optional.empty();
    Cancellation cancellation = new Cancellation();
    int workers = threads.count();
    Replay.Outcome outcome;
    Optional<String> warning;
    try (Interruption _ = new Interruption(cancellation);
        ReplayRecording recording =
            ReplayRecording.begin(folder, labels.check(), backend, workers)) {
      outcome =
          recording.of(
              () ->
                  Replay.of(
                      folder,
                      record,
                      job,
                      backend,
                      workers,
                      bar.<EventListener>map(b -> b).orElse(EventListener.none()),
                      cancellation));
      warning = recording.warning();
    } finally {
      bar.ifPresent(ProgressBar::clear);
    }
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("algorithm", record.request().algorithm());
      json.put("run", run.toString());
      json.put("same", outcome.same());
      json.put("recorded_sha256", record.model().sha256());
      json.put("replayed_sha256", outcome.sha256());
      json.put("backend", record.backend());
      json.put("differences", outcome.differences());
      json.put("metrics", outcome.metrics());
      json.put("seconds", outcome.seconds());
      json.put("warnings", warning.stream().toList());
      out.println(Json.line(json));
    } else {
      out.println(
          outcome.same()
              ? "The model is the same to the bit (SHA-256 " + outcome.sha256() + ")."
              : "The model differs: SHA-256 "
                  + outcome.sha256()
                  + " now, "
                  + record.model().sha256()
                  + " recorded.");
      outcome.differences().forEach(difference -> out.println("  " + difference));
      warning.ifPresent(text -> out.println("Warning: " + text));
    }
    return outcome.same() ? 0 : 1;
  }
}

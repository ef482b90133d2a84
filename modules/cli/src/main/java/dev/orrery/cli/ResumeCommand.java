package dev.orrery.cli;

import dev.orrery.cli.runs.NamedRun;
import dev.orrery.core.error.CustomerError;
import dev.orrery.kernels.Backend;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.Job;
import dev.orrery.training.RunFolder;
import dev.orrery.training.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery resume}: goes on with a run that was stopped or killed. */
@Command(
    name = "resume",
    description = "Go on with a run that was stopped or killed, from its last checkpoint.",
    footer = {"", "Example:", "  orrery resume runs/kmeans-20261121-101500"})
final class ResumeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "The run's folder, name or id.")
  private Path run;

  @Mixin private ThreadOptions threads;

  @Mixin private LimitOptions limits;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(NamedRun.folder(run));
    RunRecord record = folder.read();
    if (record.status().equals("Completed")) {
      throw new CustomerError(
          "The run is complete; there is nothing to go on with", run.toString());
    }
    Backend backend = BackendChoice.of(record.backend());
    Job job = Job.open(record.request().withBackend(record.backend()), Home.datasets());
    limits.drawOn(record.request().axes());
    limits.check(job);
    limits.noReport |= record.request().noReport();
    return new Session(
            job, folder, backend, threads.count(), limits, output, StoredRun.Labels.NONE, spec)
        .resume(record);
  }
}

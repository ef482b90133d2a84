package dev.orrery.cli;

import dev.orrery.cli.runs.LabelOptions;
import dev.orrery.cli.runs.NamedRun;
import dev.orrery.kernels.Backend;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.training.RunFolder;
import dev.orrery.training.rule.DebugRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery run}: trains an algorithm and shows what came out. */
@Command(
    name = "run",
    description = "Train an algorithm on data; write a run folder with model, metrics and report.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  orrery run kmeans --train digits --hp k=10",
      "  orrery run kmeans --train digits --test digits --hp k=10 --json",
      "  orrery run kmeans --train my.csv --drop id --standardize --split 0.25 --hp k=3",
      "  orrery run kmeans --train parts/ --hosts 4 --hp k=8",
      "  orrery run linear-learner --train breast-cancer --split fixed --standardize"
          + " --hp predictor_type=binary_classifier",
      "  orrery run knn --train iris --split fixed --hp predictor_type=classifier --hp k=5"
          + " --hp sample_size=150",
      "  orrery run pca --train digits --hp num_components=10",
      "  orrery run randomcutforest --train sensor-single-hop --test sensor-single-hop",
      "  orrery run factorization-machines --train breast-cancer --split fixed --standardize"
          + " --hp predictor_type=binary_classifier --hp num_factors=4 --hp epochs=30"
          + " --hp mini_batch_size=50",
      "  orrery run kmeans --train digits --hp k=10 --hp orrery_algorithm=hamerly",
      "  orrery run kmeans --train monday.csv --hp k=8 --keep-state --out runs/monday",
      "  orrery run kmeans --train tuesday.csv --from-state runs/monday"
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private JobOptions options;

  @Mixin private ThreadOptions threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder, new or empty (default: a new one below runs/).")
  private Path out;

  @Option(
      names = "--keep-state",
      description = "Keep the final state in the run's folder, for --from-state of later runs.")
  private boolean keepState;

  @Option(
      names = "--from-state",
      paramLabel = "RUN",
      description =
          "Go on learning from the state that this run kept, with its hyperparameters; --hp wins"
              + " over them.")
  private Path fromState;

  @Mixin private LabelOptions labels;

  @Option(
      names = "--dry-run",
      description = "Say what would be read, the memory and about how long; do nothing.")
  private boolean dryRun;

  @Mixin private RuleOptions rules;

  @Mixin private LimitOptions limits;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFolder earlier = fromState == null ? null : RunFolder.open(NamedRun.folder(fromState));
    JobRequest.FromState state =
        earlier == null ? null : JobRequest.FromState.of(earlier, options.name());
    Map<String, String> beginning =
        earlier == null ? Map.of() : earlier.read().request().hyperparameters();
    JobRequest request =
        options.request(options.hyperparameters(beginning), keepState, state, limits.noReport);
    DebugRequest debug = rules.request();
    Backend chosen = options.backend();
    int workers = threads.count();
    Job job =
        Job.open(request.withBackend(chosen.name()).withAxes(limits.axisNames()), Home.datasets());
    debug.check(
        options.name(), job.hyperparameters().asMap(), job.channels().containsKey("validation"));
    if (dryRun) {
      return new DryRun(job, chosen, workers).print(spec.commandLine().getOut(), output);
    }
    limits.check(job);
    StoredRun.Labels said = labels.check();
    RunFolder folder = RunFolder.create(out, job.request().algorithm());
    return new Session(job, folder, chosen, workers, limits, output, said, spec)
        .watched(debug)
        .start();
  }
}

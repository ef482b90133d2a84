package dev.orrery.cli;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.error.CustomerError;
import dev.orrery.kernels.Backend;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.training.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

  @Parameters(paramLabel = "ALGORITHM", description = "One of those that 'orrery describe' lists.")
  private String algorithm;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "DATA",
      description = "Training data: a sample's name, a file, a folder or a glob.")
  private String train;

  @Option(names = "--test", paramLabel = "DATA", description = "Data to score the model on.")
  private String test;

  @Option(
      names = "--validation",
      paramLabel = "DATA",
      description = "Data to choose by, for algorithms that do.")
  private String validation;

  @Option(
      names = "--split",
      paramLabel = "SHARE|fixed",
      description = "Make a test channel of this share of the training data.")
  private String split;

  @Mixin private DataOptions data;

  @Option(
      names = "--hp",
      paramLabel = "NAME=VALUE",
      description = "A hyperparameter; may be repeated.")
  private List<String> pairs = new ArrayList<>();

  @Option(
      names = "--hyperparameters",
      paramLabel = "FILE.json",
      description = "Hyperparameters as SageMaker's string map; --hp wins over it.")
  private Path hyperparametersFile;

  @Option(
      names = "--preset",
      paramLabel = "sample",
      description = "Begin with the hyperparameters that the catalog suggests for the sample.")
  private String preset;

  @Option(
      names = "--backend",
      defaultValue = "auto",
      paramLabel = "NAME",
      description = "Compute backend; 'orrery doctor' lists them (default: auto, the fastest).")
  private String backend;

  @Mixin private ThreadOptions threads;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder, new or empty (default: a new one below runs/).")
  private Path out;

  @Option(
      names = "--hosts",
      defaultValue = "1",
      paramLabel = "N",
      description = "Number of simulated hosts (default: ${DEFAULT-VALUE}).")
  private int hosts;

  @Option(names = "--split-rows", description = "Deal out the rows of one file to the hosts.")
  private boolean splitRows;

  @Option(
      names = "--distribution",
      paramLabel = "ShardedByS3Key|FullyReplicated",
      description = "How training data reaches the hosts (default: SageMaker's for the algorithm).")
  private String distribution;

  @Option(
      names = "--input-mode",
      defaultValue = "File",
      paramLabel = "File|Pipe",
      description = "Pipe reads strictly forwards (default: ${DEFAULT-VALUE}).")
  private String inputMode;

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

  @Option(
      names = "--dry-run",
      description = "Say what would be read, the memory and about how long; do nothing.")
  private boolean dryRun;

  @Mixin private LimitOptions limits;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String name = Algorithms.find(algorithm).description().name();
    JobRequest.FromState state =
        fromState == null ? null : JobRequest.FromState.of(RunFolder.open(fromState), name);
    JobRequest request =
        new JobRequest(
            name,
            Home.anywhere(train),
            Home.anywhere(validation),
            Home.anywhere(test),
            data.reading(split),
            hyperparameters(),
            backend,
            seed,
            hosts,
            splitRows,
            distribution,
            inputMode(),
            keepState,
            state,
            limits.noReport);
    Backend chosen = BackendChoice.of(backend);
    int workers = threads.count();
    Job job =
        Job.open(request.withBackend(chosen.name()).withAxes(limits.axisNames()), Home.datasets());
    if (dryRun) {
      return new DryRun(job, chosen, workers).print(spec.commandLine().getOut(), output);
    }
    limits.check(job);
    RunFolder folder = RunFolder.create(out, job.request().algorithm());
    return new Session(job, folder, chosen, workers, limits, output, spec).start();
  }

  private String inputMode() {
    return switch (inputMode) {
      case "File", "Pipe" -> inputMode;
      default ->
          throw new CustomerError(
              "There is no input mode '" + inputMode + "'; expected File or Pipe", "--input-mode");
    };
  }

  private Map<String, String> hyperparameters() throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    if (fromState != null) {
      map.putAll(RunFolder.open(fromState).read().request().hyperparameters());
    }
    map.putAll(preset());
    if (hyperparametersFile != null) {
      map.putAll(Json.stringMap(hyperparametersFile));
    }
    map.putAll(Pairs.parse(pairs));
    return map;
  }

  private Map<String, String> preset() throws IOException {
    if (preset == null) {
      return Map.of();
    }
    if (!preset.equals("sample")) {
      throw new CustomerError("There is no preset '" + preset + "'; expected sample", "--preset");
    }
    return Home.catalog()
        .find(train)
        .map(sample -> sample.presets().get(Algorithms.find(algorithm).description().name()))
        .orElseThrow(
            () ->
                new CustomerError(
                    "The catalog has no preset for " + algorithm + " on " + train, "--preset"));
  }
}

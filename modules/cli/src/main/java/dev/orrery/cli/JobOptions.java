package dev.orrery.cli;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.error.CustomerError;
import dev.orrery.kernels.Backend;
import dev.orrery.training.JobRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is trained on what: the options that {@code run} and the studies of many runs share. */
public final class JobOptions {

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

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
  private long seed;

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

  /** The algorithm's own name. */
  public String name() {
    return Algorithms.find(algorithm).description().name();
  }

  /** The training data as it was named. */
  public String train() {
    return train;
  }

  /** The backend that is asked for. */
  public Backend backend() {
    return BackendChoice.of(backend);
  }

  /** The names of the hyperparameters that were given by {@code --hp}. */
  public Set<String> named() {
    return Pairs.parse(pairs).keySet();
  }

  /**
   * The request.
   *
   * @param hyperparameters all that are given
   * @param keepState whether the final state stays in the run's folder
   * @param from the state to begin with; null for none
   * @param noReport whether no pictures and no report are wanted
   */
  public JobRequest request(
      Map<String, String> hyperparameters,
      boolean keepState,
      JobRequest.FromState from,
      boolean noReport)
      throws IOException {
    return new JobRequest(
        name(),
        Home.anywhere(train),
        Home.anywhere(validation),
        Home.anywhere(test),
        data.reading(split),
        hyperparameters,
        backend,
        seed,
        hosts,
        splitRows,
        distribution,
        inputMode(),
        keepState,
        from,
        noReport,
        null);
  }

  /**
   * The hyperparameters that are given: of what begins, of the preset, of the file and by name; the
   * later win.
   *
   * @param beginning those of what the training begins with
   */
  public Map<String, String> hyperparameters(Map<String, String> beginning) throws IOException {
    Map<String, String> map = new LinkedHashMap<>(beginning);
    map.putAll(preset());
    if (hyperparametersFile != null) {
      map.putAll(Json.stringMap(hyperparametersFile));
    }
    map.putAll(Pairs.parse(pairs));
    return map;
  }

  private String inputMode() {
    return switch (inputMode) {
      case "File", "Pipe" -> inputMode;
      default ->
          throw new CustomerError(
              "There is no input mode '" + inputMode + "'; expected File or Pipe", "--input-mode");
    };
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

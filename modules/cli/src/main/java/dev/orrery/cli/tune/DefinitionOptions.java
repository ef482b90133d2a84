package dev.orrery.cli.tune;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.tuning.job.DefinitionJson;
import dev.orrery.tuning.job.Objectives;
import dev.orrery.tuning.job.Ranges;
import dev.orrery.tuning.job.TuningDefinition;
import dev.orrery.tuning.job.TuningDefinition.StrategyType;
import dev.orrery.tuning.search.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** What a tuning job is to do, as flags or as SageMaker's JSON. */
final class DefinitionOptions {

  private static final int DEFAULT_JOBS = 30;
  private static final int DEFAULT_PARALLEL = 2;

  @Option(
      names = "--definition",
      paramLabel = "FILE.json",
      description =
          "The tuning job as SageMaker's CreateHyperParameterTuningJob; the data and the algorithm"
              + " are those of the command line, and --hp wins over StaticHyperParameters.")
  private Path file;

  @Option(
      names = "--strategy",
      paramLabel = "bayesian|random|grid|hyperband",
      description = "How settings are chosen (default: bayesian).")
  private StrategyType strategy;

  @Option(
      names = "--range",
      paramLabel = "NAME[=RANGE]",
      description =
          "What to tune; may be repeated: rate=1e-4..1:log, optimizer=sgd,adam, or a name alone for"
              + " the range that SageMaker recommends.")
  private List<String> ranges = new ArrayList<>();

  @Option(
      names = "--autotune",
      description = "Tune everything that SageMaker recommends a range for and --hp does not set.")
  private boolean autotune;

  @Option(
      names = "--objective",
      paramLabel = "METRIC",
      description = "What to go by (default: SageMaker's tuning metric of the algorithm).")
  private String objective;

  @Option(
      names = "--max-jobs",
      paramLabel = "N",
      description =
          "Training jobs at most (default: 30; all of a grid; one turn of Hyperband's brackets).")
  private Integer jobs;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description =
          "Training jobs at once (default: 2). Job i is chosen by the results up to job i - N.")
  private Integer parallel;

  @Option(
      names = "--max-runtime",
      paramLabel = "S",
      description = "Complete after this time, at least 120 seconds.")
  private Long runtime;

  @Option(
      names = "--early-stopping",
      paramLabel = "off|auto",
      description = "Stop jobs that are worse than the median of the previous ones (default: off).")
  private String earlyStopping;

  @Option(
      names = "--target",
      paramLabel = "V",
      description = "Complete when a job's objective reaches this value.")
  private Double target;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Complete when N jobs, at least 3, did not better the best by 1 %%.")
  private Integer patience;

  @Option(
      names = "--convergence",
      description = "Complete when the jobs no longer better the best.")
  private boolean convergence;

  @Option(
      names = "--min-resource",
      paramLabel = "N",
      description = "Hyperband: passes before which no job is stopped (default: 1).")
  private Integer minResource;

  @Option(
      names = "--max-resource",
      paramLabel = "N",
      description = "Hyperband: passes at which every job is stopped (default: --hp epochs).")
  private Integer maxResource;

  @Option(
      names = "--warm-start",
      split = ",",
      paramLabel = "NAME",
      description = "Learn from these earlier tuning jobs, up to 5.")
  private List<String> parents = new ArrayList<>();

  @Option(
      names = "--warm-start-type",
      paramLabel = "TYPE",
      description =
          "IdenticalDataAndAlgorithm (the default) or TransferLearning, which allows other data.")
  private String warmStartType;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the tuning job, by which others begin warm (default: made from it).")
  private String name;

  /**
   * The definition.
   *
   * @param given hyperparameters of the command line
   * @param seed of the command line
   * @param notes takes what was decided for the user
   */
  TuningDefinition definition(
      String algorithm,
      HyperparameterSchema schema,
      Map<String, String> given,
      long seed,
      List<String> notes)
      throws IOException {
    return file == null
        ? ofFlags(algorithm, schema, given, seed, notes)
        : ofFile(schema, given, notes);
  }

  /** Whether the name was left open. */
  boolean unnamed() {
    return file == null && name == null;
  }

  private TuningDefinition ofFile(
      HyperparameterSchema schema, Map<String, String> given, List<String> notes)
      throws IOException {
    for (Map.Entry<String, Boolean> flag : given().entrySet()) {
      if (flag.getValue()) {
        throw new CustomerError(
            "The tuning job is defined by --definition, which "
                + flag.getKey()
                + " does not change; write it there, or leave out --definition",
            flag.getKey());
      }
    }
    if (!Files.isRegularFile(file)) {
      throw new CustomerError("There is no such file", file.toString());
    }
    TuningDefinition definition =
        new DefinitionJson(schema, notes).read(Files.readString(file), file.toString());
    Map<String, String> fixed = new LinkedHashMap<>(definition.fixed());
    fixed.putAll(given);
    return definition.withFixed(fixed);
  }

  /** The flags that define a tuning job, and whether each was given. */
  private Map<String, Boolean> given() {
    Map<String, Boolean> flags = new LinkedHashMap<>();
    flags.put("--strategy", strategy != null);
    flags.put("--range", !ranges.isEmpty());
    flags.put("--autotune", autotune);
    flags.put("--objective", objective != null);
    flags.put("--max-jobs", jobs != null);
    flags.put("--max-parallel", parallel != null);
    flags.put("--max-runtime", runtime != null);
    flags.put("--early-stopping", earlyStopping != null);
    flags.put("--target", target != null);
    flags.put("--patience", patience != null);
    flags.put("--convergence", convergence);
    flags.put("--min-resource", minResource != null);
    flags.put("--max-resource", maxResource != null);
    flags.put("--warm-start", !parents.isEmpty());
    flags.put("--warm-start-type", warmStartType != null);
    flags.put("--name", name != null);
    return flags;
  }

  private TuningDefinition ofFlags(
      String algorithm,
      HyperparameterSchema schema,
      Map<String, String> given,
      long seed,
      List<String> notes) {
    StrategyType chosen = strategy == null ? StrategyType.BAYESIAN : strategy;
    List<Parameter> parameters = new ArrayList<>();
    ranges.forEach(text -> parameters.add(Ranges.parse(text, schema)));
    if (autotune && parameters.isEmpty()) {
      parameters.addAll(new DefinitionJson(schema, notes).recommended(given.keySet()));
    }
    if (parameters.isEmpty()) {
      throw new CustomerError(
          "There is nothing to tune; expected --range NAME=RANGE, or --autotune", "--range");
    }
    Map<String, String> fixed = new LinkedHashMap<>(given);
    boolean hyperband = chosen == StrategyType.HYPERBAND;
    if (!hyperband && (minResource != null || maxResource != null)) {
      throw new CustomerError(
          "Only Hyperband stops jobs by their passes; add --strategy hyperband",
          minResource != null ? "--min-resource" : "--max-resource");
    }
    boolean bounded = chosen == StrategyType.GRID || hyperband;
    boolean stops = stopsEarly();
    String metric =
        objective != null ? objective : Objectives.byDefault(algorithm, given, hyperband || stops);
    return new TuningDefinition(
        name == null ? "unnamed" : name,
        chosen,
        parameters,
        fixed,
        metric,
        Objectives.type(metric),
        new TuningDefinition.Limits(
            jobs != null
                ? OptionalInt.of(jobs)
                : bounded ? OptionalInt.empty() : OptionalInt.of(DEFAULT_JOBS),
            parallel == null ? DEFAULT_PARALLEL : parallel,
            runtime == null ? OptionalLong.empty() : OptionalLong.of(runtime)),
        stops,
        new TuningDefinition.Completion(
            target == null ? OptionalDouble.empty() : OptionalDouble.of(target),
            patience == null ? OptionalInt.empty() : OptionalInt.of(patience),
            convergence),
        hyperband
            ? Optional.of(
                new TuningDefinition.Resources(
                    minResource == null ? 1 : minResource,
                    maxResource == null ? OptionalInt.empty() : OptionalInt.of(maxResource)))
            : Optional.empty(),
        warmStart(),
        seed);
  }

  private boolean stopsEarly() {
    return switch (earlyStopping == null ? "off" : earlyStopping.toLowerCase(Locale.ROOT)) {
      case "off" -> false;
      case "auto" -> true;
      default ->
          throw new CustomerError(
              "There is no early stopping '" + earlyStopping + "'; expected off or auto",
              "--early-stopping");
    };
  }

  private Optional<TuningDefinition.WarmStart> warmStart() {
    if (parents.isEmpty()) {
      if (warmStartType != null) {
        throw new CustomerError(
            "There is no earlier tuning job to begin warm from; add --warm-start NAME",
            "--warm-start-type");
      }
      return Optional.empty();
    }
    boolean same =
        switch (warmStartType) {
          case null -> true;
          case "IdenticalDataAndAlgorithm" -> true;
          case "TransferLearning" -> false;
          default ->
              throw new CustomerError(
                  "There is no warm start type '"
                      + warmStartType
                      + "'; expected IdenticalDataAndAlgorithm or TransferLearning",
                  "--warm-start-type");
        };
    return Optional.of(new TuningDefinition.WarmStart(same, List.copyOf(parents)));
  }
}

package dev.orrery.cli.tune;

import dev.orrery.cli.Interruption;
import dev.orrery.cli.JobOptions;
import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.cli.ThreadOptions;
import dev.orrery.cli.TimeLimit;
import dev.orrery.cli.runs.ExperimentOptions;
import dev.orrery.cli.study.StoredTrials;
import dev.orrery.cli.study.StudyLabels;
import dev.orrery.cli.study.StudyPage;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.run.Cancellation;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.RunFolder;
import dev.orrery.tuning.TrialRunner;
import dev.orrery.tuning.job.DefinitionJson;
import dev.orrery.tuning.job.DefinitionRules;
import dev.orrery.tuning.job.ParentJob;
import dev.orrery.tuning.job.TrainingWorker;
import dev.orrery.tuning.job.TuningDefinition;
import dev.orrery.tuning.job.TuningJob;
import dev.orrery.tuning.job.TuningOutcome;
import dev.orrery.tuning.job.WarmStartRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery tune}: SageMaker's automatic model tuning on this machine. */
@Command(
    name = "tune",
    description =
        "Find good hyperparameters: SageMaker's automatic model tuning, with its strategies, ranges,"
            + " early stopping, warm start and completion criteria.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  orrery tune linear-learner --train breast-cancer --split fixed --standardize"
          + " --hp predictor_type=binary_classifier --hp mini_batch_size=50"
          + " --range learning_rate=1e-4..1 --range wd",
      "  orrery tune knn --train digits --split fixed --hp predictor_type=classifier"
          + " --hp sample_size=2000 --range k=1..50 --max-jobs 15",
      "  orrery tune linear-learner --train diabetes --split fixed --strategy hyperband"
          + " --hp predictor_type=regressor --hp mini_batch_size=20 --hp epochs=27"
          + " --range learning_rate=1e-4..1 --range optimizer=sgd,adam,rmsprop",
      "  orrery tune kmeans --train digits --split fixed --hp k=10 --strategy grid"
          + " --range init_method --range extra_center_factor=1,4,10",
      "  orrery tune knn --train digits --test digits --definition tuning-job.json",
      "",
      "The same command again goes on where it was stopped, and trains nothing twice."
    })
public final class TuneCommand implements Callable<Integer> {

  /** Why a signal stops it; the page is then not waited for. */
  private static final String INTERRUPTED = "interrupted";

  @Mixin private JobOptions options;

  @Mixin private DefinitionOptions tuning;

  @Option(
      names = "--print-definition",
      description = "Print the tuning job as SageMaker's JSON; do nothing.")
  private boolean print;

  @Mixin private ExperimentOptions experiment;

  @Mixin private ThreadOptions threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the page goes (default: a folder below runs/).")
  private Path out;

  @Mixin private TimeLimit time;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  private final Cancellation cancellation = new Cancellation();

  @Override
  public Integer call() throws IOException {
    time.check();
    StoredRun.Labels labels = experiment.labels(null);
    int workers = threads.count();
    String algorithm = options.name();
    HyperparameterSchema schema = Algorithms.find(algorithm).hyperparameters();
    List<String> notes = new ArrayList<>();
    Map<String, String> given = options.hyperparameters(Map.of());
    long seed = options.request(given, false, null, true).seed();
    TuningDefinition definition =
        new DefinitionRules(algorithm, schema, notes)
            .checked(tuning.definition(algorithm, schema, given, seed, notes));
    if (print) {
      spec.commandLine().getOut().println(DefinitionJson.text(definition));
      return 0;
    }
    TuneRequest request = TuneRequest.open(definition, tuning.unnamed(), options, labels, notes);
    StudyLabels.checkName(request.definition().name(), request.key());
    List<ParentJob> parents = Parents.of(request.definition());
    if (!parents.isEmpty()) {
      WarmStartRules.check(request.definition(), algorithm, request.data(), parents);
    }
    try (Interruption _ = new Interruption(cancellation)) {
      return tune(request, parents, workers);
    }
  }

  private int tune(TuneRequest request, List<ParentJob> parents, int workers) throws IOException {
    Instant began = Instant.now();
    Path folder = StudyPage.folder(out, RunFolder.runs().resolve(request.definition().name()));
    TuneProgress progress = new TuneProgress(spec.commandLine().getErr());
    List<String> warnings = new ArrayList<>();
    TuningOutcome outcome;
    try (StoredTrials log =
        StoredTrials.open(
            request.key(),
            Parents.KIND,
            request.definition().name(),
            Json.line(request.study()),
            folder,
            request.job(),
            request.backend(),
            request.labels())) {
      try (TimeLimit.Running _ = time.start(cancellation)) {
        outcome =
            new TuningJob(
                    request.definition(),
                    parents,
                    () ->
                        TrainingWorker.of(
                            new TrialRunner(List.of(request.job()), request.backend())),
                    workers,
                    log,
                    progress,
                    cancellation)
                .run();
      } catch (IOException | RuntimeException e) {
        log.end("Failed");
        throw e;
      } finally {
        progress.clear();
      }
      log.end(outcome.status());
      log.warning().ifPresent(warnings::add);
    }
    TuneResult result =
        TuneResult.of(
            request, parents, outcome, spec.commandLine().getParseResult(), began, warnings);
    Optional<Path> report = Optional.empty();
    if (!INTERRUPTED.equals(cancellation.reason()) && !outcome.jobs().isEmpty()) {
      report = StudyPage.write(TuneInput.of(result, command()), Optional.empty(), folder, warnings);
    }
    PrintWriter to = spec.commandLine().getOut();
    if (output.wantsJson()) {
      to.println(Json.line(TuneJson.of(result, report)));
    } else {
      TuneText.print(result, report, to);
    }
    return 0;
  }

  /** The command line that makes it again, for a shell. */
  private String command() {
    List<String> words = new ArrayList<>(List.of("./orrery"));
    spec.root()
        .commandLine()
        .getParseResult()
        .originalArgs()
        .forEach(word -> words.add(TuneResult.quoted(word)));
    return String.join(" ", words);
  }
}

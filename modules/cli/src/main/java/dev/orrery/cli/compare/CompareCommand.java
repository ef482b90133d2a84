package dev.orrery.cli.compare;

import dev.orrery.cli.Durations;
import dev.orrery.cli.Interruption;
import dev.orrery.cli.JobOptions;
import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.cli.Paragraph;
import dev.orrery.cli.Plural;
import dev.orrery.cli.ThreadOptions;
import dev.orrery.cli.TimeLimit;
import dev.orrery.cli.runs.ExperimentOptions;
import dev.orrery.cli.study.StoredTrials;
import dev.orrery.cli.study.StudyLabels;
import dev.orrery.cli.study.StudyPage;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Kernels;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.report.comparison.ComparisonReport;
import dev.orrery.training.Estimate;
import dev.orrery.training.RunFolder;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialLog;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.TrialRunner;
import dev.orrery.tuning.compare.Findings;
import dev.orrery.tuning.compare.Objective;
import dev.orrery.tuning.compare.Setting;
import dev.orrery.tuning.compare.Sweep;
import dev.orrery.tuning.compare.Variation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery compare}: what hyperparameters do, by trying every combination of some values. */
@Command(
    name = "compare",
    description =
        "Say what hyperparameters do: train every combination of some values with several seeds,"
            + " and tell what differs, by how much, and whether that is more than chance.",
    sortOptions = false,
    footer = {
      "",
      "Values: 1,5,10   2..20   2..20:3 (every third)   0..1:0.25   1e-4..1:log5 (by equal factors)",
      "",
      "Examples:",
      "  orrery compare kmeans --train digits --hp k=10 --vary extra_center_factor=1..10 --repeat 5",
      "  orrery compare linear-learner --train breast-cancer --standardize --folds 5"
          + " --hp predictor_type=binary_classifier --hp mini_batch_size=50"
          + " --vary learning_rate=1e-4..1:log5",
      "  orrery compare kmeans --train digits --split fixed --vary k=2..20"
          + " --vary init_method=random,kmeans++ --repeat 5",
      "  orrery compare knn --train digits --folds 5 --hp predictor_type=classifier"
          + " --hp sample_size=2000 --vary k=1..15",
      "",
      "The same command again goes on where it was stopped, and does nothing twice."
    })
public final class CompareCommand implements Callable<Integer> {

  /** Why a signal stops it; the page is then not waited for. */
  private static final String INTERRUPTED = "interrupted";

  /** Characters of a line of the answer. */
  private static final int WIDTH = 100;

  @Mixin private JobOptions options;

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "NAME[=VALUES]",
      description =
          "A hyperparameter and the values to try; may be repeated. A name alone takes the range"
              + " that SageMaker recommends for tuning.")
  private List<String> varied = new ArrayList<>();

  @Option(
      names = "--repeat",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seeds of each setting, from --seed on (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description = "Cross-validation: test on each N-th of the training data in turn.")
  private Integer folds;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "What to compare by, such as test:msd (default: the algorithm's main one).")
  private String metric;

  @Option(
      names = "--share-state",
      description =
          "Finish settings from the state of a greater one where that saves a training, although"
              + " it changes the figures (k-means' k).")
  private boolean shareState;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "A name for the comparison that no other study in the run store has.")
  private String name;

  @Mixin private ExperimentOptions experiment;

  @Mixin private ThreadOptions threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the page goes (default: a folder below runs/).")
  private Path out;

  @Option(names = "--no-report", description = "Write no page and no pictures.")
  private boolean noReport;

  @Option(names = "--dry-run", description = "Say what would be trained; do nothing.")
  private boolean dryRun;

  @Mixin private TimeLimit time;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  private final Cancellation cancellation = new Cancellation();

  @Override
  public Integer call() throws IOException {
    time.check();
    int workers = threads.count();
    Question question =
        Question.of(options, experiment.labels(name), varied, repetitions, folds, shareState);
    if (dryRun) {
      return dryRun(question, workers);
    }
    try (Interruption _ = new Interruption(cancellation)) {
      return compare(question, workers);
    }
  }

  private int dryRun(Question question, int workers) throws IOException {
    List<Trial> trials = question.grid().trials();
    int trainings = sweep(question, 1, TrialLog.inMemory()).trainings(trials);
    Estimate estimate = Estimate.of(question.job(), question.backend(), 1);
    double seconds = estimate.seconds() * trainings / workers;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("algorithm", question.job().request().algorithm());
    json.put("dry_run", true);
    json.put("definition", question.definition());
    json.put("settings", question.grid().settings().size());
    json.put("models", trials.size());
    json.put("trainings", trainings);
    json.put("seconds", Json.number(seconds));
    json.put("notes", question.notes());
    PrintWriter print = spec.commandLine().getOut();
    if (output.wantsJson()) {
      print.println(Json.line(json));
      return 0;
    }
    print.println(question.title());
    for (Variation variation : question.grid().variations()) {
      print.println("  " + variation.name() + ": " + String.join(", ", variation.values()));
    }
    print.println(
        Text.format(
            "  %s, %s%s: %s from %s",
            Plural.of(question.grid().settings().size(), "setting"),
            Plural.of(question.grid().repetitions(), "seed"),
            question.grid().folds() > 1 ? ", " + question.grid().folds() + " folds" : "",
            Plural.of(trials.size(), "model"),
            Plural.of(trainings, "training")));
    question.notes().forEach(note -> print.println("  " + note));
    print.println("  time    about " + Durations.text(seconds) + " and what finishing takes");
    return 0;
  }

  private Sweep sweep(Question question, int workers, TrialLog log) {
    return new Sweep(question.jobs(), question.backend(), workers, log, question.shareState());
  }

  private int compare(Question question, int workers) throws IOException {
    long began = System.nanoTime();
    Map<String, Object> definition = question.definition();
    String key = Question.key(definition);
    StudyLabels.checkName(question.labels().name(), key);
    String usual = "compare-" + question.job().request().algorithm() + "-" + key.substring(0, 8);
    Path folder = StudyPage.folder(out, RunFolder.runs().resolve(usual));
    List<Trial> trials = question.grid().trials();
    int perSetting = question.grid().repetitions() * question.grid().folds();
    Watch watch = new Watch(spec.commandLine().getErr(), perSetting);
    Sweep.Outcome outcome;
    List<String> warnings = new ArrayList<>();
    try (StoredTrials log =
        StoredTrials.open(
            key,
            "compare",
            question.title(),
            Json.line(definition),
            folder,
            question.job(),
            question.backend(),
            question.labels())) {
      try (TimeLimit.Running _ = time.start(cancellation)) {
        outcome =
            sweep(question, workers, log)
                .run(
                    trials,
                    (progress, ended) -> {
                      checkMetric(ended);
                      watch.on(progress, ended);
                    },
                    cancellation);
      } catch (IOException | RuntimeException e) {
        log.end("Failed");
        throw e;
      } finally {
        watch.clear();
      }
      log.end(outcome.reason().isPresent() ? "Stopped" : "Completed");
      log.warning().ifPresent(warnings::add);
    }
    return tell(question, outcome, definition, key, folder, workers, warnings, began);
  }

  /** A metric that is not measured is told after the first training, not after the last. */
  private void checkMetric(List<TrialResult> ended) {
    if (metric != null && ended.stream().anyMatch(TrialResult::completed)) {
      Objective.asked(metric, ended);
    }
  }

  private int tell(
      Question question,
      Sweep.Outcome outcome,
      Map<String, Object> definition,
      String key,
      Path folder,
      int workers,
      List<String> warnings,
      long began)
      throws IOException {
    List<String> notes = new ArrayList<>(question.notes());
    notes.addAll(outcome.notes());
    outcome.notes().stream().filter(note -> note.startsWith("Approx")).forEach(warnings::add);
    boolean measured = outcome.results().stream().anyMatch(TrialResult::completed);
    PrintWriter print = spec.commandLine().getOut();
    if (!measured && outcome.reason().isPresent()) {
      print.println(
          output.wantsJson()
              ? Json.line(stopped(question, outcome, definition, key))
              : stoppedLine(outcome, question.grid().trials().size()));
      return 0;
    }
    Set<String> names = new LinkedHashSet<>();
    question.grid().variations().forEach(variation -> names.add(variation.name()));
    Objective objective =
        metric == null
            ? Objective.main(question.job().request().algorithm(), names, outcome.results())
            : Objective.asked(metric, outcome.results());
    List<Setting> settings = Setting.of(question.grid().trials(), outcome.results());
    Findings findings = Findings.of(question.grid(), objective, settings);
    double seconds = (System.nanoTime() - began) / 1e9;
    Optional<Path> report = Optional.empty();
    if (!noReport && !INTERRUPTED.equals(cancellation.reason())) {
      Comparison page =
          ComparisonInput.of(question, outcome, findings, command(), seconds, notes, warnings);
      report = page(page, question, workers, folder, warnings);
    }
    if (output.wantsJson()) {
      Map<String, Object> json = stopped(question, outcome, definition, key);
      ComparisonJson.add(json, findings);
      json.put("notes", notes);
      json.put("warnings", warnings);
      json.put("seconds", seconds);
      json.put("report", report.map(Path::toString).orElse(null));
      print.println(Json.line(json));
      return 0;
    }
    print.println(question.title());
    notes.forEach(note -> print.println("  " + note));
    print.println();
    ComparisonText.meanings(question, findings, print);
    print.println();
    ComparisonText.table(question, findings, print);
    print.println();
    findings.answer().forEach(sentence -> print.println(Paragraph.of(sentence, "", WIDTH)));
    warnings.forEach(warning -> print.println("Warning: " + warning));
    print.println();
    print.println(
        Text.format(
            "  %s in %s%s",
            Plural.of(outcome.results().size(), "training"),
            Durations.text(seconds),
            outcome.known() > 0 ? ", " + outcome.known() + " of them known from before" : ""));
    report.ifPresent(path -> print.println("  report  " + path));
    if (outcome.reason().isPresent()) {
      print.println("  " + stoppedLine(outcome, question.grid().trials().size()));
    }
    return 0;
  }

  /** Writes the page, with the first rows at hand for what the algorithm's own pictures compute. */
  private Optional<Path> page(
      Comparison comparison, Question question, int workers, Path folder, List<String> warnings)
      throws IOException {
    try (Parallel parallel = new Parallel(workers);
        Kernels kernels = question.backend().kernels(workers);
        TrialRunner again = new TrialRunner(question.jobs(), question.backend())) {
      RunContext context =
          new RunContext(
              kernels,
              new RandomStreams(question.job().request().seed()),
              parallel,
              EventListener.none(),
              new Cancellation());
      return StudyPage.write(
          comparison,
          Optional.of(
              new ComparisonReport.Data(
                  question.sample(),
                  context,
                  question.job().channels().get("train").featureNames(),
                  values -> model(again, values))),
          folder,
          warnings);
    }
  }

  private static Optional<Model> model(TrialRunner runner, Map<String, String> values) {
    try {
      return runner.model(new Trial(values, 0, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line that makes it again, for a shell. */
  private String command() {
    List<String> words = new ArrayList<>(List.of("./orrery"));
    for (String word : spec.root().commandLine().getParseResult().originalArgs()) {
      words.add(
          word.matches("[A-Za-z0-9_./:,=+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", words);
  }

  private static String stoppedLine(Sweep.Outcome outcome, int total) {
    return Text.format(
        "Stopped (%s) after %d of %d trainings; the same command goes on from there.",
        outcome.reason().orElseThrow(), outcome.results().size(), total);
  }

  private static Map<String, Object> stopped(
      Question question, Sweep.Outcome outcome, Map<String, Object> definition, String key) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("algorithm", question.job().request().algorithm());
    json.put("study", key);
    json.put("name", question.labels().name());
    StudyLabels.add(json, question.labels());
    json.put("status", outcome.reason().isPresent() ? "Stopped" : "Completed");
    outcome.reason().ifPresent(reason -> json.put("reason", reason));
    json.put("trainings", outcome.results().size());
    json.put("known", outcome.known());
    json.put("total", question.grid().trials().size());
    json.put("definition", definition);
    return json;
  }
}

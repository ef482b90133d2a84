package dev.orrery.runstore;

import dev.orrery.core.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trials of one study in the store. What {@link #add} was given is in the file when it returns.
 * Safe to use from several threads.
 */
public final class StudyLog {

  private static final int ID_DIGITS = 12;

  private final RunStore store;
  private final Study study;
  private final Common common;

  /**
   * What the trials of a study have in common.
   *
   * @param algorithm SageMaker's name
   * @param given the hyperparameters that every trial is given, by name
   * @param setup what computes; the seed is that of repetition 0
   * @param channels the data
   * @param labels what people say of the study: the name is its own, the rest its trials have too
   */
  public record Common(
      String algorithm,
      Map<String, String> given,
      StoredRun.Setup setup,
      List<StoredRun.Channel> channels,
      StoredRun.Labels labels) {

    /** What a trial is labelled with: a name would not be unique. */
    private StoredRun.Labels ofTrials() {
      return new StoredRun.Labels(null, labels.group(), labels.tags(), labels.comments());
    }
  }

  private StudyLog(RunStore store, Study study, Common common) {
    this.store = store;
    this.study = study;
    this.common = common;
  }

  /**
   * Goes on with the study of this key, or begins it; what is said of it holds for old trials too.
   */
  public static StudyLog open(RunStore store, Study study, Common common) {
    Study known = store.begin(study);
    if (!common.labels().equals(StoredRun.Labels.NONE)) {
      store.label(study.key(), common.labels());
    }
    return new StudyLog(store, known, common);
  }

  /** The study as the store had it when this was opened. */
  public Study study() {
    return study;
  }

  /** What trials came to, in the order in which they were added. */
  public List<TrialOutcome> outcomes() {
    return outcomes(store, study.key());
  }

  /** What the trials of a study came to, in the order in which they were added. */
  public static List<TrialOutcome> outcomes(RunStore store, String studyKey) {
    return store.trials(studyKey).stream().map(StudyLog::outcome).toList();
  }

  /** Keeps what trials came to, all or none; a trial that is known by its key is replaced. */
  public void add(List<TrialOutcome> outcomes) {
    store.putTrials(outcomes.stream().map(this::run).toList());
  }

  /** Says how the study stands: {@code InProgress}, {@code Completed}, {@code Stopped}. */
  public void setStatus(String status) {
    store.setStatus(study.key(), status);
  }

  private StoredRun run(TrialOutcome outcome) {
    StoredRun.Setup setup = common.setup();
    return new StoredRun(
        Hashes.sha256(study.key() + "\n" + outcome.key()).substring(0, ID_DIGITS),
        StoredRun.Kind.TRIAL,
        common.ofTrials(),
        common.algorithm(),
        Study.now(),
        new StoredRun.Outcome(
            outcome.status(),
            outcome.reason().isEmpty() ? null : outcome.reason(),
            outcome.seconds(),
            outcome.epochs()),
        new StoredRun.Setup(
            setup.seed() + outcome.repetition(),
            setup.hosts(),
            setup.backend(),
            setup.device(),
            setup.threads(),
            setup.version(),
            setup.revision(),
            setup.machine()),
        hyperparameters(outcome),
        outcome.metrics().entrySet().stream()
            .map(
                e ->
                    new StoredRun.Measurement(
                        e.getKey(), outcome.directions().get(e.getKey()), e.getValue()))
            .toList(),
        outcome.curve().stream()
            .map(
                point ->
                    new StoredRun.Point(
                        point.epoch(),
                        point.metric(),
                        outcome.directions().get(point.metric()),
                        point.value()))
            .toList(),
        common.channels(),
        StoredRun.Lineage.NONE,
        Optional.of(
            new StoredRun.Place(study.key(), outcome.key(), outcome.repetition(), outcome.fold())),
        List.of(),
        List.of());
  }

  /** Those that vary first, as people look for them. */
  private List<StoredRun.Hyperparameter> hyperparameters(TrialOutcome outcome) {
    Set<String> names = new LinkedHashSet<>(outcome.varied().keySet());
    names.addAll(outcome.hyperparameters().keySet());
    names.addAll(common.given().keySet());
    List<StoredRun.Hyperparameter> hyperparameters = new ArrayList<>();
    for (String name : names) {
      String varied = outcome.varied().get(name);
      hyperparameters.add(
          new StoredRun.Hyperparameter(
              name,
              outcome.hyperparameters().get(name),
              varied == null ? common.given().get(name) : varied,
              varied != null));
    }
    return hyperparameters;
  }

  private static TrialOutcome outcome(StoredRun run) {
    Map<String, String> varied = new LinkedHashMap<>();
    Map<String, String> hyperparameters = new LinkedHashMap<>();
    for (StoredRun.Hyperparameter hyperparameter : run.hyperparameters()) {
      if (hyperparameter.varied()) {
        varied.put(hyperparameter.name(), hyperparameter.given());
      }
      if (hyperparameter.value() != null) {
        hyperparameters.put(hyperparameter.name(), hyperparameter.value());
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    Map<String, Metric.Direction> directions = new LinkedHashMap<>();
    for (StoredRun.Measurement metric : run.metrics()) {
      metrics.put(metric.metric(), metric.value());
      directions.put(metric.metric(), metric.direction());
    }
    List<TrialOutcome.Point> curve = new ArrayList<>();
    for (StoredRun.Point point : run.curve()) {
      directions.put(point.metric(), point.direction());
      curve.add(new TrialOutcome.Point(point.epoch(), point.metric(), point.value()));
    }
    StoredRun.Place place = run.trial().orElseThrow();
    return new TrialOutcome(
        place.trial(),
        varied,
        place.repetition(),
        place.fold(),
        run.outcome().status(),
        run.outcome().reason() == null ? "" : run.outcome().reason(),
        hyperparameters,
        metrics,
        directions,
        curve,
        run.outcome().epochs(),
        run.outcome().seconds());
  }
}

package dev.orrery.tuning.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.run.Cancellation;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialLog;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.job.TuningDefinition.StrategyType;
import dev.orrery.tuning.search.Hyperband;
import dev.orrery.tuning.search.Parameter;
import dev.orrery.tuning.search.Scaling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TuningJobTest {

  private static final int PASSES = 9;

  private final AtomicInteger passes = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(
      value = StrategyType.class,
      names = {"BAYESIAN", "RANDOM", "HYPERBAND"})
  void comesToTheSameAtAnyNumberOfThreads(StrategyType strategy) throws IOException {
    TuningDefinition definition = definition(strategy, 17, 4, strategy != StrategyType.HYPERBAND);
    List<TrainingJob> one = run(definition, 1, TrialLog.inMemory()).jobs();
    List<TrainingJob> four = run(definition, 4, TrialLog.inMemory()).jobs();
    assertThat(four).isEqualTo(one);
    assertThat(one).hasSize(17);
    assertThat(one.getFirst().name()).matches("job-001-[0-9a-f]{8}");
  }

  @ParameterizedTest
  @EnumSource(
      value = StrategyType.class,
      names = {"BAYESIAN", "RANDOM", "HYPERBAND"})
  void goesOnWhereItWasInterrupted(StrategyType strategy) throws IOException {
    TuningDefinition definition = definition(strategy, 13, 2, strategy != StrategyType.HYPERBAND);
    TuningOutcome whole = run(definition, 2, TrialLog.inMemory());

    TrialLog log = TrialLog.inMemory();
    Cancellation cancellation = new Cancellation();
    AtomicInteger seen = new AtomicInteger();
    TrialLog stopping = stoppingAfter(5, log, cancellation, seen);
    TuningOutcome first = job(definition, 2, stopping, cancellation).run();
    assertThat(first.status()).isEqualTo("Stopped");
    assertThat(first.jobs().size()).isLessThan(13);

    passes.set(0);
    TuningOutcome second = run(definition, 2, log);
    assertThat(settings(second)).isEqualTo(settings(whole));
    assertThat(second.jobs().stream().map(TrainingJob::objective))
        .containsExactlyElementsOf(whole.jobs().stream().map(TrainingJob::objective).toList());
    assertThat((long) passes.get()).isLessThan(whole.epochs());

    passes.set(0);
    TuningOutcome third = run(definition, 2, log);
    assertThat(passes.get()).isZero();
    assertThat(third.best().map(TrainingJob::number))
        .isEqualTo(whole.best().map(TrainingJob::number));
  }

  /** No pass is made twice: the brackets take the passes that their table says. */
  @Test
  void hyperbandMakesThePassesOfItsBracketsAndNoMore() throws IOException {
    TuningOutcome outcome =
        run(definition(StrategyType.HYPERBAND, 17, 3, false), 3, TrialLog.inMemory());
    long failed =
        outcome.jobs().stream().filter(job -> job.result().status().equals("Failed")).count();
    long table = Hyperband.forSettings(17, 1, PASSES).stream().mapToLong(Hyperband::resource).sum();
    assertThat(outcome.epochs()).isEqualTo(passes.get());
    assertThat(outcome.epochs()).isBetween(table - failed * PASSES, table);
    // Of the first bracket, 9 at 1 pass, 3 at 3 and 1 at 9, the best settings go on.
    List<TrainingJob> bracket =
        outcome.jobs().subList(0, 9).stream().filter(TrainingJob::hasObjective).toList();
    List<TrainingJob> byDistance =
        bracket.stream()
            .sorted(
                (a, b) ->
                    Double.compare(
                        CurveWorker.loss(x(a.setting()), 1), CurveWorker.loss(x(b.setting()), 1)))
            .toList();
    assertThat(byDistance.get(0).result().epochs()).isEqualTo(9);
    assertThat(byDistance.get(0).result().completed()).isTrue();
    assertThat(byDistance.get(1).result().epochs()).isEqualTo(3);
    assertThat(byDistance.get(2).result().epochs()).isEqualTo(3);
    assertThat(byDistance.get(3).result().epochs()).isEqualTo(1);
    assertThat(byDistance.get(3).result().status()).isEqualTo("Stopped");
  }

  @Test
  void earlyStoppingUsesNoJobsLaterThanItMay() throws IOException {
    TuningDefinition definition = definition(StrategyType.RANDOM, 12, 3, true);
    List<TrainingJob> jobs = run(definition, 3, TrialLog.inMemory()).jobs();
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).result().status().equals("Failed")) {
        continue;
      }
      List<List<Double>> previous =
          jobs.subList(0, Math.max(0, i - 2)).stream()
              .filter(job -> job.result().completed())
              .map(job -> job.result().curve().stream().map(TrialResult.Point::value).toList())
              .toList();
      int expected = PASSES;
      for (int e = PASSES - 2; e >= 0; e--) {
        OptionalDouble median = MedianRule.median(previous, e);
        double value = CurveWorker.loss(x(jobs.get(i).setting()), e + 1);
        if (median.isPresent() && value > median.getAsDouble()) {
          expected = e + 1;
        }
      }
      assertThat(jobs.get(i).result().epochs()).as("job " + i).isEqualTo(expected);
    }
    assertThat(jobs).anyMatch(job -> job.result().status().equals("Stopped"));
  }

  @Test
  void endsAtTheTarget() throws IOException {
    TuningDefinition definition =
        completing(
            new TuningDefinition.Completion(
                OptionalDouble.of(1.0 / PASSES + 0.01), OptionalInt.empty(), false));
    TuningOutcome outcome = run(definition, 1, TrialLog.inMemory());
    assertThat(outcome.reason()).contains("reached the target");
    assertThat(outcome.jobs().getLast().objective()).isLessThanOrEqualTo(1.0 / PASSES + 0.01);
    assertThat(outcome.jobs().size()).isLessThan(60);
  }

  @Test
  void endsWhenTheBestIsNotBettered() throws IOException {
    TuningOutcome outcome =
        run(
            completing(
                new TuningDefinition.Completion(OptionalDouble.empty(), OptionalInt.of(3), false)),
            1,
            TrialLog.inMemory());
    assertThat(outcome.reason()).contains("3 training jobs in a row did not better the best");
    assertThat(outcome.notImproving()).isEqualTo(3);
    TuningOutcome converged =
        run(
            completing(
                new TuningDefinition.Completion(OptionalDouble.empty(), OptionalInt.empty(), true)),
            1,
            TrialLog.inMemory());
    assertThat(converged.converged()).isTrue();
    assertThat(converged.notImproving()).isEqualTo(20);
  }

  @Test
  void ofEqualObjectivesTheEarlierIsTheBestAndASettingIsTrainedOnce() throws IOException {
    TuningDefinition definition =
        new TuningDefinition(
            "job",
            StrategyType.RANDOM,
            List.of(new Parameter.Categorical("x", List.of("0.1", "0.5"))),
            Map.of(),
            CurveWorker.METRIC,
            Optional.empty(),
            new TuningDefinition.Limits(OptionalInt.of(8), 2, OptionalLong.empty()),
            false,
            TuningDefinition.Completion.NONE,
            Optional.empty(),
            Optional.empty(),
            1);
    TuningOutcome outcome = run(definition, 2, TrialLog.inMemory());
    assertThat(outcome.jobs()).hasSize(8);
    assertThat(passes.get()).isEqualTo(2 * PASSES);
    assertThat(outcome.best().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void gridTakesEveryCombination() throws IOException {
    TuningDefinition definition =
        new TuningDefinition(
            "job",
            StrategyType.GRID,
            List.of(
                new Parameter.Categorical("x", List.of("0.1", "0.25", "0.5")),
                new Parameter.Categorical("y", List.of("a", "b"))),
            Map.of(),
            CurveWorker.METRIC,
            Optional.empty(),
            new TuningDefinition.Limits(OptionalInt.empty(), 2, OptionalLong.empty()),
            false,
            TuningDefinition.Completion.NONE,
            Optional.empty(),
            Optional.empty(),
            0);
    TuningOutcome outcome = run(definition, 2, TrialLog.inMemory());
    assertThat(outcome.jobs()).hasSize(6);
    assertThat(outcome.best().orElseThrow().setting()).isEqualTo(Map.of("x", "0.25", "y", "a"));
    assertThat(outcome.type()).contains(TuningDefinition.Type.MINIMIZE);
  }

  @Test
  void anObjectiveThatNobodyMeasuresIsTold() {
    TuningDefinition given = definition(StrategyType.RANDOM, 3, 1, false);
    TuningDefinition definition =
        new TuningDefinition(
            given.name(),
            given.strategy(),
            given.parameters(),
            given.fixed(),
            "test:msd",
            Optional.empty(),
            given.limits(),
            false,
            given.completion(),
            Optional.empty(),
            Optional.empty(),
            0);
    assertThatThrownBy(() -> run(definition, 1, TrialLog.inMemory()))
        .hasMessage(
            "No training measured the objective 'test:msd'; they measured validation:objective_loss");
  }

  @Test
  void medianRuleByHand() {
    List<List<Double>> previous =
        List.of(List.of(1.0, 0.5, 0.3), List.of(2.0, 1.0, 0.6), List.of(0.8));
    // Averages after the second pass: 0.75, 1.5 and, of one pass alone, 0.8.
    assertThat(MedianRule.median(previous, 1)).hasValue(0.8);
    assertThat(MedianRule.median(previous.subList(0, 2), 2)).hasValue((0.6 + 1.2) / 2);
    assertThat(MedianRule.median(List.of(), 0)).isEmpty();
    assertThat(MedianRule.stops(0.81, 0.8, TuningDefinition.Type.MINIMIZE)).isTrue();
    assertThat(MedianRule.stops(0.8, 0.8, TuningDefinition.Type.MINIMIZE)).isFalse();
    assertThat(MedianRule.stops(0.7, 0.8, TuningDefinition.Type.MAXIMIZE)).isTrue();
  }

  private static TuningDefinition definition(
      StrategyType strategy, int jobs, int parallel, boolean earlyStopping) {
    return new TuningDefinition(
        "job",
        strategy,
        List.of(new Parameter.Continuous("x", 0, 1, Scaling.LINEAR)),
        Map.of("epochs", Integer.toString(PASSES)),
        CurveWorker.METRIC,
        Optional.empty(),
        new TuningDefinition.Limits(OptionalInt.of(jobs), parallel, OptionalLong.empty()),
        earlyStopping,
        TuningDefinition.Completion.NONE,
        Optional.of(new TuningDefinition.Resources(1, OptionalInt.of(PASSES))),
        Optional.empty(),
        3);
  }

  private static TuningDefinition completing(TuningDefinition.Completion completion) {
    TuningDefinition given = definition(StrategyType.BAYESIAN, 60, 1, false);
    return new TuningDefinition(
        given.name(),
        given.strategy(),
        given.parameters(),
        given.fixed(),
        given.objective(),
        given.type(),
        given.limits(),
        false,
        completion,
        Optional.empty(),
        Optional.empty(),
        given.seed());
  }

  private TuningOutcome run(TuningDefinition definition, int threads, TrialLog log)
      throws IOException {
    return job(definition, threads, log, new Cancellation()).run();
  }

  private TuningJob job(
      TuningDefinition definition, int threads, TrialLog log, Cancellation cancellation) {
    return new TuningJob(
        definition,
        List.of(),
        () -> new CurveWorker(PASSES, passes, 2),
        threads,
        log,
        (job, ended, most) -> {},
        cancellation);
  }

  /** A log after whose n-th result the user interrupts. */
  private static TrialLog stoppingAfter(
      int results, TrialLog log, Cancellation cancellation, AtomicInteger seen) {
    return new TrialLog() {
      @Override
      public Optional<TrialResult> find(Trial trial) {
        return log.find(trial);
      }

      @Override
      public void add(List<TrialResult> ended) {
        log.add(ended);
        if (seen.addAndGet(ended.size()) >= results) {
          cancellation.request("interrupted");
        }
      }
    };
  }

  private static List<Map<String, String>> settings(TuningOutcome outcome) {
    List<Map<String, String>> settings = new ArrayList<>();
    outcome.jobs().forEach(job -> settings.add(job.setting()));
    return settings;
  }

  private static double x(Map<String, String> setting) {
    return Double.parseDouble(setting.get("x"));
  }
}

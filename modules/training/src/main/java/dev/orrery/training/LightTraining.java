package dev.orrery.training;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.OrreryException;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.formats.OpenedData;
import dev.orrery.kernels.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training that leaves no folder, no log and no checkpoint: what sweeps over hundreds of settings
 * are made of. It computes what {@link TrainingRun} does, to the bit.
 */
public final class LightTraining {

  /**
   * What a training came to.
   *
   * @param hyperparameters the values in force, defaults included
   * @param model the model; empty when it was stopped
   * @param metrics what was measured of the whole run; empty when it was stopped
   * @param measured what was measured by pass, in order
   * @param epochs passes that were made, whole ones
   * @param warnings what the user should know of
   * @param seconds time it took
   * @param failure why finishing or scoring it was not possible
   */
  public record Result(
      Map<String, String> hyperparameters,
      Optional<Model> model,
      List<Metric> metrics,
      List<Event.Measured> measured,
      int epochs,
      List<String> warnings,
      double seconds,
      Optional<OrreryException> failure) {}

  private final Kernels kernels;
  private final Parallel parallel;

  /** Trainings by these kernels and threads, one after the other. */
  public LightTraining(Kernels kernels, Parallel parallel) {
    this.kernels = kernels;
    this.parallel = parallel;
  }

  /**
   * Trains once.
   *
   * @param listener who hears of the events while it trains; it may request to stop
   * @param cancellation obeyed between mini-batches
   * @throws dev.orrery.core.error.CustomerError as a run would
   */
  public Result train(Job job, EventListener listener, Cancellation cancellation)
      throws IOException {
    Result result = train(job, List.of(job), listener, cancellation).getFirst();
    if (result.failure().isPresent()) {
      throw result.failure().get();
    }
    return result;
  }

  /**
   * Trains once and finishes a model for each of several jobs, which differ from {@code job} in
   * what finishing alone reads. The first result has the time of the training, the others that of
   * finishing and scoring alone.
   *
   * @return a result per job to finish, in order; those after a stop have no model
   * @throws OrreryException when the training fails, or the finishing of {@code job} itself
   */
  public List<Result> train(
      Job job, List<Job> toFinish, EventListener listener, Cancellation cancellation)
      throws IOException {
    return train(job.algorithm(), job, toFinish, listener, cancellation);
  }

  private <S extends State, M extends Model> List<Result> train(
      Algorithm<S, M> algorithm,
      Job job,
      List<Job> toFinish,
      EventListener audience,
      Cancellation cancellation)
      throws IOException {
    long began = System.nanoTime();
    Record record = new Record();
    RunContext context =
        new RunContext(
            kernels,
            new RandomStreams(job.request().seed()),
            parallel,
            EventListener.all(List.of(record, audience)),
            cancellation);
    context
        .listener()
        .on(
            new Event.Started(
                algorithm.description().name(),
                job.hyperparameters().asMap(),
                algorithm.passes(job.hyperparameters()),
                job.channels().get("train").source().rows()));
    Optional<DataSource> calibration =
        job.channel("validation").or(() -> job.channel("train")).map(OpenedData::source);
    Trainer<S, M> trainer =
        new Trainer<>(
            algorithm,
            job.hyperparameters(),
            job.defaultBatchSize(),
            job.shards(),
            job.channel("validation").map(OpenedData::source),
            calibration,
            context,
            checkpoint -> {},
            new Timings());
    Trainer.Outcome<S, M> outcome = trainer.train(Optional.empty(), Optional.empty());
    List<Result> results = new ArrayList<>();
    for (Job finish : toFinish) {
      long from = results.isEmpty() ? began : System.nanoTime();
      Hyperparameters values =
          finish == job
              ? outcome.hyperparameters()
              : finish
                  .hyperparameters()
                  .with(
                      algorithm.miniBatchSize(),
                      outcome.hyperparameters().getInt(algorithm.miniBatchSize()));
      Optional<M> model = outcome.model();
      List<Metric> metrics = new ArrayList<>();
      Optional<OrreryException> failure = Optional.empty();
      try {
        if (model.isPresent() && finish != job) {
          model = Optional.of(algorithm.finish(values, outcome.state(), calibration, context));
        }
        if (model.isPresent()) {
          measure(algorithm, finish, values, outcome.state(), model.get(), metrics, context);
        }
      } catch (Cancellation.Cancelled stopped) {
        model = Optional.empty();
        metrics.clear();
      } catch (OrreryException e) {
        model = Optional.empty();
        metrics.clear();
        failure = Optional.of(e);
      }
      results.add(
          new Result(
              values.asMap(),
              model.map(m -> (Model) m),
              List.copyOf(metrics),
              List.copyOf(record.measured),
              record.epochs,
              List.copyOf(record.warnings),
              (System.nanoTime() - from) / 1e9,
              failure));
    }
    return results;
  }

  private static <S extends State, M extends Model> void measure(
      Algorithm<S, M> algorithm,
      Job job,
      Hyperparameters values,
      S state,
      M model,
      List<Metric> metrics,
      RunContext context)
      throws IOException {
    metrics.addAll(algorithm.trainingMetrics(values, state, model));
    for (Map.Entry<String, OpenedData> channel : job.channels().entrySet()) {
      metrics.addAll(
          algorithm.evaluate(
              values, model, channel.getKey(), channel.getValue().source(), context));
    }
  }

  /** Keeps what is measured by pass. */
  private static final class Record implements EventListener {
    private final List<Event.Measured> measured = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int epochs;

    @Override
    public void on(Event event) {
      switch (event) {
        case Event.Measured value -> {
          if (value.epoch().isPresent() && value.batch().isEmpty() && value.model().isEmpty()) {
            measured.add(value);
          }
        }
        case Event.EpochEnded _ -> epochs++;
        case Event.Warning warning -> warnings.add(warning.message());
        default -> {}
      }
    }
  }
}

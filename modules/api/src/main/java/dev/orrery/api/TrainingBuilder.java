package dev.orrery.api;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.training.LightTraining;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is to be trained and how, collected step by step until {@link #train(Dataset)}. A builder
 * may be used again, with values changed in between; it is for one thread.
 *
 * <p>Values are checked when training begins, by the rules and in the words of the command line.
 *
 * @param <B> the builder itself
 * @param <P> the model's answer for a row
 * @param <M> the model
 */
public abstract sealed class TrainingBuilder<
        B extends TrainingBuilder<B, P, M>, P, M extends FittedModel<P>>
    permits LinearLearnerBuilder,
        KMeansBuilder,
        KnnBuilder,
        PcaBuilder,
        RandomCutForestBuilder,
        FactorizationMachinesBuilder {

  private final String algorithm;
  private final Function<FittedModel.Parts, M> fitted;
  private final Map<String, String> hyperparameters = new LinkedHashMap<>();
  private boolean preset;
  private Dataset validation;
  private Dataset test;
  private long seed;
  private Machinery machinery = Machinery.usual();
  private EventListener listener = EventListener.none();

  TrainingBuilder(String algorithm, Function<FittedModel.Parts, M> fitted) {
    this.algorithm = algorithm;
    this.fitted = fitted;
  }

  @SuppressWarnings("unchecked") // B is this builder's own class
  private B self() {
    return (B) this;
  }

  /**
   * Sets a hyperparameter by its name, as {@code --hp} does; lists are written as JSON, such as
   * {@code ["msd","ssd"]}.
   *
   * @param name SageMaker's name, or one of Orrery's that begin with {@code orrery_}
   * @param value a number, true or false, or a word such as {@code auto}
   */
  public B hyperparameter(String name, Object value) {
    Given.notNull(name, "the name of a hyperparameter");
    hyperparameters.put(name, String.valueOf(Given.notNull(value, "a value of '" + name + "'")));
    return self();
  }

  /** The hyperparameters that were set, by name. */
  final Map<String, String> given() {
    return Collections.unmodifiableMap(hyperparameters);
  }

  /** Sets a hyperparameter that is a JSON list of words. */
  final B words(String name, String... words) {
    return hyperparameter(name, "[\"" + String.join("\",\"", words) + "\"]");
  }

  /**
   * Begins with the hyperparameters that the catalog suggests for the sample that is trained on;
   * those that are set win.
   */
  public B preset() {
    preset = true;
    return self();
  }

  /** Seed of all randomness; 0 unless set. Equal seeds give equal models. */
  public B seed(long number) {
    seed = number;
    return self();
  }

  /** The compute backend, such as {@code simd} or {@code scalar}; {@code auto} unless set. */
  public B backend(String name) {
    machinery = machinery.on(Given.notNull(name, "the name of a backend"));
    return self();
  }

  /** Threads to compute with, 1 to 1024; all cores unless set. No result depends on them. */
  public B threads(int count) {
    machinery = machinery.with(count);
    return self();
  }

  /** Data to choose by while training, for algorithms that do; it is scored too; null for none. */
  public B validation(Dataset data) {
    validation = data;
    return self();
  }

  /** Data to score the model on; null for none. */
  public B test(Dataset data) {
    test = data;
    return self();
  }

  /** Who hears of the events of training, on the thread that trains. */
  public B listener(EventListener audience) {
    listener = Given.notNull(audience, "a listener");
    return self();
  }

  /** Trains on the data of a name, as {@link Dataset#of(String)} takes it. */
  public Trained<P, M> train(String data) {
    return train(Dataset.of(data));
  }

  /** Trains on the one part and scores the model on the other. */
  public Trained<P, M> train(Dataset.Parts parts) {
    Given.notNull(parts, "data in two parts");
    return train(new Channels(parts.train(), validation, parts.test()));
  }

  /**
   * Trains.
   *
   * @return the model and what was measured
   * @throws CustomerError in one sentence when a hyperparameter is missing or outside its range, or
   *     data cannot be used
   */
  public Trained<P, M> train(Dataset data) {
    return train(new Channels(Given.notNull(data, "data to train on"), validation, test));
  }

  private Trained<P, M> train(Channels channels) {
    return machinery.run(
        (kernels, parallel) -> {
          String backend = machinery.chosen().name();
          Job job = Job.open(request(channels, backend), channels::open);
          List<String> notes = new ArrayList<>(job.notes());
          EventListener keeper =
              event -> {
                if (event instanceof Event.Note note) {
                  notes.add(note.message());
                }
              };
          LightTraining.Result result =
              new LightTraining(kernels, parallel)
                  .train(job, EventListener.all(List.of(keeper, listener)), new Cancellation());
          return trained(job, result, notes, backend);
        });
  }

  private Trained<P, M> trained(
      Job job, LightTraining.Result result, List<String> notes, String backend) {
    FittedModel.Parts parts =
        new FittedModel.Parts(
            result.model().orElseThrow(() -> new CustomerError("The training was stopped")),
            job.channels().get("train").preparation(),
            machinery);
    return new Trained<>(
        fitted.apply(parts),
        result.hyperparameters(),
        result.metrics(),
        result.measured(),
        result.epochs(),
        List.copyOf(notes),
        result.warnings(),
        backend,
        result.seconds());
  }

  private JobRequest request(Channels channels, String backend) throws IOException {
    Map<String, String> values =
        new LinkedHashMap<>(preset ? suggested(channels.train()) : Map.of());
    values.putAll(hyperparameters);
    return new JobRequest(
        algorithm,
        channels.train().name(),
        channels.validation() == null ? null : channels.validation().name(),
        channels.test() == null ? null : channels.test().name(),
        channels.reading(),
        values,
        backend,
        seed,
        1,
        false,
        null,
        "File",
        false,
        null,
        true);
  }

  private Map<String, String> suggested(Dataset train) throws IOException {
    return train
        .sample()
        .map(sample -> sample.presets().get(algorithm))
        .orElseThrow(
            () ->
                new CustomerError(
                    "The catalog has no preset for " + algorithm + " on " + train, "preset"));
  }
}

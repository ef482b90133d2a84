package dev.orrery.training;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.algorithm.Description.Distribution;
import dev.orrery.core.data.ClassLabels;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.text.Text;
import dev.orrery.formats.OpenedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request whose algorithm, hyperparameters and data have been found and checked: ready to train.
 *
 * @param request what was asked for
 * @param algorithm the algorithm
 * @param hyperparameters the values in force
 * @param defaultBatchSize whether the rows of a mini-batch were left to the default
 * @param channels the opened channels by name, {@code train} first
 * @param shards the train channel as the hosts see it
 * @param fromState the file of the state that training begins with
 * @param notes what was decided for the user
 */
public record Job(
    JobRequest request,
    Algorithm<?, ?> algorithm,
    Hyperparameters hyperparameters,
    boolean defaultBatchSize,
    Map<String, OpenedData> channels,
    List<DataSource> shards,
    Optional<Path> fromState,
    List<String> notes) {

  /** Each host has a state of its own, all in this process. */
  private static final int MOST_HOSTS = 1000;

  /**
   * Finds and checks everything that a request names.
   *
   * @param datasets the folder of the sample catalog
   * @throws CustomerError when anything is missing or does not fit, before any training
   */
  public static Job open(JobRequest request, Path datasets) throws IOException {
    return open(request, ChannelOpener.of(datasets));
  }

  /**
   * Finds and checks everything that a request names, with channels that are opened in another way,
   * such as rows that are in memory.
   *
   * @throws CustomerError when anything is missing or does not fit, before any training
   */
  public static Job open(JobRequest request, ChannelOpener opener) throws IOException {
    Algorithm<?, ?> algorithm = Algorithms.find(request.algorithm());
    checkedBeforeReading(algorithm, request);
    if (request.hosts() < 1 || request.hosts() > MOST_HOSTS) {
      throw new CustomerError(
          "The number of hosts must be 1 to " + MOST_HOSTS + ", not " + request.hosts(), "--hosts");
    }
    List<String> notes = new ArrayList<>();
    Optional<EarlierRun> earlier =
        request.fromState() == null ? Optional.empty() : Optional.of(EarlierRun.of(request));
    Map<String, OpenedData> channels =
        Channels.open(
            algorithm.description(),
            request,
            opener,
            earlier.map(EarlierRun::preparation).orElse(null),
            notes);
    Job job = derive(request, algorithm, channels, earlier, notes);
    if (!request.piped()) {
      Channels.checkScoredLabels(algorithm, job.hyperparameters, channels);
    }
    return job;
  }

  /** What follows from the hyperparameters once the data is open. */
  private static Job derive(
      JobRequest request,
      Algorithm<?, ?> algorithm,
      Map<String, OpenedData> channels,
      Optional<EarlierRun> earlier,
      List<String> notes)
      throws IOException {
    OpenedData train = channels.get("train");
    Hyperparameters hyperparameters = checkedBeforeReading(algorithm, request);
    String featureDim = algorithm.featureDim().name();
    if (leftOpen(request, algorithm.featureDim())) {
      hyperparameters = hyperparameters.with(algorithm.featureDim(), train.featureDim());
      algorithm.check(hyperparameters, request.piped());
      notes.add("'" + featureDim + "' was read from the data: " + train.featureDim() + ".");
    }
    hyperparameters = withClassCount(algorithm, request, hyperparameters, train, earlier, notes);
    int expected = hyperparameters.getInt(algorithm.featureDim());
    // Again, now that the number of features is known: what the centers need follows from it.
    algorithm.check(hyperparameters, request.piped());
    channels.forEach((name, data) -> checkWidth(name, expected, data.featureDim()));
    if (earlier.isPresent()) {
      Map<String, String> before = earlier.get().record().hyperparameters();
      algorithm.checkContinuation(algorithm.hyperparameters().validate(before), hyperparameters);
    }
    checkMemory(algorithm.memoryBytes(hyperparameters, train.source().rows()), request.hosts());
    List<DataSource> shards =
        Shards.of(
            train.source(),
            request.hosts(),
            distribution(request, algorithm.description()),
            request.splitRows());
    return new Job(
        request,
        algorithm,
        hyperparameters,
        !request.hyperparameters().containsKey(algorithm.miniBatchSize().name()),
        channels,
        shards,
        earlier.map(EarlierRun::state),
        notes);
  }

  /**
   * The same training on the same opened data with other hyperparameters and another seed. Training
   * begins from nothing.
   *
   * @param hyperparameters all that are given
   * @throws CustomerError when they do not go together or do not fit the data
   */
  public Job with(Map<String, String> hyperparameters, long seed) throws IOException {
    return derive(
        request.with(hyperparameters, seed),
        algorithm,
        channels,
        Optional.empty(),
        new ArrayList<>());
  }

  /**
   * The same training with every channel read once and held in memory, for trainings that read it
   * again and again; the job itself where the rows take more than {@code bytes} or come through a
   * pipe.
   *
   * @param bytes most memory for the rows of all channels
   */
  public Job inMemory(long bytes) throws IOException {
    Optional<Map<String, OpenedData>> held =
        request.piped() ? Optional.empty() : HeldData.of(channels, bytes);
    return held.isEmpty() || request.hosts() > 1
        ? this
        : derive(request, algorithm, held.get(), Optional.empty(), new ArrayList<>(notes));
  }

  /** A channel, when the request names it or it was split off. */
  public Optional<OpenedData> channel(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  /** Counts the classes of the labels where their number is needed and was left out. */
  private static Hyperparameters withClassCount(
      Algorithm<?, ?> algorithm,
      JobRequest request,
      Hyperparameters given,
      OpenedData train,
      Optional<EarlierRun> earlier,
      List<String> notes)
      throws IOException {
    Optional<Hyperparameter<Long>> count = algorithm.classCount(given);
    if (count.isEmpty() || request.hyperparameters().containsKey(count.get().name())) {
      return given;
    }
    Optional<String> before =
        earlier.map(run -> run.record().hyperparameters().get(count.get().name()));
    if (before.isPresent()) {
      notes.add("'" + count.get().name() + "' is that of the earlier run: " + before.get() + ".");
      return given.with(count.get(), before.get());
    }
    long classes = train.preparation().labels().size();
    if (classes == 0) {
      if (request.piped()) {
        throw new CustomerError(
            Text.format(
                "No value(s) were specified for '%1$s' which are required hyperparameter(s); counting the classes needs a first pass over the data and Pipe mode reads once",
                count.get().name()),
            "--hp " + count.get().name());
      }
      classes = 1 + (long) ClassLabels.greatest(train.source());
    }
    notes.add("'" + count.get().name() + "' was read from the labels: " + classes + ".");
    return given.with(count.get(), classes);
  }

  /** What is wrong with the hyperparameters alone is told before any file is touched. */
  private static Hyperparameters checkedBeforeReading(
      Algorithm<?, ?> algorithm, JobRequest request) {
    Map<String, String> map = new LinkedHashMap<>(request.hyperparameters());
    if (leftOpen(request, algorithm.featureDim())) {
      map.put(algorithm.featureDim().name(), "1");
    }
    Hyperparameters given = algorithm.hyperparameters().validate(map);
    algorithm.check(given, request.piped());
    return given;
  }

  /** Whether a value is to be read from the data. */
  private static boolean leftOpen(JobRequest request, Hyperparameter<?> hyperparameter) {
    String given = request.hyperparameters().get(hyperparameter.name());
    return given == null || given.equals("auto") && hyperparameter.autoMeaning().isPresent();
  }

  /** What the states take is asked for before it is taken. */
  private static void checkMemory(long bytesPerHost, int hosts) {
    double bytes = (double) bytesPerHost * hosts;
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw new CustomerError(
          Text.format(
                  "Out of Memory. Training would take about %.0f MiB, and Java may use %d MiB. Please reduce the",
                  bytes / 1048576, heap >> 20)
              + " batch size or the size of the model, or set ORRERY_JAVA_OPTS=-Xmx to more",
          "memory");
    }
  }

  private static void checkWidth(String channel, int expected, int found) {
    if (expected != found) {
      throw CustomerError.featureDim(channel, expected, found, "--hp feature_dim");
    }
  }

  private static Distribution distribution(JobRequest request, Description description) {
    List<Distribution> allowed = description.trainDistributions();
    if (request.distribution() == null) {
      return allowed.getFirst();
    }
    for (Distribution distribution : allowed) {
      if (distribution.toString().equals(request.distribution())) {
        return distribution;
      }
    }
    throw new CustomerError(
        Text.format(
            "The train channel of %s cannot be distributed as '%s'; expected %s",
            description.name(),
            request.distribution(),
            allowed.stream().map(Distribution::toString).collect(Collectors.joining(" or "))),
        "--distribution");
  }
}

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
import dev.orrery.formats.Data;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.ReadOptions;
import dev.orrery.formats.Split;
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
 * @param notes what was decided for the user
 */
public record Job(
    JobRequest request,
    Algorithm<?, ?> algorithm,
    Hyperparameters hyperparameters,
    boolean defaultBatchSize,
    Map<String, OpenedData> channels,
    List<DataSource> shards,
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
    Algorithm<?, ?> algorithm = Algorithms.find(request.algorithm());
    Hyperparameters given = checkedBeforeReading(algorithm, request);
    if (request.hosts() < 1 || request.hosts() > MOST_HOSTS) {
      throw new CustomerError(
          "The number of hosts must be 1 to " + MOST_HOSTS + ", not " + request.hosts(), "--hosts");
    }
    List<String> notes = new ArrayList<>();
    Map<String, OpenedData> channels = openChannels(algorithm, request, datasets, notes);
    OpenedData train = channels.get("train");
    checkLabels(algorithm.description(), channels, request);
    noteExtensions(algorithm.description(), request, train, notes);
    Hyperparameters hyperparameters = given;
    String featureDim = algorithm.featureDim().name();
    if (leftOpen(request, algorithm.featureDim())) {
      hyperparameters = given.with(algorithm.featureDim(), train.featureDim());
      algorithm.check(hyperparameters, request.piped());
      notes.add("'" + featureDim + "' was read from the data: " + train.featureDim() + ".");
    }
    hyperparameters = withClassCount(algorithm, request, hyperparameters, train, notes);
    int expected = hyperparameters.getInt(algorithm.featureDim());
    // Again, now that the number of features is known: what the centers need follows from it.
    algorithm.check(hyperparameters, request.piped());
    channels.forEach((name, data) -> checkWidth(name, expected, data.featureDim()));
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
        notes);
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
      List<String> notes)
      throws IOException {
    Optional<Hyperparameter<Long>> count = algorithm.classCount(given);
    if (count.isEmpty() || request.hyperparameters().containsKey(count.get().name())) {
      return given;
    }
    long classes = train.preparation().labels().size();
    if (classes == 0) {
      if (request.piped()) {
        throw new CustomerError(
            "No value(s) were specified for '%1$s' which are required hyperparameter(s); counting the classes needs a first pass over the data and Pipe mode reads once"
                .formatted(count.get().name()),
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

  /**
   * The test channel of an algorithm that trains without labels. A label size of 0 tells of the
   * train channel, as SageMaker wants it there (spec B5.2); the test channel has one label.
   */
  private static ReadOptions labelledTest(JobRequest request) {
    ReadOptions options = request.reading().options(1, true, request.piped());
    ReadOptions.Builder test = options.toBuilder().labelWords(ReadOptions.LabelWords.POSITIVE);
    options
        .contentType()
        .filter(type -> type.labelSize().orElse(1) == 0)
        .ifPresent(type -> test.contentType(type.without("label_size")));
    return test.build();
  }

  private static Map<String, OpenedData> openChannels(
      Algorithm<?, ?> algorithm, JobRequest request, Path datasets, List<String> notes)
      throws IOException {
    if (request.reading().split() != null && request.test() != null) {
      throw new CustomerError(
          "--split makes the test channel from the train channel; leave out --test", "--split");
    }
    Description.Labels labels = algorithm.description().labels();
    boolean supervised = labels == Description.Labels.ONE;
    ReadOptions options =
        request.reading().options(supervised ? 1 : 0, supervised, request.piped());
    ReadOptions ofTrained = options.toBuilder().labelWords(ReadOptions.LabelWords.TRAINED).build();
    ReadOptions testOptions =
        switch (labels) {
          case NONE -> options;
          case ONE -> ofTrained;
          case TEST_ONLY -> labelledTest(request);
        };
    ReadOptions ofTrain =
        request.reading().split() == null
            ? options
            : options.toBuilder().split(Split.train(request.reading().split())).build();
    Map<String, OpenedData> channels = new LinkedHashMap<>();
    OpenedData train = Data.open(request.train(), "train", ofTrain, datasets, notes::add);
    channels.put("train", train);
    if (request.validation() != null) {
      channels.put(
          "validation",
          Data.open(
              request.validation(),
              "validation",
              ofTrained,
              datasets,
              notes::add,
              train.preparation()));
    }
    String test = request.reading().split() != null ? request.train() : request.test();
    if (test != null) {
      ReadOptions ofTest =
          request.reading().split() == null
              ? testOptions
              : testOptions.toBuilder().split(Split.test(request.reading().split())).build();
      channels.put(
          "test", Data.open(test, "test", ofTest, datasets, notes::add, train.preparation()));
    }
    return channels;
  }

  /** Whether every channel has the labels that the algorithm needs in it. */
  private static void checkLabels(
      Description description, Map<String, OpenedData> channels, JobRequest request) {
    channels.forEach(
        (name, data) -> {
          boolean needed =
              switch (description.labels()) {
                case NONE -> false;
                case ONE -> true;
                case TEST_ONLY -> name.equals("test");
              };
          if (needed) {
            String where = name.equals("test") && request.test() == null ? "--split" : "--" + name;
            ClassLabels.requireOne(data.labelSize(), name, where);
          }
        });
  }

  /** Says aloud what SageMaker does not take. */
  private static void noteExtensions(
      Description description, JobRequest request, OpenedData train, List<String> notes) {
    String type = train.contentType().mediaType().text();
    if (!description.trainingTypes().contains(type)) {
      notes.add(
          "SageMaker's %s trains on %s alone; %s is taken as an extension of Orrery."
              .formatted(
                  description.name(), String.join(" and ", description.trainingTypes()), type));
    }
    if (request.validation() != null && !description.validationChannel()) {
      notes.add(
          "SageMaker's %s has no validation channel; it is taken as an extension of Orrery."
              .formatted(description.name()));
    }
  }

  /** What the states take is asked for before it is taken. */
  private static void checkMemory(long bytesPerHost, int hosts) {
    double bytes = (double) bytesPerHost * hosts;
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw new CustomerError(
          "Out of Memory. Training would take about %.0f MiB, and Java may use %d MiB. Please reduce the"
                  .formatted(bytes / 1048576, heap >> 20)
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
        "The train channel of %s cannot be distributed as '%s'; expected %s"
            .formatted(
                description.name(),
                request.distribution(),
                allowed.stream().map(Distribution::toString).collect(Collectors.joining(" or "))),
        "--distribution");
  }
}

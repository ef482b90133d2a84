package dev.orrery.training;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.ClassLabels;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.text.Text;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.Preparation;
import dev.orrery.formats.ReadOptions;
import dev.orrery.formats.Split;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the channels of a request, each with the labels that the algorithm needs in it. */
final class Channels {

  private static final int ROWS = 1024;

  private Channels() {}

  /**
   * Opens the channels of a request, {@code train} first.
   *
   * @param learnt how the data of an earlier run was read, which this training goes on from; null
   *     to find out
   * @param notes takes what was decided
   */
  static Map<String, OpenedData> open(
      Description description,
      JobRequest request,
      ChannelOpener opener,
      Preparation learnt,
      List<String> notes)
      throws IOException {
    boolean divides = request.reading().dividesTrain();
    if (divides && request.test() != null) {
      String option = division(request);
      throw new CustomerError(
          option + " makes the test channel from the train channel; leave out --test", option);
    }
    if (request.reading().fold() != null && request.reading().split() != null) {
      throw new CustomerError(
          "--folds and --split both make the test channel from the train channel; use one of them",
          "--folds");
    }
    Description.Labels labels = description.labels();
    boolean supervised = labels == Description.Labels.ONE;
    ReadOptions options =
        request.reading().options(supervised ? 1 : 0, supervised, request.piped());
    ReadOptions ofTrained =
        options.toBuilder()
            .labelWords(ReadOptions.LabelWords.TRAINED)
            .labelMayLack(labels == Description.Labels.TEST_ONLY)
            .build();
    ReadOptions testOptions =
        switch (labels) {
          case NONE -> options;
          case ONE -> ofTrained;
          case TEST_ONLY -> labelledTest(request);
        };
    ReadOptions ofTrain =
        ofTrained.toBuilder().split(request.reading().rows(Split.Part.TRAIN)).build();
    Map<String, OpenedData> channels = new LinkedHashMap<>();
    OpenedData train = open(request.train(), "train", ofTrain, opener, notes, learnt);
    channels.put("train", train);
    if (request.validation() != null) {
      channels.put(
          "validation",
          open(request.validation(), "validation", ofTrained, opener, notes, train.preparation()));
    }
    String test = divides ? request.train() : request.test();
    if (test != null) {
      ReadOptions ofTest =
          testOptions.toBuilder().split(request.reading().rows(Split.Part.TEST)).build();
      channels.put("test", open(test, "test", ofTest, opener, notes, train.preparation()));
    }
    checkLabels(description, channels, request);
    noteExtensions(description, request, train, notes);
    return channels;
  }

  private static OpenedData open(
      String argument,
      String channel,
      ReadOptions options,
      ChannelOpener opener,
      List<String> notes,
      Preparation learnt)
      throws IOException {
    Optional<String> requested = options.contentType().map(ContentType::toString);
    OpenedData data =
        ChannelData.told(
            channel, requested, () -> opener.open(channel, argument, options, notes::add, learnt));
    return data.withSource(new ChannelData(data.source(), channel, requested));
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
            String where =
                name.equals("test") && request.test() == null ? division(request) : "--" + name;
            ClassLabels.requireOne(data.labelSize(), name, where);
          }
        });
  }

  /**
   * Reads the labels by which the model will be scored: a bad one is told before training, not
   * after it. In Pipe mode a channel is not read for this alone.
   */
  static void checkScoredLabels(
      Algorithm<?, ?> algorithm, Hyperparameters hyperparameters, Map<String, OpenedData> channels)
      throws IOException {
    for (String name : List.of("validation", "test")) {
      OpenedData data = channels.get(name);
      Description.Labels labels = algorithm.description().labels();
      boolean scored =
          labels == Description.Labels.ONE
              || labels == Description.Labels.TEST_ONLY && name.equals("test");
      if (data == null || !scored) {
        continue;
      }
      try (BatchReader reader = data.source().open()) {
        for (Batch batch = reader.next(ROWS); batch != null; batch = reader.next(ROWS)) {
          algorithm.checkLabels(hyperparameters, batch, name);
        }
      }
    }
  }

  /** The option by which the test channel is made of rows of the train channel. */
  private static String division(JobRequest request) {
    return request.reading().fold() == null ? "--split" : "--folds";
  }

  /** Says aloud what SageMaker does not take. */
  private static void noteExtensions(
      Description description, JobRequest request, OpenedData train, List<String> notes) {
    String type = train.contentType().mediaType().text();
    if (!description.trainingTypes().contains(type)) {
      notes.add(
          Text.format(
              "SageMaker's %s trains on %s alone; %s is taken as an extension of Orrery.",
              description.name(), String.join(" and ", description.trainingTypes()), type));
    }
    if (request.validation() != null && !description.validationChannel()) {
      notes.add(
          Text.format(
              "SageMaker's %s has no validation channel; it is taken as an extension of Orrery.",
              description.name()));
    }
  }
}

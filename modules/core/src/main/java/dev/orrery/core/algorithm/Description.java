package dev.orrery.core.algorithm;

import dev.orrery.core.metric.Measure;
import dev.orrery.kernels.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an algorithm is, for help, logs and the driver. Made by {@link #builder}.
 *
 * @param name SageMaker's repository name, such as {@code kmeans}
 * @param aliases longer names that are accepted too
 * @param title for people, such as {@code K-means}
 * @param metricsName the value of {@code Algorithm} in SageMaker's {@code #metrics} lines
 * @param metricsByPhase whether SageMaker's log has a {@code #metrics} line after each phase and
 *     pass; if not, one line tells of all of them
 * @param wording what its log calls what others call otherwise
 * @param summary one sentence on what it computes
 * @param labels what it does with labels
 * @param trainDistributions the distributions of the train channel that SageMaker allows, the
 *     recommended one first
 * @param trainingTypes media types of training data that SageMaker takes; others are extensions
 * @param validationChannel whether SageMaker's has a validation channel; if not, one is an
 *     extension
 * @param csvAnswers whether SageMaker answers in CSV; if not, CSV answers are an extension
 * @param metrics what training and evaluation measure
 * @param work the stages of its numeric work, and the kernels that each calls
 * @param departures where it departs from SageMaker, a sentence each
 */
public record Description(
    String name,
    List<String> aliases,
    String title,
    String metricsName,
    boolean metricsByPhase,
    Wording wording,
    String summary,
    Labels labels,
    List<Distribution> trainDistributions,
    List<String> trainingTypes,
    boolean validationChannel,
    boolean csvAnswers,
    List<Measure> metrics,
    List<Work> work,
    List<String> departures) {

  /**
   * A stage of the numeric work.
   *
   * @param stage what is computed, in a few words
   * @param operations the kernels it calls, which the backend may compute; empty: plain code of the
   *     algorithm, which runs on the host with every backend
   */
  public record Work(String stage, List<Operation> operations) {

    /** Keeps a copy of the list. */
    public Work {
      operations = List.copyOf(operations);
    }
  }

  /** RecordIO-protobuf, which every algorithm takes. */
  public static final String RECORDIO = "application/x-recordio-protobuf";

  /** CSV, which all but factorization machines take. */
  public static final String CSV = "text/csv";

  private static final String JSON = "application/json";
  private static final String JSON_LINES = "application/jsonlines";

  /**
   * Where the logs of SageMaker's algorithms differ in words.
   *
   * @param serializeTime name of the time it takes to write the model, in {@code #metrics} lines
   * @param completed how far it is, a format of the percentage
   */
  public record Wording(String serializeTime, String completed) {

    /** As most of them say it. */
    public static final Wording USUAL =
        new Wording("model.serialize.time", "completed %.1f %% of epochs");
  }

  /** Keeps copies of the lists. */
  public Description {
    aliases = List.copyOf(aliases);
    trainDistributions = List.copyOf(trainDistributions);
    trainingTypes = List.copyOf(trainingTypes);
    metrics = List.copyOf(metrics);
    work = List.copyOf(work);
    departures = List.copyOf(departures);
  }

  /** The channels that SageMaker's algorithm takes. */
  public List<String> channels() {
    return validationChannel ? List.of("train", "validation", "test") : List.of("train", "test");
  }

  /** Media types of requests; CSV is one where it is trained on (spec A2). */
  public List<String> requestTypes() {
    return types(trainingTypes.contains(CSV));
  }

  /** Media types of answers. */
  public List<String> answerTypes() {
    return types(csvAnswers);
  }

  private static List<String> types(boolean csv) {
    return csv ? List.of(JSON, JSON_LINES, RECORDIO, CSV) : List.of(JSON, JSON_LINES, RECORDIO);
  }

  /** What SageMaker's takes and gives, in words, by what it is about. */
  public Map<String, String> forms() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("channels", String.join(", ", channels()));
    forms.put("labels", labels.meaning);
    forms.put("trains on", String.join(", ", trainingTypes));
    forms.put("requests in", String.join(", ", requestTypes()));
    forms.put("answers in", String.join(", ", answerTypes()));
    forms.put(
        "several hosts",
        trainDistributions.stream()
            .map(Distribution::toString)
            .collect(Collectors.joining(" or ")));
    return forms;
  }

  /** A description of an algorithm that takes RecordIO and CSV, sharded or replicated. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Collects a description. */
  public static final class Builder {
    private final String name;
    private List<String> aliases = List.of();
    private String title = "";
    private String metricsName = "";
    private boolean metricsByPhase;
    private Wording wording = Wording.USUAL;
    private String summary = "";
    private Labels labels = Labels.NONE;
    private List<Distribution> trainDistributions =
        List.of(Distribution.SHARDED_BY_S3_KEY, Distribution.FULLY_REPLICATED);
    private List<String> trainingTypes = List.of(RECORDIO, CSV);
    private boolean validationChannel;
    private boolean csvAnswers;
    private List<Measure> metrics = List.of();
    private final List<Work> work = new ArrayList<>();
    private List<String> departures = List.of();

    private Builder(String name) {
      this.name = name;
    }

    /** Longer names that are accepted too. */
    public Builder aliases(String... names) {
      aliases = List.of(names);
      return this;
    }

    /** For people, such as {@code K-means}. */
    public Builder title(String text) {
      title = text;
      return this;
    }

    /** The value of {@code Algorithm} in SageMaker's {@code #metrics} lines. */
    public Builder metricsName(String text) {
      metricsName = text;
      return this;
    }

    /** SageMaker's log has a {@code #metrics} line after each phase and pass. */
    public Builder metricsByPhase() {
      metricsByPhase = true;
      return this;
    }

    /** What its log calls what others call otherwise. */
    public Builder wording(Wording words) {
      wording = words;
      return this;
    }

    /** One sentence on what it computes. */
    public Builder summary(String sentence) {
      summary = sentence;
      return this;
    }

    /** What it does with labels. */
    public Builder labels(Labels rule) {
      labels = rule;
      return this;
    }

    /** The distributions of the train channel that SageMaker allows, the recommended one first. */
    public Builder trainDistributions(Distribution... allowed) {
      trainDistributions = List.of(allowed);
      return this;
    }

    /** Media types of training data that SageMaker takes. */
    public Builder trainingTypes(String... types) {
      trainingTypes = List.of(types);
      return this;
    }

    /** SageMaker's has a validation channel beside train and test. */
    public Builder validationChannel() {
      validationChannel = true;
      return this;
    }

    /** SageMaker answers in CSV too. */
    public Builder csvAnswers() {
      csvAnswers = true;
      return this;
    }

    /** What training and evaluation measure. */
    public Builder metrics(List<Measure> all) {
      metrics = all;
      return this;
    }

    /** A stage of the numeric work and the kernels it calls; none: plain code on the host. */
    public Builder work(String stage, Operation... operations) {
      work.add(new Work(stage, List.of(operations)));
      return this;
    }

    /** Where it departs from SageMaker, a sentence each. */
    public Builder departures(String... sentences) {
      departures = List.of(sentences);
      return this;
    }

    /** The description. */
    public Description build() {
      return new Description(
          name,
          aliases,
          title,
          metricsName,
          metricsByPhase,
          wording,
          summary,
          labels,
          trainDistributions,
          trainingTypes,
          validationChannel,
          csvAnswers,
          metrics,
          work,
          departures);
    }
  }

  /** What an algorithm does with labels. */
  public enum Labels {
    /** It takes none; labels that are present are not used. */
    NONE("none; labels that are there are left out"),
    /** It needs one per row, in every channel. */
    ONE("one per row, in every channel"),
    /** It trains without; a test channel carries one per row, to be scored by. */
    TEST_ONLY("one per row in the test channel; left out of the train channel");

    private final String meaning;

    Labels(String meaning) {
      this.meaning = meaning;
    }
  }

  /** How a channel's data reaches several hosts. */
  public enum Distribution {
    /** Files are dealt out. */
    SHARDED_BY_S3_KEY("ShardedByS3Key"),
    /** Every host reads everything. */
    FULLY_REPLICATED("FullyReplicated");

    private final String text;

    Distribution(String text) {
      this.text = text;
    }

    /** SageMaker's word for it. */
    @Override
    public String toString() {
      return text;
    }
  }
}

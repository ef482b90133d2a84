package dev.orrery.cli;

import dev.orrery.artifacts.ArtifactLayout;
import dev.orrery.artifacts.MxNetArrays;
import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.ClassLabels;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A small algorithm with labels, for tests of what all such algorithms share: the class whose mean
 * is nearest.
 */
public final class NearestMean implements Algorithm<NearestMean.Sums, NearestMean.Means> {

  private static final Hyperparameter<Long> FEATURE_DIM =
      Hyperparameter.integer("feature_dim", 1).required().meaning("Columns.");
  private static final Hyperparameter<Long> NUM_CLASSES =
      Hyperparameter.integer("num_classes", 2).meaning("Classes.");
  private static final Hyperparameter<Long> MINI_BATCH_SIZE =
      Hyperparameter.integer("mini_batch_size", 1).defaultsTo("1000").meaning("Rows.");
  private static final Hyperparameter<Long> EPOCHS =
      Hyperparameter.integer("epochs", 1).defaultsTo("1").meaning("Passes.");

  /** Sums of the rows and how many there are, by class. */
  static final class Sums implements State {
    private final double[][] sums;
    private final double[] counts;

    Sums(int classes, int d) {
      sums = new double[classes][d];
      counts = new double[classes];
    }

    @Override
    public long rowsSeen() {
      return (long) Arrays.stream(counts).sum();
    }
  }

  /** A mean per class. */
  record Means(float[][] means, int k) implements Model {
    @Override
    public int featureDim() {
      return means[0].length;
    }

    @Override
    public Predictions predict(Matrix rows, RunContext context) {
      Predictions all = predictVerbose(rows, context);
      return new Predictions(all.root(), all.keys().subList(0, 1), all.rows());
    }

    @Override
    public Predictions predictVerbose(Matrix rows, RunContext context) {
      DenseMatrix dense = rows.toDense();
      float[] label = new float[rows.rows()];
      float[] nearest = new float[rows.rows() * k];
      for (int i = 0; i < rows.rows(); i++) {
        int row = i;
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < means.length; c++) {
          order.add(c);
        }
        order.sort((a, b) -> Double.compare(distance(dense, row, a), distance(dense, row, b)));
        label[i] = order.getFirst();
        for (int j = 0; j < k; j++) {
          nearest[i * k + j] = order.get(j);
        }
      }
      return new Predictions(
          "predictions",
          List.of(
              Predictions.Key.scalar("predicted_label", label),
              new Predictions.Key("labels", nearest, k, true)),
          rows.rows());
    }

    private double distance(DenseMatrix rows, int row, int mean) {
      double sum = 0;
      for (int j = 0; j < featureDim(); j++) {
        double difference = rows.get(row, j) - means[mean][j];
        sum += difference * difference;
      }
      return sum;
    }

    @Override
    public Model with(Map<String, String> options) {
      if (!options.keySet().stream().allMatch("k"::equals)) {
        throw new CustomerError("Only k can be changed after training", "--hp");
      }
      return options.isEmpty() ? this : new Means(means, Integer.parseInt(options.get("k")));
    }
  }

  @Override
  public Description description() {
    return Description.builder("nearest-mean")
        .title("Nearest mean")
        .metricsName("NearestMean")
        .summary("Predicts the class whose mean is nearest.")
        .labels(Description.Labels.ONE)
        .trainDistributions(Description.Distribution.SHARDED_BY_S3_KEY)
        .build();
  }

  @Override
  public HyperparameterSchema hyperparameters() {
    return HyperparameterSchema.of(FEATURE_DIM, NUM_CLASSES, MINI_BATCH_SIZE, EPOCHS);
  }

  @Override
  public Hyperparameter<Long> featureDim() {
    return FEATURE_DIM;
  }

  @Override
  public Hyperparameter<Long> miniBatchSize() {
    return MINI_BATCH_SIZE;
  }

  @Override
  public Optional<Hyperparameter<Long>> classCount(Hyperparameters hyperparameters) {
    return Optional.of(NUM_CLASSES);
  }

  @Override
  public boolean needsWholeBatch() {
    return true;
  }

  @Override
  public int passes(Hyperparameters hyperparameters) {
    return hyperparameters.getInt(EPOCHS);
  }

  @Override
  public Sums initialize(Hyperparameters hyperparameters, Batch sample, RunContext context) {
    return new Sums(hyperparameters.getInt(NUM_CLASSES), hyperparameters.getInt(FEATURE_DIM));
  }

  @Override
  public void update(Hyperparameters hyperparameters, Sums state, Batch batch, RunContext context) {
    float[] labels = ClassLabels.classes(batch, hyperparameters.get(NUM_CLASSES), "train");
    DenseMatrix rows = batch.features().toDense();
    for (int i = 0; i < rows.rows(); i++) {
      int label = (int) labels[i];
      state.counts[label]++;
      for (int j = 0; j < rows.columns(); j++) {
        state.sums[label][j] += rows.get(i, j);
      }
    }
  }

  @Override
  public Verdict endPass(
      Hyperparameters hyperparameters,
      Sums state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context) {
    Metric seen = Metric.score("train", "rows", state.rowsSeen());
    context.listener().on(Event.Measured.ofEpoch(epoch, seen));
    context.listener().on(Event.Measured.ofBatch(epoch, 0, seen));
    context.listener().on(Event.Measured.ofModel(epoch, 0, seen));
    return Verdict.CONTINUE;
  }

  @Override
  public Sums merge(Hyperparameters hyperparameters, List<Sums> states, RunContext context) {
    Sums all = states.getFirst();
    for (Sums state : states.subList(1, states.size())) {
      for (int c = 0; c < all.counts.length; c++) {
        all.counts[c] += state.counts[c];
        for (int j = 0; j < all.sums[c].length; j++) {
          all.sums[c][j] += state.sums[c][j];
        }
      }
    }
    return all;
  }

  @Override
  public List<Sums> fork(Hyperparameters hyperparameters, Sums state, int hosts) {
    List<Sums> forks = new ArrayList<>(List.of(state));
    while (forks.size() < hosts) {
      forks.add(new Sums(state.counts.length, state.sums[0].length));
    }
    return forks;
  }

  @Override
  public Sums continueFrom(Hyperparameters hyperparameters, Sums state, RunContext context) {
    if (state.counts.length != hyperparameters.getInt(NUM_CLASSES)) {
      throw new CustomerError(
          "The state has %d classes, and num_classes is %d"
              .formatted(state.counts.length, hyperparameters.get(NUM_CLASSES)),
          "--from-state");
    }
    return state;
  }

  @Override
  public Means finish(
      Hyperparameters hyperparameters,
      Sums state,
      Optional<DataSource> calibration,
      RunContext context) {
    float[][] means = new float[state.counts.length][state.sums[0].length];
    for (int c = 0; c < means.length; c++) {
      for (int j = 0; j < means[c].length; j++) {
        means[c][j] = (float) (state.sums[c][j] / state.counts[c]);
      }
    }
    return new Means(means, means.length);
  }

  @Override
  public List<Metric> trainingMetrics(Hyperparameters hyperparameters, Sums state, Means model) {
    return List.of(Metric.score("train", "rows", state.rowsSeen()).asExtension());
  }

  @Override
  public List<Metric> evaluate(
      Hyperparameters hyperparameters,
      Means model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    double right = 0;
    double rows = 0;
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(100); batch != null; batch = reader.next(100)) {
        float[] labels = ClassLabels.classes(batch, hyperparameters.get(NUM_CLASSES), channel);
        float[] found = model.predict(batch.features(), context).keys().getFirst().values();
        for (int i = 0; i < labels.length; i++) {
          right += labels[i] == found[i] ? 1 : 0;
        }
        rows += labels.length;
      }
    }
    return List.of(Metric.score(channel, "accuracy", right / rows));
  }

  @Override
  public void writeState(Sums state, DataOutput out) throws IOException {
    out.writeInt(state.counts.length);
    out.writeInt(state.sums[0].length);
    for (int c = 0; c < state.counts.length; c++) {
      out.writeDouble(state.counts[c]);
      for (double sum : state.sums[c]) {
        out.writeDouble(sum);
      }
    }
  }

  @Override
  public Sums readState(DataInput in) throws IOException {
    Sums state = new Sums(in.readInt(), in.readInt());
    for (int c = 0; c < state.counts.length; c++) {
      state.counts[c] = in.readDouble();
      for (int j = 0; j < state.sums[c].length; j++) {
        state.sums[c][j] = in.readDouble();
      }
    }
    return state;
  }

  @Override
  public long memoryBytes(Hyperparameters hyperparameters, OptionalLong rows) {
    return 8L * hyperparameters.getInt(FEATURE_DIM);
  }

  /** The means as an array with a name. */
  public static final class Layout implements ArtifactLayout {
    @Override
    public String algorithm() {
      return "nearest-mean";
    }

    @Override
    public Map<String, byte[]> files(Model model) {
      Means means = (Means) model;
      float[] values = new float[means.means.length * means.featureDim()];
      for (int i = 0; i < values.length; i++) {
        values[i] = means.means[i / means.featureDim()][i % means.featureDim()];
      }
      MxNetArrays.Array array =
          new MxNetArrays.Array(List.of(means.means.length, means.featureDim()), values);
      return Map.of(
          "model_algo-1", new MxNetArrays(List.of(array), List.of("means_of_classes")).toBytes());
    }

    @Override
    public boolean recognises(Map<String, byte[]> files) {
      return false;
    }

    @Override
    public Model read(Map<String, byte[]> files) {
      MxNetArrays.Array array =
          MxNetArrays.read(files.get("model_algo-1"), "model_algo-1").arrays().getFirst();
      int d = array.shape().get(1);
      float[][] means = new float[array.shape().get(0)][];
      for (int c = 0; c < means.length; c++) {
        means[c] = Arrays.copyOfRange(array.values(), c * d, (c + 1) * d);
      }
      return new Means(means, means.length);
    }
  }
}

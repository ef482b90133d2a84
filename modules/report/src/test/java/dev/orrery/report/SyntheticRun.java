package dev.orrery.report;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A run made up for the tests: rows, plain Lloyd steps over them, and all that a report shows. */
final class SyntheticRun {

  static final Kernels KERNELS = Backends.select("textbook").kernels();

  private final DenseMatrix rows;
  private final List<Event.AlgorithmStep> steps = new ArrayList<>();
  private final List<Event.Measured> measured = new ArrayList<>();
  private DenseMatrix centers;

  /** Assign rows, or move centers. */
  record Move(String title, String why, Drawing drawing) implements Event.AlgorithmStep {}

  /** Centers alone, in the place of a model. */
  record Centers(DenseMatrix centers) implements Model {

    @Override
    public int featureDim() {
      return centers.columns();
    }

    @Override
    public Predictions predict(Matrix rows, RunContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private SyntheticRun(DenseMatrix rows) {
    this.rows = rows;
  }

  /** Gaussian blobs around random places. */
  static DenseMatrix blobs(int n, int dim, int k, double spread) {
    RandomGenerator random = new RandomStreams(7).stream("test.blobs");
    float[] places = new float[k * dim];
    for (int i = 0; i < places.length; i++) {
      places[i] = (float) (10 * random.nextDouble());
    }
    float[] values = new float[n * dim];
    for (int i = 0; i < n; i++) {
      int blob = (int) (k * Math.pow(random.nextDouble(), 1.3));
      for (int j = 0; j < dim; j++) {
        values[i * dim + j] = (float) (places[blob * dim + j] + spread * random.nextGaussian());
      }
    }
    return new DenseMatrix(values, n, dim);
  }

  /** Lloyd's iterations from the first k rows. */
  static SyntheticRun lloyd(DenseMatrix rows, int k, int iterations) {
    SyntheticRun run = new SyntheticRun(rows);
    int dim = rows.columns();
    float[] centers = new float[k * dim];
    System.arraycopy(rows.values(), rows.offset(), centers, 0, k * dim);
    run.step("Choose the first centers", "The first rows are taken as they come.", centers, k);
    for (int pass = 0; pass < iterations; pass++) {
      int[] nearest = new int[rows.rows()];
      float[] distance = new float[rows.rows()];
      KERNELS.nearest(
          rows.values(),
          rows.offset(),
          rows.rows(),
          KERNELS.pack(centers, 0, k, dim),
          nearest,
          0,
          distance,
          0);
      double loss = 0;
      for (float d : distance) {
        loss += d;
      }
      run.measured.add(
          new Event.Measured(Optional.of(pass), Metric.loss("train", "msd", loss / rows.rows())));
      double[] sums = new double[k * dim];
      long[] counts = new long[k];
      KERNELS.addRowsByLabel(
          rows.values(), rows.offset(), rows.rows(), dim, nearest, 0, sums, counts);
      for (int c = 0; c < k; c++) {
        for (int j = 0; counts[c] > 0 && j < dim; j++) {
          centers[c * dim + j] = (float) (sums[c * dim + j] / counts[c]);
        }
      }
      run.step(
          "Move the centers",
          "Each center moves to the mean of its rows, which lowers the mean squared distance from "
              + Numbers.significant(loss / rows.rows(), 5)
              + ".",
          centers,
          k);
    }
    run.centers = new DenseMatrix(centers, k, dim);
    return run;
  }

  private void step(String title, String why, float[] centers, int k) {
    int dim = centers.length / k;
    List<float[]> positions = new ArrayList<>();
    for (int c = 0; c < k; c++) {
      float[] position = new float[dim];
      System.arraycopy(centers, c * dim, position, 0, dim);
      positions.add(position);
    }
    steps.add(
        new Move(
            title,
            why,
            Drawing.ofPoints(new Drawing.Points("center", positions, new double[0], new int[0]))));
  }

  DenseMatrix rows() {
    return rows;
  }

  DenseMatrix centers() {
    return centers;
  }

  List<Event.AlgorithmStep> steps() {
    return steps;
  }

  /** The report's input, with a title and column names. */
  RunReport.Input input(String title, List<String> featureNames) {
    return input(title, featureNames, steps);
  }

  RunReport.Input input(String title, List<String> featureNames, List<Event.AlgorithmStep> played) {
    Map<String, String> hyperparameters = new LinkedHashMap<>();
    hyperparameters.put("feature_dim", Integer.toString(rows.columns()));
    hyperparameters.put("k", Integer.toString(centers.rows()));
    hyperparameters.put("epochs", "10");
    hyperparameters.put("init_method", "random");
    hyperparameters.put("mini_batch_size", "5000");
    double last = measured.getLast().metric().value();
    return new RunReport.Input(
        title,
        PicturesOfCenters.NAME,
        "Mean squared distance to the nearest center: " + Numbers.significant(last, 5) + ".",
        List.of(
            RunReport.Fact.of("Rows", Numbers.count(rows.rows())),
            RunReport.Fact.of("Backend", "textbook"),
            RunReport.Fact.of("Status", "Completed"),
            RunReport.Fact.verbatim("Run it again", "./orrery replay runs/kmeans-blobs-0001"),
            RunReport.Fact.verbatim(
                "SHA-256 of the data", "9f86d081884c7d659a2feaa0c55ad015".repeat(2))),
        hyperparameters,
        Map.of("epochs", "1", "init_method", "random", "mini_batch_size", "5000"),
        List.of("'extra_center_factor' was set to 'auto', evaluated to 10."),
        List.of("The batch of 5000 rows is bigger than the data."),
        List.of(
            new RunReport.Rule(
                "Watch", "IssuesFound", "It creeps.", Map.of("rule_to_invoke", "AllZero")),
            new RunReport.Rule("Quiet", "NoIssuesFound", "", Map.of())),
        List.of(
            Metric.loss("train", "msd", last),
            Metric.loss("test", "ssd", last * rows.rows()).asExtension()),
        measured,
        played,
        Optional.of(new Centers(centers)),
        Batch.unlabelled(rows),
        featureNames,
        List.of(),
        Optional.empty(),
        Map.of(),
        RunContext.quiet(KERNELS, 0));
  }
}

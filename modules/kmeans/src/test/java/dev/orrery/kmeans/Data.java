package dev.orrery.kmeans;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Data and short ways for the tests of k-means. */
public final class Data {

  private Data() {}

  /** The features of a CSV file beside the tests, whose last column is the label. */
  public static DenseMatrix csv(String name) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Data.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      reader.readLine();
      List<String> lines = reader.lines().toList();
      int d = lines.getFirst().split(",").length - 1;
      float[] values = new float[lines.size() * d];
      for (int i = 0; i < lines.size(); i++) {
        String[] cells = lines.get(i).split(",");
        for (int j = 0; j < d; j++) {
          values[i * d + j] = Float.parseFloat(cells[j]);
        }
      }
      return new DenseMatrix(values, lines.size(), d);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gaussian blobs around uniform middles, {@code n x d}, moved by {@code offset}. */
  public static DenseMatrix blobs(int n, int d, int blobs, double spread, float offset, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.blobs");
    double[] middles = random.doubles((long) blobs * d).toArray();
    float[] values = new float[n * d];
    for (int i = 0; i < n; i++) {
      int blob = random.nextInt(blobs);
      for (int j = 0; j < d; j++) {
        double x = middles[blob * d + j] + spread * random.nextGaussian();
        values[i * d + j] = (float) (x + offset);
      }
    }
    return new DenseMatrix(values, n, d);
  }

  /** A few integer points, many times over: duplicates and exact ties in plenty. */
  public static DenseMatrix lattice(int n, int d, int side, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.lattice");
    float[] values = new float[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(side);
    }
    return new DenseMatrix(values, n, d);
  }

  /** The same rows in sparse form. */
  public static CsrMatrix sparse(DenseMatrix dense) {
    int[] rowStart = new int[dense.rows() + 1];
    List<Integer> columns = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < dense.rows(); i++) {
      for (int j = 0; j < dense.columns(); j++) {
        if (dense.get(i, j) != 0) {
          columns.add(j);
          values.add(dense.get(i, j));
        }
      }
      rowStart[i + 1] = columns.size();
    }
    float[] value = new float[values.size()];
    for (int e = 0; e < value.length; e++) {
      value[e] = values.get(e);
    }
    return new CsrMatrix(
        dense.rows(),
        dense.columns(),
        rowStart,
        columns.stream().mapToInt(Integer::intValue).toArray(),
        value);
  }

  /** Every backend that works here. */
  public static Stream<Kernels> backends() {
    return Backends.all().stream().filter(b -> b.unavailable().isEmpty()).map(Backend::kernels);
  }

  /** The textbook backend. */
  public static Kernels textbook() {
    return Backends.select("textbook").kernels();
  }

  /** The fastest backend here. */
  public static Kernels fastest() {
    return backends().findFirst().orElseThrow();
  }

  /** A context with some threads and a listener. */
  public static RunContext context(
      Kernels kernels, long seed, Parallel parallel, EventListener listener) {
    return new RunContext(kernels, new RandomStreams(seed), parallel, listener, new Cancellation());
  }

  /** Checked hyperparameters from names and values in turn. */
  public static Hyperparameters hp(int d, int k, Object... more) {
    Map<String, String> map = new HashMap<>();
    map.put("feature_dim", Integer.toString(d));
    map.put("k", Integer.toString(k));
    for (int i = 0; i < more.length; i += 2) {
      map.put((String) more[i], String.valueOf(more[i + 1]));
    }
    return new KMeans().hyperparameters().validate(map);
  }

  /** Trains as the driver does, on one host. */
  public static KMeansState state(Hyperparameters hp, DenseMatrix rows, RunContext context) {
    return state(hp, Batch.unlabelled(rows), context);
  }

  static KMeansState state(Hyperparameters hp, Batch rows, RunContext context) {
    KMeans kmeans = new KMeans();
    kmeans.check(hp, false);
    int size = Math.min(hp.getInt(kmeans.miniBatchSize()), rows.rows());
    KMeansState state = kmeans.initialize(hp, rows.slice(0, size), context);
    for (int epoch = 0; epoch < kmeans.passes(hp); epoch++) {
      for (int from = 0; from < rows.rows(); from += size) {
        kmeans.update(hp, state, rows.slice(from, Math.min(rows.rows(), from + size)), context);
      }
      kmeans.endPass(hp, state, epoch, java.util.Optional.empty(), context);
    }
    return state;
  }

  /** Trains and finishes. */
  public static KMeansModel train(Hyperparameters hp, DenseMatrix rows, RunContext context) {
    return new KMeans().finish(hp, state(hp, rows, context), Optional.empty(), context);
  }

  /** The sum of the squared distances of all rows to their nearest center. */
  public static double inertia(KMeansModel model, DenseMatrix rows, RunContext context) {
    Hyperparameters hp = hp(rows.columns(), model.k(), "eval_metrics", "[\"ssd\"]");
    try {
      return new KMeans()
          .evaluate(hp, model, "test", new MemorySource("rows", Batch.unlabelled(rows)), context)
          .getFirst()
          .value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.orrery.knn;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Data and short ways for the tests of k nearest neighbours. */
final class Data {

  static final KNearestNeighbors KNN = new KNearestNeighbors();
  static final Kernels KERNELS = Backends.select("simd").kernels();

  private Data() {}

  /** The rows of a sample of the repository, label last; words become numbers in their order. */
  static Batch sample(String name) {
    List<String[]> cells = cells(name);
    int d = cells.getFirst().length - 1;
    List<String> words =
        List.copyOf(
            cells.stream().map(row -> row[d]).collect(Collectors.toCollection(TreeSet::new)));
    boolean numbers = words.stream().allMatch(word -> word.matches("-?[\\d.]+"));
    float[] values = new float[cells.size() * d];
    float[] labels = new float[cells.size()];
    for (int i = 0; i < labels.length; i++) {
      String[] row = cells.get(i);
      for (int j = 0; j < d; j++) {
        values[i * d + j] = Float.parseFloat(row[j]);
      }
      labels[i] = numbers ? Float.parseFloat(row[d]) : words.indexOf(row[d]);
    }
    return new Batch(new DenseMatrix(values, labels.length, d), labels, 1);
  }

  private static List<String[]> cells(String name) {
    Path path = Path.of("..", "..", "datasets", name);
    try (InputStream file = Files.newInputStream(path);
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(file) : file;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      reader.readLine();
      return reader.lines().map(line -> line.split(",")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fixed split of the samples: the training part, then the test part. */
  static List<Batch> split(Batch all) {
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (int i = 0; i < all.rows(); i++) {
      (((i * 0x9E3779B1) >>> 30) == 0 ? test : train).add(i);
    }
    return List.of(chosen(all, train), chosen(all, test));
  }

  private static Batch chosen(Batch all, List<Integer> rows) {
    DenseMatrix from = all.features().toDense();
    int d = from.columns();
    float[] values = new float[rows.size() * d];
    float[] labels = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      System.arraycopy(from.values(), from.rowOffset(rows.get(i)), values, i * d, d);
      labels[i] = all.labels()[rows.get(i)];
    }
    return new Batch(new DenseMatrix(values, labels.length, d), labels, 1);
  }

  /** Gaussian blobs, the label is the blob's number. */
  static Batch blobs(int n, int d, int blobs, double spread, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.blobs");
    double[] middles = random.doubles((long) blobs * d, -1, 1).toArray();
    return rows(
        n,
        d,
        i -> {
          int blob = random.nextInt(blobs);
          float[] row = new float[d + 1];
          for (int j = 0; j < d; j++) {
            row[j] = (float) (middles[blob * d + j] + spread * random.nextGaussian());
          }
          row[d] = blob;
          return row;
        });
  }

  /** Rows of small whole numbers: duplicates and exact ties in plenty. */
  static Batch lattice(int n, int d, int side, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.lattice");
    return rows(
        n,
        d,
        i -> {
          float[] row = new float[d + 1];
          for (int j = 0; j < d; j++) {
            row[j] = random.nextInt(side);
          }
          row[d] = random.nextInt(3);
          return row;
        });
  }

  /** Rows that each end with their label. */
  static Batch rows(int n, int d, Function<Integer, float[]> row) {
    float[] values = new float[n * d];
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      float[] one = row.apply(i);
      System.arraycopy(one, 0, values, i * d, d);
      labels[i] = one[d];
    }
    return new Batch(new DenseMatrix(values, n, d), labels, 1);
  }

  static Batch rows(float[]... rows) {
    return rows(rows.length, rows[0].length - 1, i -> rows[i]);
  }

  /** The same rows in sparse form. */
  static Batch sparse(Batch batch) {
    DenseMatrix dense = batch.features().toDense();
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
    int[] column = columns.stream().mapToInt(Integer::intValue).toArray();
    return new Batch(
        new CsrMatrix(dense.rows(), dense.columns(), rowStart, column, value), batch.labels(), 1);
  }

  static RunContext context(long seed) {
    return RunContext.quiet(KERNELS, seed);
  }

  static RunContext context(long seed, Parallel parallel, EventListener listener) {
    return new RunContext(KERNELS, new RandomStreams(seed), parallel, listener, new Cancellation());
  }

  /** Checked hyperparameters from names and values in turn; a classifier that keeps all rows. */
  static Hyperparameters hp(int d, int k, Object... more) {
    Map<String, String> map = new HashMap<>();
    map.put("feature_dim", Integer.toString(d));
    map.put("k", Integer.toString(k));
    map.put("predictor_type", "classifier");
    map.put("sample_size", "1000000");
    for (int i = 0; i < more.length; i += 2) {
      map.put((String) more[i], String.valueOf(more[i + 1]));
    }
    Hyperparameters hp = KNN.hyperparameters().validate(map);
    KNN.check(hp, false);
    return hp;
  }

  /** The state of one host that has read all rows. */
  static KnnState state(Hyperparameters hp, Batch rows, RunContext context) {
    int size = Math.min(hp.getInt(KNN.miniBatchSize()), rows.rows());
    KnnState state = KNN.initialize(hp, rows.slice(0, size), context);
    read(hp, state, rows, context);
    KNN.endPass(hp, state, 0, Optional.empty(), context);
    return state;
  }

  static void read(Hyperparameters hp, KnnState state, Batch rows, RunContext context) {
    int size = hp.getInt(KNN.miniBatchSize());
    for (int from = 0; from < rows.rows(); from += size) {
      KNN.update(hp, state, rows.slice(from, Math.min(rows.rows(), from + size)), context);
    }
  }

  static KnnModel train(Hyperparameters hp, Batch rows, RunContext context) {
    return KNN.finish(hp, state(hp, rows, context), Optional.empty(), context);
  }

  static KnnModel train(Batch rows, int k, Object... more) {
    return train(hp(rows.features().columns(), k, more), rows, context(1));
  }

  static Map<String, Double> evaluate(Hyperparameters hp, KnnModel model, Batch test) {
    try {
      return KNN.evaluate(hp, model, "test", new MemorySource("test", test), context(1)).stream()
          .collect(Collectors.toMap(Metric::key, Metric::value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Share of the exact neighbours that a model finds. */
  static double recall(KnnModel model, Batch queries, int k) {
    RunContext context = context(1);
    return model
        .neighbors(queries.features(), k, context)
        .recall(model.neighbors(queries.features(), k, model.reference().orElseThrow(), context));
  }
}

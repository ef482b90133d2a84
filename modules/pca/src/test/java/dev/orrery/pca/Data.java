package dev.orrery.pca;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Data and short ways for the tests of PCA. */
public final class Data {

  private static final Path DATASETS =
      Path.of(System.getProperty("orrery.root", "../..")).resolve("datasets");

  private Data() {}

  /** The features of a sample, without the named columns. */
  static DenseMatrix sample(String file, String... dropped) {
    try (InputStream in = Files.newInputStream(DATASETS.resolve(file));
        InputStream text = file.endsWith(".gz") ? new GZIPInputStream(in) : in) {
      List<String> lines =
          new String(text.readAllBytes(), StandardCharsets.UTF_8)
              .replace("\"", "")
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      List<String> names = List.of(lines.getFirst().split(","));
      List<Integer> columns = new ArrayList<>();
      for (int j = 0; j < names.size(); j++) {
        if (!Arrays.asList(dropped).contains(names.get(j))) {
          columns.add(j);
        }
      }
      int d = columns.size();
      float[] values = new float[(lines.size() - 1) * d];
      for (int i = 1; i < lines.size(); i++) {
        String[] cells = lines.get(i).split(",");
        for (int j = 0; j < d; j++) {
          values[(i - 1) * d + j] = Float.parseFloat(cells[columns.get(j)]);
        }
      }
      return new DenseMatrix(values, lines.size() - 1, d);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every column with mean 0 and variance 1; constant ones stay 0. */
  static DenseMatrix standardized(DenseMatrix rows) {
    float[] values = new float[rows.rows() * rows.columns()];
    for (int j = 0; j < rows.columns(); j++) {
      double mean = 0;
      for (int i = 0; i < rows.rows(); i++) {
        mean += rows.get(i, j) / (double) rows.rows();
      }
      double variance = 0;
      for (int i = 0; i < rows.rows(); i++) {
        variance += Math.pow(rows.get(i, j) - mean, 2) / rows.rows();
      }
      for (int i = 0; i < rows.rows(); i++) {
        values[i * rows.columns() + j] =
            variance < 1e-20 ? 0 : (float) ((rows.get(i, j) - mean) / Math.sqrt(variance));
      }
    }
    return new DenseMatrix(values, rows.rows(), rows.columns());
  }

  /** Rows whose standard deviation falls from column to column, all columns mixed. */
  static DenseMatrix cloud(int n, int d, double fall, float offset, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.cloud");
    double[] mixed = random.doubles((long) d * d, -1, 1).toArray();
    float[] values = new float[n * d];
    double[] hidden = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        hidden[j] = random.nextGaussian() * Math.pow(fall, j);
      }
      for (int j = 0; j < d; j++) {
        double x = offset;
        for (int p = 0; p < d; p++) {
          x += mixed[j * d + p] * hidden[p];
        }
        values[i * d + j] = (float) x;
      }
    }
    return new DenseMatrix(values, n, d);
  }

  /** Counts, most of them 0. */
  static DenseMatrix counts(int n, int d, double share, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.counts");
    float[] values = new float[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < share ? 1 + random.nextInt(4) + (i % d) % 3 : 0;
    }
    return new DenseMatrix(values, n, d);
  }

  static CsrMatrix sparse(DenseMatrix dense) {
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

  static double[][] doubles(DenseMatrix rows) {
    double[][] out = new double[rows.rows()][rows.columns()];
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < rows.columns(); j++) {
        out[i][j] = rows.get(i, j);
      }
    }
    return out;
  }

  static Stream<Kernels> backends() {
    return Backends.all().stream().filter(b -> b.unavailable().isEmpty()).map(Backend::kernels);
  }

  static Kernels fastest() {
    return backends().findFirst().orElseThrow();
  }

  static RunContext context() {
    return context(1, EventListener.none());
  }

  static RunContext context(int threads, EventListener listener) {
    return new RunContext(
        fastest(), new RandomStreams(7), new Parallel(threads), listener, new Cancellation());
  }

  /** Hyperparameters for some rows: {@code name, value, name, value, ...}. */
  static Hyperparameters hyperparameters(int d, int components, String... more) {
    Map<String, String> map = new HashMap<>();
    map.put("feature_dim", "" + d);
    map.put("num_components", "" + components);
    for (int i = 0; i < more.length; i += 2) {
      map.put(more[i], more[i + 1]);
    }
    return new Pca().hyperparameters().validate(map);
  }

  static MemorySource source(Matrix rows) {
    return new MemorySource("rows", Batch.unlabelled(rows));
  }

  /** The state after all passes. */
  static PcaState state(Matrix rows, Hyperparameters hyperparameters, RunContext context) {
    Pca pca = new Pca();
    int size = hyperparameters.getInt(pca.miniBatchSize());
    PcaState state =
        pca.initialize(
            hyperparameters, Batch.unlabelled(rows.slice(0, Math.min(size, rows.rows()))), context);
    for (int pass = 0; pass < pca.passes(hyperparameters); pass++) {
      update(state, rows, hyperparameters, context);
      pca.endPass(hyperparameters, state, pass, Optional.empty(), context);
    }
    return state;
  }

  static void update(
      PcaState state, Matrix rows, Hyperparameters hyperparameters, RunContext context) {
    Pca pca = new Pca();
    int size = hyperparameters.getInt(pca.miniBatchSize());
    try (BatchReader reader = source(rows).open()) {
      for (Batch batch = reader.next(size); batch != null; batch = reader.next(size)) {
        pca.update(hyperparameters, state, batch, context);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PcaModel train(Matrix rows, Hyperparameters hyperparameters, RunContext context) {
    return new Pca()
        .finish(hyperparameters, state(rows, hyperparameters, context), Optional.empty(), context);
  }

  static PcaModel train(Matrix rows, int components, String... more) {
    return train(rows, hyperparameters(rows.columns(), components, more), context());
  }

  /** Share of the variance of some rows that a model keeps, by direct measure. */
  static double kept(PcaModel model, Matrix rows) {
    double[] sums = model.errorAndScatter(rows, context());
    return 1 - sums[0] / sums[1];
  }
}

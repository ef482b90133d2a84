package dev.orrery.benchmarks;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import dev.orrery.kmeans.KMeansModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import smile.clustering.CentroidClustering;
import smile.math.MathEx;

/**
 * The nearest center of each row, from models of the first k rows as centers; Tribuo, whose models
 * cannot be given any, takes those of a short training. The quality is the share of rows at the
 * nearest of the model's own centers, by the textbook kernels.
 */
final class AssignmentContenders {

  private AssignmentContenders() {}

  static Contender of(String name, int k, RaceData data, int threads) {
    DenseMatrix rows = data.train().features().toDense();
    return switch (name) {
      case "tribuo" -> new Tribuo(k, rows, threads);
      case "smile" -> new Smile(k, rows, threads);
      default -> new Orrery(name.split("-")[1], k, rows, threads);
    };
  }

  private static double agreement(DenseMatrix rows, float[] centers, int[] labels) {
    Kernels kernels = Backends.select("textbook").kernels();
    int columns = rows.columns();
    Packed packed = kernels.pack(centers, 0, centers.length / columns, columns);
    int[] nearest = new int[rows.rows()];
    kernels.nearest(rows.values(), rows.offset(), rows.rows(), packed, nearest, 0, null, 0);
    int right = 0;
    for (int i = 0; i < nearest.length; i++) {
      right += nearest[i] == labels[i] ? 1 : 0;
    }
    return (double) right / nearest.length;
  }

  private static final class Orrery implements Contender {
    private final DenseMatrix rows;
    private final KMeansModel model;
    private final RunContext context;
    private float[] labels;

    Orrery(String backend, int k, DenseMatrix rows, int threads) {
      this.rows = rows;
      this.model = new KMeansModel(Blobs.firstRows(rows, k), k, rows.columns());
      this.context = OrreryTraining.context(backend, threads);
    }

    @Override
    public void run() {
      labels = model.predict(rows, context).keys().getFirst().values();
    }

    @Override
    public double quality() {
      int[] found = new int[labels.length];
      Arrays.setAll(found, i -> (int) labels[i]);
      return agreement(rows, model.centers(), found);
    }
  }

  /** Tribuo, the rows dealt out to a parallel stream. */
  private static final class Tribuo implements Contender {
    private final DenseMatrix rows;
    private final List<Example<ClusterID>> examples = new ArrayList<>();
    private final org.tribuo.clustering.kmeans.KMeansModel model;
    private final int threads;
    private final int[] labels;

    Tribuo(int k, DenseMatrix rows, int threads) {
      this.rows = rows;
      this.threads = threads;
      this.labels = new int[rows.rows()];
      String[] names = RaceData.names(rows.columns());
      for (double[] row : Blobs.asDoubles(rows)) {
        examples.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, row));
      }
      ClusteringFactory factory = new ClusteringFactory();
      MutableDataset<ClusterID> some =
          new MutableDataset<>(new SimpleDataSourceProvenance("blobs", factory), factory);
      some.addAll(examples.subList(0, Math.min(10 * k, examples.size())));
      this.model =
          new KMeansTrainer(
                  k, 2, new L2Distance(), KMeansTrainer.Initialisation.RANDOM, threads, 1L)
              .train(some);
    }

    @Override
    public void run() {
      EpochContenders.dealt(labels.length, threads)
          .forEach(i -> labels[i] = model.predict(examples.get(i)).getOutput().getID());
    }

    @Override
    public double quality() {
      var centroids = model.getCentroidVectors();
      float[] centers = new float[centroids.length * rows.columns()];
      for (int c = 0; c < centroids.length; c++) {
        for (int j = 0; j < rows.columns(); j++) {
          centers[c * rows.columns() + j] = (float) centroids[c].get(j);
        }
      }
      return agreement(rows, centers, labels);
    }
  }

  /** Smile, the rows dealt out to a parallel stream. */
  private static final class Smile implements Contender {
    private final DenseMatrix rows;
    private final double[][] points;
    private final CentroidClustering<double[], double[]> model;
    private final float[] centers;
    private final int threads;
    private final int[] labels;

    Smile(int k, DenseMatrix rows, int threads) {
      this.rows = rows;
      this.threads = threads;
      this.labels = new int[rows.rows()];
      this.points = Blobs.asDoubles(rows);
      this.centers = Blobs.firstRows(rows, k);
      this.model =
          new CentroidClustering<>(
              "K-Means",
              Arrays.copyOf(points, k),
              MathEx::squaredDistance,
              IntStream.range(0, k).toArray(),
              new double[k]);
    }

    @Override
    public void run() {
      EpochContenders.dealt(labels.length, threads)
          .forEach(i -> labels[i] = model.predict(points[i]));
    }

    @Override
    public double quality() {
      return agreement(rows, centers, labels);
    }
  }
}

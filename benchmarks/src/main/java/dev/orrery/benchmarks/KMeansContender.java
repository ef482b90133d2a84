package dev.orrery.benchmarks;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.kmeans.lloyd.FullBatch;
import dev.orrery.kmeans.lloyd.FullBatchResult;
import dev.orrery.kmeans.lloyd.Progress;
import dev.orrery.kmeans.lloyd.RowStatistics;
import dev.orrery.kmeans.lloyd.Variant;
import elki.clustering.kmeans.initialization.Predefined;
import elki.clustering.kmeans.parallel.ParallelLloydKMeans;
import elki.data.Clustering;
import elki.data.DoubleVector;
import elki.data.type.TypeUtil;
import elki.database.StaticArrayDatabase;
import elki.database.relation.Relation;
import elki.datasource.ArrayAdapterDatabaseConnection;
import elki.distance.minkowski.SquaredEuclideanDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import smile.clustering.KMeans;

/** One k-means among several, made ready for data so that only the clustering is timed. */
interface KMeansContender {

  /** Clusters once and returns the centers, k rows of d. */
  float[] cluster();

  /** Distances that the last clustering computed, where the contender counts them. */
  default OptionalLong distances() {
    return OptionalLong.empty();
  }

  /** Whether it begins with the given rows; otherwise it chooses its own. */
  boolean sharesTheStart();

  /** The contender of a name. */
  static KMeansContender of(String name, DenseMatrix rows, int k, int iterations, int threads) {
    return switch (name) {
      case "elki" -> new Elki(rows, k, iterations);
      case "tribuo" -> new Tribuo(rows, k, iterations, threads);
      case "smile" -> new Smile(rows, k, iterations);
      default -> new Orrery(name, rows, k, iterations, threads);
    };
  }

  /**
   * Ours: {@code orrery-simd-lloyd}, {@code orrery-scalar-lloyd}, {@code orrery-simd-hamerly}, ...
   */
  final class Orrery implements KMeansContender {
    private final DenseMatrix rows;
    private final float[] start;
    private final FullBatch.Options options;
    private final RunContext context;
    private long distances;

    Orrery(String name, DenseMatrix rows, int k, int iterations, int threads) {
      String[] words = name.split("-");
      this.rows = rows;
      this.start = Blobs.firstRows(rows, k);
      this.options =
          new FullBatch.Options(Variant.valueOf(words[2].toUpperCase(Locale.ROOT)), iterations, 0);
      this.context = OrreryTraining.context(words[1], threads);
    }

    @Override
    public float[] cluster() {
      FullBatchResult result =
          FullBatch.run(
              rows,
              RowStatistics.of(rows, context),
              options,
              new Progress(start.clone(), rows.rows()),
              (iteration, loss, changed, before, after, counts) -> {},
              context);
      distances = result.distances();
      return result.centers();
    }

    @Override
    public OptionalLong distances() {
      return OptionalLong.of(distances);
    }

    @Override
    public boolean sharesTheStart() {
      return true;
    }
  }

  /** ELKI's parallel Lloyd, which uses all cores. */
  final class Elki implements KMeansContender {
    private final Relation<DoubleVector> relation;
    private final double[][] start;
    private final int k;
    private final int iterations;

    Elki(DenseMatrix rows, int k, int iterations) {
      double[][] doubles = Blobs.asDoubles(rows);
      StaticArrayDatabase database =
          new StaticArrayDatabase(new ArrayAdapterDatabaseConnection(doubles), null);
      database.initialize();
      this.relation = database.getRelation(TypeUtil.DOUBLE_VECTOR_FIELD);
      this.start = Arrays.copyOf(doubles, k);
      this.k = k;
      this.iterations = iterations;
    }

    @Override
    public float[] cluster() {
      Clustering<elki.data.model.KMeansModel> result =
          new ParallelLloydKMeans<DoubleVector>(
                  SquaredEuclideanDistance.STATIC, k, iterations, new Predefined(start))
              .run(relation);
      float[] centers = new float[k * start[0].length];
      int at = 0;
      for (var cluster : result.getAllClusters()) {
        for (double value : cluster.getModel().getMean()) {
          centers[at++] = (float) value;
        }
      }
      return centers;
    }

    @Override
    public boolean sharesTheStart() {
      return true;
    }
  }

  /** Tribuo, from rows that it draws itself. */
  final class Tribuo implements KMeansContender {
    private final MutableDataset<ClusterID> data;
    private final int columns;
    private final int k;
    private final int iterations;
    private final int threads;

    Tribuo(DenseMatrix rows, int k, int iterations, int threads) {
      this.columns = rows.columns();
      this.k = k;
      this.iterations = iterations;
      this.threads = threads;
      // Names that sort as the columns do, since Tribuo orders features by name.
      String[] names = new String[columns];
      for (int j = 0; j < columns; j++) {
        names[j] = String.format(Locale.ROOT, "f%05d", j);
      }
      ClusteringFactory factory = new ClusteringFactory();
      this.data = new MutableDataset<>(new SimpleDataSourceProvenance("blobs", factory), factory);
      List<Example<ClusterID>> examples = new ArrayList<>();
      for (double[] row : Blobs.asDoubles(rows)) {
        examples.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, row));
      }
      data.addAll(examples);
    }

    @Override
    public float[] cluster() {
      var model =
          new KMeansTrainer(
                  k, iterations, new L2Distance(), KMeansTrainer.Initialisation.RANDOM, threads, 1L)
              .train(data);
      float[] centers = new float[k * columns];
      int at = 0;
      for (var vector : model.getCentroidVectors()) {
        for (int j = 0; j < columns; j++) {
          centers[at++] = (float) vector.get(j);
        }
      }
      return centers;
    }

    @Override
    public boolean sharesTheStart() {
      return false;
    }
  }

  /** Smile's k-means on its BBD tree, from k-means++ of its own; one thread but for seeding. */
  final class Smile implements KMeansContender {
    private final double[][] rows;
    private final int k;
    private final int iterations;

    Smile(DenseMatrix rows, int k, int iterations) {
      this.rows = Blobs.asDoubles(rows);
      this.k = k;
      this.iterations = iterations;
    }

    @Override
    public float[] cluster() {
      double[][] found = KMeans.fit(rows, k, iterations).centers();
      float[] centers = new float[found.length * found[0].length];
      int at = 0;
      for (double[] center : found) {
        for (double value : center) {
          centers[at++] = (float) value;
        }
      }
      return centers;
    }

    @Override
    public boolean sharesTheStart() {
      return false;
    }
  }
}

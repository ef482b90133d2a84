package dev.orrery.benchmarks;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import elki.data.DoubleVector;
import elki.data.type.TypeUtil;
import elki.database.StaticArrayDatabase;
import elki.database.ids.DBIDRange;
import elki.database.ids.DoubleDBIDListIter;
import elki.database.query.QueryBuilder;
import elki.database.query.knn.KNNSearcher;
import elki.database.relation.Relation;
import elki.datasource.ArrayAdapterDatabaseConnection;
import elki.distance.minkowski.SquaredEuclideanDistance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.nearest.KNNModel;
import org.tribuo.common.nearest.KNNTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import smile.neighbor.LinearSearch;
import smile.neighbor.Neighbor;

/** Exact k nearest neighbours of a batch of queries; the quality is the accuracy of their vote. */
final class NeighborContenders {

  private NeighborContenders() {}

  static Contender of(String name, int k, RaceData data, int threads) {
    return switch (name) {
      case "smile" -> new Smile(k, data, threads);
      case "tribuo" -> new Tribuo(k, data, threads);
      case "elki" -> new Elki(k, data);
      default -> new Orrery(name, k, data, threads);
    };
  }

  private static final class Orrery implements Contender {
    private final RaceData data;
    private final Model model;
    private final RunContext context;
    private float[] called;

    Orrery(String name, int k, RaceData data, int threads) {
      this.data = data;
      OrreryTraining<?, ?> training =
          OrreryTraining.of(
              "knn",
              Map.of(
                  "k", Integer.toString(k),
                  "predictor_type", "classifier",
                  "sample_size", Integer.toString(data.train().rows())),
              data.train(),
              name.substring("orrery-".length()),
              threads);
      training.begin();
      training.pass();
      this.model = training.finish();
      this.context = training.context();
    }

    @Override
    public void run() {
      called = model.predict(data.test().features(), context).keys().getFirst().values();
    }

    @Override
    public double quality() {
      return agreement(called, data);
    }
  }

  private static double agreement(float[] called, RaceData data) {
    int right = 0;
    for (int i = 0; i < called.length; i++) {
      right += called[i] == data.test().labels()[i] ? 1 : 0;
    }
    return (double) right / called.length;
  }

  private static float majority(int[] labels) {
    int[] count = new int[128];
    int best = 0;
    for (int label : labels) {
      if (++count[label] > count[best] || count[label] == count[best] && label < best) {
        best = label;
      }
    }
    return best;
  }

  /** Smile's linear search, the queries dealt out to a parallel stream. */
  private static final class Smile implements Contender {
    private final int k;
    private final RaceData data;
    private final double[][] queries;
    private final LinearSearch<double[], Integer> search;
    private final float[] called;

    Smile(int k, RaceData data, int threads) {
      this.k = k;
      this.data = data;
      this.queries = Blobs.asDoubles(data.test().features().toDense());
      this.called = new float[queries.length];
      double[][] rows = Blobs.asDoubles(data.train().features().toDense());
      Integer[] labels = new Integer[rows.length];
      for (int i = 0; i < rows.length; i++) {
        labels[i] = (int) data.train().labels()[i];
      }
      this.search = new LinearSearch<>(rows, labels, smile.math.MathEx::distance);
    }

    @Override
    public void run() {
      IntStream.range(0, queries.length)
          .parallel()
          .forEach(
              i -> {
                Neighbor<double[], Integer>[] found = search.search(queries[i], k);
                int[] labels = new int[found.length];
                for (int n = 0; n < labels.length; n++) {
                  labels[n] = found[n].value();
                }
                called[i] = majority(labels);
              });
    }

    @Override
    public double quality() {
      return agreement(called, data);
    }
  }

  /** Tribuo's brute-force search. */
  private static final class Tribuo implements Contender {
    private final RaceData data;
    private final KNNModel<Label> model;
    private final List<Example<Label>> queries;
    private final float[] called;

    Tribuo(int k, RaceData data, int threads) {
      this.data = data;
      this.queries = examples(data.test().features().toDense(), data.test().labels());
      this.called = new float[queries.size()];
      LabelFactory factory = new LabelFactory();
      MutableDataset<Label> rows =
          new MutableDataset<>(new SimpleDataSourceProvenance("blobs", factory), factory);
      rows.addAll(examples(data.train().features().toDense(), data.train().labels()));
      KNNTrainer<Label> trainer =
          new KNNTrainer<>(
              k,
              new L2Distance(),
              threads,
              new VotingCombiner(),
              KNNModel.Backend.THREADPOOL,
              NeighboursQueryFactoryType.BRUTE_FORCE);
      this.model = (KNNModel<Label>) trainer.train(rows);
    }

    private static List<Example<Label>> examples(DenseMatrix rows, float[] labels) {
      String[] names = RaceData.names(rows.columns());
      double[][] doubles = Blobs.asDoubles(rows);
      List<Example<Label>> examples = new ArrayList<>();
      for (int i = 0; i < doubles.length; i++) {
        Label label = new Label(Integer.toString((int) labels[i]));
        examples.add(new ArrayExample<>(label, names, doubles[i]));
      }
      return examples;
    }

    @Override
    public void run() {
      var answers = model.predict(queries);
      for (int i = 0; i < called.length; i++) {
        called[i] = Integer.parseInt(answers.get(i).getOutput().getLabel());
      }
    }

    @Override
    public double quality() {
      return agreement(called, data);
    }
  }

  /** ELKI's linear scan, the queries dealt out to a parallel stream. */
  private static final class Elki implements Contender {
    private final int k;
    private final RaceData data;
    private final double[][] queries;
    private final Relation<DoubleVector> relation;
    private final DBIDRange ids;
    private final float[] called;

    Elki(int k, RaceData data) {
      this.k = k;
      this.data = data;
      this.queries = Blobs.asDoubles(data.test().features().toDense());
      this.called = new float[queries.length];
      double[][] rows = Blobs.asDoubles(data.train().features().toDense());
      StaticArrayDatabase database =
          new StaticArrayDatabase(new ArrayAdapterDatabaseConnection(rows), null);
      database.initialize();
      this.relation = database.getRelation(TypeUtil.DOUBLE_VECTOR_FIELD);
      this.ids = (DBIDRange) relation.getDBIDs();
    }

    @Override
    public void run() {
      IntStream.range(0, queries.length)
          .parallel()
          .forEach(
              i -> {
                KNNSearcher<DoubleVector> search =
                    new QueryBuilder<>(relation, SquaredEuclideanDistance.STATIC)
                        .linearOnly()
                        .kNNByObject(k);
                int[] labels = new int[k];
                int n = 0;
                for (DoubleDBIDListIter found =
                        search.getKNN(DoubleVector.wrap(queries[i]), k).iter();
                    found.valid() && n < k;
                    found.advance()) {
                  labels[n++] = (int) data.train().labels()[ids.getOffset(found)];
                }
                called[i] = majority(labels);
              });
    }

    @Override
    public double quality() {
      return agreement(called, data);
    }
  }
}

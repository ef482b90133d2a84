package dev.orrery.knn;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.knn.index.FlatIndex;
import dev.orrery.knn.index.IndexFormat;
import dev.orrery.knn.index.InvertedIndex;
import dev.orrery.knn.index.NeighborIndex;
import dev.orrery.knn.index.Similarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** An index of labelled rows, and how its answers are made. */
public final class KnnModel implements Model {

  /** Elements of rows that are made ready for the search at a time. */
  private static final int CHUNK_ELEMENTS = 1 << 22;

  private static final int FEWEST_ROUNDS = 2;
  private static final long ROUND_NANOS = 20_000_000;
  private static final long TRIAL_NANOS = 250_000_000;

  private final int featureDim;
  private final Optional<RandomProjection> projection;
  private final NeighborIndex index;
  private final float[] labels;
  private final KnnOptions options;
  private final Vote vote;
  private final Optional<FlatIndex> reference;

  /**
   * A model.
   *
   * @param featureDim features of a row as it comes
   * @param projection reduces the features first, where asked for
   * @param index of the rows, whose dimension may be filled up with zeros
   * @param labels one per indexed row; not copied and not to be changed
   */
  public KnnModel(
      int featureDim,
      Optional<RandomProjection> projection,
      NeighborIndex index,
      float[] labels,
      KnnOptions options) {
    this(featureDim, projection, index, labels, options, Optional.empty());
  }

  /**
   * As the other one.
   *
   * @param reference the same rows in an exact index, to compare an approximate one with
   */
  KnnModel(
      int featureDim,
      Optional<RandomProjection> projection,
      NeighborIndex index,
      float[] labels,
      KnnOptions options,
      Optional<FlatIndex> reference) {
    int width = projection.map(RandomProjection::targetDim).orElse(featureDim);
    if (labels.length != index.rows()
        || width > index.dimension()
        || projection.isPresent() && projection.get().inputDim() != featureDim) {
      throw new IllegalArgumentException(
          Text.format(
              "%d labels, %d rows, %d features, %d elements",
              labels.length, index.rows(), width, index.dimension()));
    }
    if (options.k() > labels.length) {
      throw tooFewRows(options.k(), labels.length);
    }
    if (options.byDistance() && index.similarity() == Similarity.INNER_PRODUCT) {
      throw noWeights();
    }
    this.featureDim = featureDim;
    this.projection = projection;
    this.index = index;
    this.labels = labels;
    this.options = options;
    this.reference =
        reference.or(() -> index instanceof FlatIndex flat ? Optional.of(flat) : Optional.empty());
    this.vote = new Vote(labels, index.similarity(), options);
  }

  static CustomerError tooFewRows(long k, int rows) {
    return new CustomerError(
        Text.format(
            "k is %d, but the index has only %s; lower k or index more rows",
            k, rows == 1 ? "1 row" : rows + " rows"),
        "--hp k");
  }

  static CustomerError noWeights() {
    return new CustomerError(
        "orrery_vote=distance weighs by one over the distance, which an inner product is not; use"
            + " orrery_vote=uniform, or index_metric L2 or COSINE",
        "--hp orrery_vote");
  }

  @Override
  public int featureDim() {
    return featureDim;
  }

  /** The index. */
  public NeighborIndex index() {
    return index;
  }

  /** A copy of the labels of the indexed rows. */
  public float[] labels() {
    return labels.clone();
  }

  /** What may be changed after training. */
  public KnnOptions options() {
    return options;
  }

  /** What reduces the features before the search. */
  public Optional<RandomProjection> projection() {
    return projection;
  }

  /**
   * The same rows in an exact index, by which the recall of an approximate one can be measured; the
   * vectors are not in a model file, so a model that was read from one may have none.
   */
  public Optional<FlatIndex> reference() {
    return reference;
  }

  /**
   * The nearest indexed rows.
   *
   * @param rows {@code n x featureDim()}
   * @param k neighbours of each, 1 to the indexed rows
   * @throws CustomerError when the width is another
   */
  public Neighbors neighbors(Matrix rows, int k, RunContext context) {
    return neighbors(rows, k, index, context);
  }

  /** As {@link #neighbors}, in another index of the same vectors, such as the reference. */
  public Neighbors neighbors(Matrix rows, int k, NeighborIndex in, RunContext context) {
    if (rows.columns() != featureDim) {
      throw new CustomerError(
          "The feature dimension of the input: "
              + rows.columns()
              + " does not match the feature dimension of the model: "
              + featureDim
              + ". Please fix the input and try again.");
    }
    int n = rows.rows();
    int[] found = new int[Math.multiplyExact(n, k)];
    float[] distances = new float[n * k];
    int chunk = Math.max(1, CHUNK_ELEMENTS / Math.max(featureDim, in.dimension()));
    chunk = Math.min(chunk, in.block(n, context.parallel().threads(), options.search()));
    context
        .parallel()
        .forEach(
            n,
            chunk,
            (from, to) -> {
              context.cancellation().check();
              DenseMatrix queries = vectors(rows.slice(from, to), in, context);
              in.search(
                  queries.values(),
                  queries.offset(),
                  to - from,
                  k,
                  options.search(),
                  context.kernels(),
                  found,
                  distances,
                  from * k);
            });
    return new Neighbors(n, k, found, distances);
  }

  /**
   * Queries that an index of the same vectors answers in a second. The searches are timed in rounds
   * that are long enough for the clock and for the threads to get going, and the fastest round
   * counts, so that it is neither the compiler nor a neighbour on the machine that is measured.
   *
   * @param queries {@code n x featureDim()}, n at least 1
   */
  public double queriesPerSecond(Matrix queries, NeighborIndex in, RunContext context) {
    int searches = 0;
    long began = System.nanoTime();
    while (System.nanoTime() - began < ROUND_NANOS) {
      neighbors(queries, options.k(), in, context);
      searches++;
    }
    long least = Long.MAX_VALUE;
    began = System.nanoTime();
    for (int i = 0; i < FEWEST_ROUNDS || System.nanoTime() - began < TRIAL_NANOS; i++) {
      long start = System.nanoTime();
      for (int s = 0; s < searches; s++) {
        neighbors(queries, options.k(), in, context);
      }
      least = Math.min(least, Math.max(1, System.nanoTime() - start));
    }
    return queries.rows() * 1e9 * searches / least;
  }

  private DenseMatrix vectors(Matrix rows, NeighborIndex in, RunContext context) {
    return vectors(rows, projection, in.similarity(), in.dimension(), context);
  }

  /**
   * Rows as an index takes them: reduced, filled up to its dimension and brought to length; the
   * rows themselves when they are so already.
   */
  static DenseMatrix vectors(
      Matrix rows,
      Optional<RandomProjection> projection,
      Similarity similarity,
      int dimension,
      RunContext context) {
    int d = rows.columns();
    if (projection.isEmpty() && d == dimension && similarity != Similarity.COSINE) {
      return rows.toDense();
    }
    int n = rows.rows();
    float[] out = new float[Math.multiplyExact(n, dimension)];
    if (projection.isPresent()) {
      projection.get().project(rows, dimension, context.kernels(), out, 0);
    } else {
      DenseMatrix dense = rows.toDense();
      for (int i = 0; i < n; i++) {
        System.arraycopy(dense.values(), dense.rowOffset(i), out, i * dimension, d);
      }
    }
    similarity.prepare(out, n, dimension);
    return new DenseMatrix(out, n, dimension);
  }

  /** The answers of the first {@code k} of some neighbours. */
  public float[] answers(Neighbors found, int k, RunContext context) {
    return vote.of(found, k, context);
  }

  @Override
  public Predictions predict(Matrix rows, RunContext context) {
    Neighbors found = neighbors(rows, options.k(), context);
    return predictions(found, List.of(), context);
  }

  /**
   * The answers with the k neighbours they come from (spec B3.5): {@code distances}, ascending, and
   * {@code labels}. L2 distances are squared unless {@code orrery_verbose_distances=root}; a cosine
   * is given as one less it, an inner product with its sign turned.
   */
  @Override
  public Predictions predictVerbose(Matrix rows, RunContext context) {
    Neighbors found = neighbors(rows, options.k(), context);
    float[] shown = found.distances().clone();
    float[] of = new float[shown.length];
    boolean root = options.rootDistances() && index.similarity() == Similarity.L2;
    for (int i = 0; i < shown.length; i++) {
      shown[i] = root ? (float) Math.sqrt(shown[i]) : shown[i];
      of[i] = labels[found.indexes()[i]];
    }
    return predictions(
        found,
        List.of(
            new Predictions.Key("distances", shown, options.k(), true),
            new Predictions.Key("labels", of, options.k(), true)),
        context);
  }

  private Predictions predictions(Neighbors found, List<Predictions.Key> more, RunContext context) {
    List<Predictions.Key> keys = new ArrayList<>();
    keys.add(Predictions.Key.scalar("predicted_label", vote.of(found, options.k(), context)));
    keys.addAll(more);
    return new Predictions("predictions", keys, found.queries());
  }

  /** This model with other options; see {@link KnnOptions#with}. */
  @Override
  public KnnModel with(Map<String, String> changes) {
    return changes.isEmpty() ? this : with(options.with(changes));
  }

  /** This model with other options. */
  public KnnModel with(KnnOptions other) {
    return new KnnModel(featureDim, projection, index, labels, other, reference);
  }

  @Override
  public List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    tables.add(options.classifier() ? classes() : quartiles());
    if (index instanceof InvertedIndex inverted) {
      tables.add(cells(inverted.cellCount(), inverted::rowsOfCell));
    }
    return tables;
  }

  private Table classes() {
    Map<Float, Integer> counts = new TreeMap<>();
    for (float label : labels) {
      counts.merge(label, 1, Integer::sum);
    }
    List<Map.Entry<Float, Integer>> entries = List.copyOf(counts.entrySet());
    return new Table(
        "labels",
        "labels of the indexed rows",
        List.of("label", "rows"),
        entries.size(),
        i -> List.of(entries.get(i).getKey(), entries.get(i).getValue()));
  }

  /** How the labels of a regressor lie: by rank, of which the quartiles are the nearest. */
  private Table quartiles() {
    float[] sorted = labels.clone();
    Arrays.sort(sorted);
    List<String> names = List.of("least", "lower quartile", "median", "upper quartile", "greatest");
    return new Table(
        "labels",
        Text.format("labels of the %d indexed rows", labels.length),
        List.of("quartile", "label"),
        names.size(),
        i -> List.of(names.get(i), sorted[(int) Math.round(i / 4.0 * (sorted.length - 1))]));
  }

  private static Table cells(int count, IntUnaryOperator rows) {
    return new Table(
        "cells",
        "rows in each cell of the index",
        List.of("cell", "rows"),
        count,
        i -> List.of(i, rows.applyAsInt(i)));
  }

  /** The bytes of the index, those of faiss where it has such an index. */
  public byte[] indexBytes() {
    return IndexFormat.write(index, options.search().nprobe());
  }
}

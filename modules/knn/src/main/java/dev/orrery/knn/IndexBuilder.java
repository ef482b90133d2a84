package dev.orrery.knn;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.knn.index.BuildListener;
import dev.orrery.knn.index.FlatIndex;
import dev.orrery.knn.index.HnswIndex;
import dev.orrery.knn.index.IvfFlatIndex;
import dev.orrery.knn.index.IvfPqIndex;
import dev.orrery.knn.index.KdTreeIndex;
import dev.orrery.knn.index.NeighborIndex;
import dev.orrery.knn.index.Similarity;
import java.util.Optional;

/** From the sample to a model: reduces the features and builds the index. */
final class IndexBuilder {

  private static final int CHUNK = 256;
  private static final int CHUNK_ELEMENTS = 1 << 22;

  private final Hyperparameters hyperparameters;
  private final RunContext context;
  private final DenseMatrix rows;
  private final float[] labels;
  private final Similarity similarity;
  private final String type;
  private int parts;
  private int dimension;

  IndexBuilder(Hyperparameters hyperparameters, KnnState state, RunContext context) {
    this.hyperparameters = hyperparameters;
    this.context = context;
    this.rows = state.sample.rows();
    this.labels = state.sample.labels();
    this.similarity = KnnHyperparameters.similarity(hyperparameters);
    this.type = KnnHyperparameters.indexType(hyperparameters);
  }

  KnnModel build() {
    int n = rows.rows();
    int d = rows.columns();
    int width =
        hyperparameters.has(KnnHyperparameters.REDUCTION_TYPE)
            ? hyperparameters.getInt(KnnHyperparameters.REDUCTION_TARGET)
            : d;
    dimension = raised(width);
    Optional<RandomProjection> projection = projection();
    context.log("Training index...");
    long began = System.nanoTime();
    float[] vectors = vectors(projection);
    BuildListener listener = BuildListener.NONE;
    Optional<KnnStory> story = Optional.empty();
    if (context.listener().wantsSteps()) {
      KnnStory told =
          new KnnStory(
              context, rows, labels, vectors, dimension, projection.isPresent(), similarity);
      projection.ifPresent(told::reduction);
      story = Optional.of(told);
      listener = told;
    }
    NeighborIndex index = index(vectors, n, listener);
    context.log(Text.format("...Finished training index in %d second(s)", secondsSince(began)));
    context.log("Adding data to index...");
    began = System.nanoTime();
    FlatIndex exact =
        index instanceof FlatIndex flat ? flat : new FlatIndex(similarity, vectors, n, dimension);
    if (exact == index) {
      exact.prepare(context.kernels());
    }
    KnnModel model =
        new KnnModel(
            d,
            projection,
            index,
            labels,
            KnnHyperparameters.options(hyperparameters),
            Optional.of(exact));
    context.log(
        Text.format("...Finished adding data to index in %d second(s)", secondsSince(began)));
    story.ifPresent(told -> told.query(model));
    return model;
  }

  static long secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000_000;
  }

  private Optional<RandomProjection> projection() {
    if (!hyperparameters.has(KnnHyperparameters.REDUCTION_TYPE)) {
      return Optional.empty();
    }
    long seed = context.random().stream("knn.projection").nextInt() & 0x7fffffffL;
    return Optional.of(
        new RandomProjection(
            hyperparameters.get(KnnHyperparameters.REDUCTION_TYPE),
            rows.columns(),
            dimension,
            seed));
  }

  /** The dimension raised to a multiple of the parts that faiss.IVFPQ codes. */
  private int raised(int width) {
    if (!type.equals(KnnHyperparameters.IVF_PQ)) {
      return width;
    }
    parts = KnnHyperparameters.subvectors(hyperparameters, width);
    int raised = (width + parts - 1) / parts * parts;
    if (raised != width) {
      context.note(
          Text.format(
              "faiss.IVFPQ codes %d parts of a vector, so its dimension is raised from %d to %d.",
              parts, width, raised));
    }
    return raised;
  }

  /** A copy of the sample as the index has it; the sample may go on changing. */
  private float[] vectors(Optional<RandomProjection> projection) {
    int n = rows.rows();
    if ((long) n * dimension > Integer.MAX_VALUE - 8) {
      throw new CustomerError(
          Text.format(
              "%d rows of %d elements do not fit into one index; lower sample_size", n, dimension),
          "--hp sample_size");
    }
    float[] vectors = new float[n * dimension];
    int chunk = Math.clamp(CHUNK_ELEMENTS / Math.max(rows.columns(), dimension), 1, CHUNK);
    context
        .parallel()
        .forEach(
            n,
            chunk,
            (from, to) -> {
              DenseMatrix part =
                  KnnModel.vectors(
                      rows.slice(from, to), projection, similarity, dimension, context);
              System.arraycopy(
                  part.values(), part.offset(), vectors, from * dimension, (to - from) * dimension);
            });
    return vectors;
  }

  private NeighborIndex index(float[] vectors, int n, BuildListener listener) {
    return switch (type) {
      case KnnHyperparameters.FLAT -> new FlatIndex(similarity, vectors, n, dimension);
      case KnnHyperparameters.IVF_FLAT ->
          IvfFlatIndex.of(similarity, vectors, n, dimension, cells(n), context, listener);
      case KnnHyperparameters.IVF_PQ -> pq(vectors, n, listener);
      case KnnHyperparameters.HNSW ->
          HnswIndex.of(
              similarity,
              vectors,
              n,
              dimension,
              hyperparameters.getInt(KnnHyperparameters.HNSW_M),
              hyperparameters.getInt(KnnHyperparameters.HNSW_EF_CONSTRUCTION),
              context,
              listener);
      case KnnHyperparameters.KD_TREE -> KdTreeIndex.of(vectors, n, dimension, listener);
      default -> throw new IllegalStateException(type);
    };
  }

  private NeighborIndex pq(float[] vectors, int n, BuildListener listener) {
    if (n < 256) {
      context.note(
          Text.format(
              "faiss.IVFPQ has 256 codewords for each part of a vector; %d rows make %d.", n, n));
    }
    return IvfPqIndex.of(vectors, n, dimension, cells(n), parts, context, listener);
  }

  private int cells(int n) {
    long asked =
        hyperparameters.getOr(KnnHyperparameters.NLISTS, Math.max(1, Math.round(Math.sqrt(n))));
    if (asked > n) {
      throw new CustomerError(
          Text.format(
              "faiss_index_ivf_nlists is %d, but the index has only %d rows; expected at most a cell per row",
              asked, n),
          "--hp faiss_index_ivf_nlists");
    }
    return (int) asked;
  }
}

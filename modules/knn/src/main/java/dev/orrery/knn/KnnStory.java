package dev.orrery.knn;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Drawing;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.knn.index.BuildListener;
import dev.orrery.knn.index.IvfFlatIndex;
import dev.orrery.knn.index.IvfPqIndex;
import dev.orrery.knn.index.NeighborIndex;
import dev.orrery.knn.index.Similarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the steps of the player out of what happens. Used only when somebody wants steps. */
final class KnnStory implements BuildListener {

  private static final int MOST_POINTS = 400;
  private static final int MOST_ELEMENTS = 200_000;
  private static final int MOST_EDGES = 1200;
  private static final int MOST_CODEBOOKS = 3;
  private static final int PAIRS = 200;
  private static final int ITERATIONS = 10;

  private final RunContext context;
  private final DenseMatrix rows;
  private final float[] labels;
  private final float[] vectors;
  private final int dimension;
  private final boolean inFeatureSpace;
  private final boolean reduced;
  private int codebooks;

  /**
   * The story of an index.
   *
   * @param rows the rows as they came
   * @param vectors the same as the index has them, {@code n x dimension}
   */
  KnnStory(
      RunContext context,
      DenseMatrix rows,
      float[] labels,
      float[] vectors,
      int dimension,
      boolean reduced,
      Similarity similarity) {
    this.context = context;
    this.rows = rows;
    this.labels = labels;
    this.vectors = vectors;
    this.dimension = dimension;
    this.reduced = reduced;
    this.inFeatureSpace = !reduced && similarity != Similarity.COSINE;
  }

  /** How many positions a drawing may hold. */
  static int mostPoints(int d) {
    return Math.clamp(MOST_ELEMENTS / d, 20, MOST_POINTS);
  }

  static void sample(KnnState state, boolean classifier, long batch, RunContext context) {
    if (!KnnStep.shown(batch)) {
      return;
    }
    context.step(
        () -> {
          DenseMatrix kept = state.sample.rows();
          int[] shown = evenly(kept.rows(), mostPoints(kept.columns()));
          List<float[]> positions = new ArrayList<>();
          float[] labels = state.sample.labels();
          for (int i : shown) {
            positions.add(row(kept, i));
          }
          return new KnnStep.SampleFilled(
              state.rowsSeen(),
              state.capacity(),
              state.size(),
              positions,
              classifier ? groups(labels, shown) : new int[0]);
        });
  }

  void reduction(RandomProjection projection) {
    int n = rows.rows();
    List<double[]> pairs = new ArrayList<>();
    for (int p = 0; p < PAIRS && n > 1; p++) {
      int a = (int) ((long) p * n / PAIRS);
      int b = (a + 1 + (int) (p * 7919L % (n - 1))) % n;
      double before = 0;
      for (int j = 0; j < rows.columns(); j++) {
        before += Math.pow((double) rows.get(a, j) - rows.get(b, j), 2);
      }
      double after = 0;
      for (int j = 0; j < dimension; j++) {
        after += Math.pow((double) vectors[a * dimension + j] - vectors[b * dimension + j], 2);
      }
      if (before > 0) {
        pairs.add(new double[] {Math.sqrt(before), Math.sqrt(after)});
      }
    }
    if (pairs.isEmpty()) {
      return;
    }
    context.step(
        () ->
            new KnnStep.FeaturesReduced(
                projection.type(),
                projection.inputDim(),
                projection.targetDim(),
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray()));
  }

  @Override
  public void cells(int iteration, float[] centers, int[] counts, double loss) {
    List<float[]> places = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      places.add(place(centers, c * dimension));
    }
    context.step(
        () ->
            new KnnStep.CellsMoved(
                iteration,
                ITERATIONS,
                loss,
                axes(),
                places,
                Arrays.stream(counts).asDoubleStream().toArray()));
  }

  @Override
  public void codebook(int part, int first, int width, float[] codewords, double loss) {
    if (codebooks++ >= MOST_CODEBOOKS) {
      return;
    }
    List<float[]> places = new ArrayList<>();
    for (int at = 0; at < codewords.length; at += width) {
      places.add(new float[] {codewords[at], width > 1 ? codewords[at + 1] : 0});
    }
    context.step(
        () -> new KnnStep.CodebookLearned(part, dimension / width, first, width, loss, places));
  }

  @Override
  public void cuts(int level, float[] low, float[] high, int widest, float at) {
    List<Drawing.Region> boxes = new ArrayList<>();
    for (int from = 0; from < low.length; from += dimension) {
      boxes.add(new Drawing.Region("box", place(low, from), place(high, from)));
    }
    context.step(
        () ->
            new KnnStep.BoxesCut(
                level, (inFeatureSpace ? "feature " : "element ") + widest, at, axes(), boxes));
  }

  @Override
  public boolean wantsLayers() {
    return true;
  }

  @Override
  public void layer(int layer, int[] nodes, int[] edges) {
    List<float[]> places = new ArrayList<>();
    for (int i : evenly(nodes.length, mostPoints(rows.columns()))) {
      places.add(place(vectors, nodes[i] * dimension));
    }
    List<Drawing.Line> lines = new ArrayList<>();
    int most = Math.min(MOST_EDGES, 2 * mostPoints(rows.columns()));
    for (int e : evenly(edges.length / 2, most)) {
      lines.add(
          new Drawing.Line(
              "edge",
              List.of(
                  place(vectors, edges[2 * e] * dimension),
                  place(vectors, edges[2 * e + 1] * dimension))));
    }
    context.step(
        () ->
            new KnnStep.LayerJoined(layer, nodes.length, edges.length / 2, axes(), places, lines));
  }

  /** The search of a made-up query, half way between two rows. */
  void query(KnnModel model) {
    int n = rows.rows();
    float[] query = row(rows, n / 3);
    float[] other = row(rows, 2 * n / 3);
    for (int j = 0; j < query.length; j++) {
      query[j] = (query[j] + other[j]) / 2;
    }
    context.step(() -> answer(model, query));
  }

  private KnnStep answer(KnnModel model, float[] query) {
    DenseMatrix one = new DenseMatrix(query, 1, query.length);
    int k = model.options().k();
    Neighbors found = model.neighbors(one, k, context);
    int[] chosen = found.indexes();
    List<float[]> places = new ArrayList<>();
    for (int i : chosen) {
      places.add(row(rows, i));
    }
    double nearest = shownDistance(model, found.distance(0, 0));
    double furthest = shownDistance(model, found.distance(0, k - 1));
    float answer = model.answers(found, k, context)[0];
    String sentence =
        Text.format(
            "The %d nearest of %d rows lie at %.4g to %.4g (%s); %s%s.",
            k,
            n(model),
            nearest,
            furthest,
            switch (model.index().similarity()) {
              case L2 -> "Euclidean distance";
              case INNER_PRODUCT -> "inner product, its sign turned";
              case COSINE -> "one less the cosine";
            },
            model.options().classifier()
                ? say("label %s wins with %d of %d neighbours", answer, votes(chosen, answer), k)
                : say("the mean of their labels is %.6g", answer),
            visited(model.index(), model));
    return new KnnStep.QueryAnswered(
        query,
        places,
        model.options().classifier() ? groups(labels, chosen) : new int[0],
        sentence);
  }

  private static int n(KnnModel model) {
    return model.index().rows();
  }

  private static double shownDistance(KnnModel model, float distance) {
    return model.index().similarity() == Similarity.L2 ? Math.sqrt(distance) : distance;
  }

  private int votes(int[] chosen, float answer) {
    return (int) Arrays.stream(chosen).filter(i -> labels[i] == answer).count();
  }

  private static String visited(NeighborIndex index, KnnModel model) {
    int cells =
        switch (index) {
          case IvfFlatIndex ivf -> ivf.cellCount();
          case IvfPqIndex pq -> pq.cellCount();
          default -> 0;
        };
    return cells == 0
        ? ""
        : say(
            ", after a look into %d of %d cells",
            Math.min(cells, model.options().search().nprobe()), cells);
  }

  private List<String> axes() {
    if (inFeatureSpace) {
      return List.of();
    }
    String word = reduced ? "Reduced feature " : "Scaled feature ";
    return List.of(word + 0, word + 1);
  }

  private float[] place(float[] values, int from) {
    if (inFeatureSpace) {
      return Arrays.copyOfRange(values, from, from + rows.columns());
    }
    return new float[] {values[from], dimension > 1 ? values[from + 1] : 0};
  }

  private static float[] row(DenseMatrix rows, int i) {
    return Arrays.copyOfRange(rows.values(), rows.rowOffset(i), rows.rowOffset(i + 1));
  }

  private static int[] groups(float[] labels, int[] chosen) {
    return Arrays.stream(chosen).map(i -> (int) labels[i]).toArray();
  }

  private static int[] evenly(int n, int most) {
    int[] chosen = new int[Math.min(n, most)];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (int) ((long) i * n / chosen.length);
    }
    return chosen;
  }

  private static String say(String format, Object... arguments) {
    return Text.format(format, arguments);
  }
}

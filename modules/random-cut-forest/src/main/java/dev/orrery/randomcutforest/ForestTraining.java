package dev.orrery.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.randomcutforest.tree.CutForest;
import dev.orrery.randomcutforest.tree.CutTree;
import dev.orrery.randomcutforest.tree.TreeBuilder;
import dev.orrery.randomcutforest.tree.TreeFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes a model of a state: the trees, and the threshold on the scores of their own sample. */
final class ForestTraining {

  /** Most rows of the sample that are scored for the threshold. */
  private static final int SCORED = 4096;

  private ForestTraining() {}

  /**
   * The model of a state.
   *
   * @param featureNames what the features are called; empty where they have no names
   */
  static RandomCutForestModel finish(
      Hyperparameters hyperparameters,
      RandomCutForestState state,
      List<String> featureNames,
      RunContext context) {
    if ((state.stream != null) != RandomCutForestHyperparameters.streaming(hyperparameters)) {
      throw new CustomerError(
          "This state was not trained for orrery_mode="
              + hyperparameters.get(RandomCutForestHyperparameters.MODE),
          "--hp orrery_mode");
    }
    long began = System.nanoTime();
    TrainingLog.gathering(context);
    TrainingLog.gathered(state.kept(), context);
    CutForest forest = state.stream == null ? build(hyperparameters, state, context) : copy(state);
    DenseMatrix sample = evenly(state.stream == null ? state.reservoir.rows() : points(forest));
    Threshold threshold =
        Threshold.of(
            forest.scores(sample, context),
            hyperparameters.get(RandomCutForestHyperparameters.THRESHOLD_SIGMAS));
    TrainingLog.built(
        ForestInfo.of(forest, state.shingles.size()), (System.nanoTime() - began) / 1e6, context);
    RandomCutForestModel model =
        new RandomCutForestModel(forest, state.columns, state.shingles.size(), threshold);
    PointNames names = PointNames.of(model, featureNames);
    if (state.stream == null && !shuffled(hyperparameters)) {
      warnOfDrift(state, forest.trees().size(), names, context);
    }
    Scales.note(sample, names).ifPresent(context::note);
    ForestSteps.tell(model, sample, names, context);
    return model;
  }

  private static boolean shuffled(Hyperparameters hyperparameters) {
    return hyperparameters
        .get(RandomCutForestHyperparameters.PARTITION)
        .equals(RandomCutForestHyperparameters.SHUFFLED);
  }

  private static void warnOfDrift(
      RandomCutForestState state, int trees, PointNames names, RunContext context) {
    Drift drift = Drift.of(state.reservoir.rows(), trees, state.reservoir.size() / trees);
    if (drift.isFar()) {
      context.warn(drift.sentence(names));
    }
  }

  /** One tree for each block of consecutive rows of the sample; what is left over is dropped. */
  private static CutForest build(
      Hyperparameters hyperparameters, RandomCutForestState state, RunContext context) {
    int trees = RandomCutForestHyperparameters.trees(hyperparameters);
    int perTree = state.reservoir.size() / trees;
    if (perTree == 0) {
      throw new CustomerError(
          "No tree can be built: the training data has "
              + state.reservoir.size()
              + " point(s) for num_trees="
              + trees
              + " trees, and each needs at least one; give more rows"
              + (state.shingles.size() > 1 ? " or a smaller orrery_shingle_size" : ""),
          "train");
    }
    noteSmallTrees(hyperparameters, perTree, context);
    DenseMatrix rows = sample(hyperparameters, state, context);
    CutTree[] built = new CutTree[trees];
    context
        .parallel()
        .forEach(
            trees,
            4,
            (from, to) -> {
              context.cancellation().check();
              for (int t = from; t < to; t++) {
                built[t] =
                    TreeBuilder.build(
                        rows.values(),
                        rows.rowOffset(t * perTree),
                        perTree,
                        rows.columns(),
                        context.random().stream("rcf.tree", t));
              }
            });
    return new CutForest(List.of(built));
  }

  /** Says when the rows are too few for trees of half the size that was asked for. */
  private static void noteSmallTrees(
      Hyperparameters hyperparameters, int perTree, RunContext context) {
    int asked = RandomCutForestHyperparameters.samples(hyperparameters);
    if (2 * perTree < asked) {
      context.note(
          Text.format(
              "SageMaker parts the rows among the trees: each is built from %d points, not from"
                  + " num_samples_per_tree=%d; fewer num_trees make them larger, and"
                  + " orrery_mode=streaming lets every tree draw from all rows.",
              perTree, asked));
    }
  }

  /** The rows of the sample, in their order or shuffled. */
  private static DenseMatrix sample(
      Hyperparameters hyperparameters, RandomCutForestState state, RunContext context) {
    DenseMatrix rows = state.reservoir.rows();
    if (!shuffled(hyperparameters)) {
      return rows;
    }
    RandomGenerator random = context.random().stream("rcf.shuffle");
    int d = rows.columns();
    float[] values = Arrays.copyOf(rows.values(), rows.rows() * d);
    float[] swapped = new float[d];
    for (int i = rows.rows() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      System.arraycopy(values, i * d, swapped, 0, d);
      System.arraycopy(values, other * d, values, i * d, d);
      System.arraycopy(swapped, 0, values, other * d, d);
    }
    return new DenseMatrix(values, rows.rows(), d);
  }

  /** The trees of a stream as they are now, which a later update does not change. */
  private static CutForest copy(RandomCutForestState state) {
    if (state.stream.isEmpty()) {
      throw new CustomerError(
          "No tree can be built: the training data has fewer rows than orrery_shingle_size",
          "train");
    }
    return new CutForest(state.stream.forest().trees().stream().map(ForestTraining::copy).toList());
  }

  private static CutTree copy(CutTree tree) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      TreeFormat.write(tree, new DataOutputStream(bytes));
      return TreeFormat.read(
          new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
          tree.dimensions(),
          0,
          bytes.size());
    } catch (IOException e) {
      throw new IllegalStateException("a tree cannot be copied in memory", e);
    }
  }

  /** The points of the first trees, as many as are scored. */
  private static DenseMatrix points(CutForest forest) {
    int d = forest.dimensions();
    int trees = 0;
    int count = 0;
    while (trees < forest.trees().size() && count < SCORED) {
      count += forest.trees().get(trees++).leaves();
    }
    float[] values = new float[count * d];
    int at = 0;
    for (CutTree tree : forest.trees().subList(0, trees)) {
      at = tree.copyPoints(values, at);
    }
    return new DenseMatrix(values, count, d);
  }

  private static DenseMatrix evenly(DenseMatrix rows) {
    int step = Math.max(1, (rows.rows() + SCORED - 1) / SCORED);
    return rows.everyNth(0, step);
  }
}

package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.Forests.context;
import static dev.orrery.randomcutforest.Forests.hp;
import static dev.orrery.randomcutforest.Forests.train;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.tree.CutTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The log of a training, line by line as SageMaker writes it. */
class TrainingLogTest {

  /**
   * The facts of a logged run of SageMaker (spec B5.3, LOG-RCF20) on a series of the same shape:
   * 4032 values, 50 trees, 512 asked for; 80 a tree in consecutive blocks, 4000 used, the nodes of
   * tree i being twice the distinct values of block i less one.
   */
  @Test
  void blocksAndForestInfoAreAsInSageMakersLog() {
    float[] values = new float[4032];
    RandomGenerator random = new RandomStreams(3).stream("series");
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.floor(60 + 40 * Math.sin(i / 45.8) + 25 * random.nextGaussian());
    }
    List<String> log = new ArrayList<>();
    EventListener listener =
        event -> {
          if (event instanceof Event.LogLine line) {
            log.add(line.message());
          }
        };
    RunContext context =
        new RunContext(
            context(0).kernels(),
            new RandomStreams(0),
            new Parallel(1),
            listener,
            new Cancellation());
    RandomCutForestModel model =
        train(
            hp(1, "num_trees", 50, "num_samples_per_tree", 512),
            new DenseMatrix(values, 4032, 1),
            context);
    StringBuilder nodes = new StringBuilder("trees_num_nodes: [");
    for (int t = 0; t < 50; t++) {
      Set<Float> distinct = new HashSet<>();
      for (int i = 80 * t; i < 80 * (t + 1); i++) {
        distinct.add(values[i]);
      }
      CutTree tree = model.forest().trees().get(t);
      assertThat(tree.size()).isEqualTo(80);
      assertThat(tree.nodes()).isEqualTo(2 * distinct.size() - 1);
      nodes.append(2 * distinct.size() - 1).append(", ");
    }
    assertThat(log.subList(0, 9))
        .startsWith(
            "Verifying hyperparamemters...",
            "Hyperparameters are correct.",
            "Validating that feature_dim agrees with dimensions in training data...",
            "feature_dim is correct.",
            "Validating memory limits...")
        .contains(
            "Estimated sample size in bytes: 409600",
            "Estimated memory needed to build the forest in bytes: 1024000",
            "Memory limits validated.");
    assertThat(log)
        .containsSubsequence(
            "Starting cluster sharing facilities...",
            "Create Store: dist_async",
            "Cluster sharing facilities started.",
            "Verifying all workers are accessible...",
            "All workers accessible.",
            "Initializing Sampler...",
            "Sampler correctly initialized.",
            "Sampling training data...",
            "Sampling training data completed.",
            "Early stop condition met. Stopping training.",
            "Master node: building Random Cut Forest...",
            "Gathering samples...",
            "4032 samples gathered",
            "Building Random Cut Forest...",
            "Master node: Serializing the RandomCutForest model");
    String info = log.get(log.size() - 2);
    assertThat(info)
        .startsWith(
            "Random Cut Forest built: \n\nForestInfo{num_trees: 50, num_samples_in_forest: 4000,"
                + " num_samples_per_tree: 80, sample_dim: 1, shingle_size: 1, "
                + nodes
                + "], trees_depth: [")
        .matches(
            "(?s).*, ], max_num_nodes: \\d+, min_num_nodes: \\d+, avg_num_nodes: \\d+, "
                + "max_tree_depth: \\d+, min_tree_depth: \\d+, avg_tree_depth: \\d+, mem_size: \\d+}");
  }
}

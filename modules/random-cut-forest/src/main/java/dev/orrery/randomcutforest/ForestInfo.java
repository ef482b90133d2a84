package dev.orrery.randomcutforest;

import dev.orrery.core.text.Text;
import dev.orrery.randomcutforest.tree.CutForest;
import dev.orrery.randomcutforest.tree.CutTree;
import java.util.List;
import java.util.stream.IntStream;

/** The size of a forest, as SageMaker's log tells it (spec B5.3). */
record ForestInfo(int[] points, int dimensions, int shingle, int[] nodes, int[] depth, long bytes) {

  static ForestInfo of(CutForest forest, int shingle) {
    List<CutTree> trees = forest.trees();
    return new ForestInfo(
        trees.stream().mapToInt(CutTree::size).toArray(),
        forest.dimensions(),
        shingle,
        trees.stream().mapToInt(CutTree::nodes).toArray(),
        trees.stream().mapToInt(CutTree::levels).toArray(),
        forest.bytes());
  }

  /** On one line, the lists with a comma after their last value, the averages cut to integers. */
  String text() {
    return "ForestInfo{num_trees: "
        + points.length
        + ", num_samples_in_forest: "
        + IntStream.of(points).sum()
        + ", num_samples_per_tree: "
        + IntStream.of(points).max().orElse(0)
        + ", sample_dim: "
        + dimensions
        + ", shingle_size: "
        + shingle
        + ", trees_num_nodes: "
        + list(nodes)
        + ", trees_depth: "
        + list(depth)
        + sizes("num_nodes", nodes)
        + sizes("tree_depth", depth)
        + ", mem_size: "
        + bytes
        + "}";
  }

  private static String sizes(String name, int[] values) {
    return Text.format(
        ", max_%1$s: %2$d, min_%1$s: %3$d, avg_%1$s: %4$d",
        name,
        IntStream.of(values).max().orElse(0),
        IntStream.of(values).min().orElse(0),
        (long) IntStream.of(values).average().orElse(0));
  }

  private static String list(int[] values) {
    StringBuilder text = new StringBuilder("[");
    for (int value : values) {
      text.append(value).append(", ");
    }
    return text.append(']').toString();
  }
}

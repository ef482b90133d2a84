package dev.orrery.randomcutforest;

import dev.orrery.core.algorithm.State;
import dev.orrery.core.sampling.Reservoir;
import dev.orrery.randomcutforest.tree.StreamingForest;

/**
 * What random cut forest keeps of the rows seen: a uniform sample of {@code num_trees *
 * num_samples_per_tree} points or, streaming, a forest that follows them.
 */
public final class RandomCutForestState implements State {

  final int columns;
  final Shingles shingles;

  /** Null when it is streaming. */
  final Reservoir reservoir;

  /** Null unless it is streaming. */
  final StreamingForest stream;

  /** Which host it is of, from 0. */
  final int host;

  long rowsSeen;

  RandomCutForestState(
      int columns, int shingle, Reservoir reservoir, StreamingForest stream, int host) {
    this.columns = columns;
    this.shingles = new Shingles(columns, shingle);
    this.reservoir = reservoir;
    this.stream = stream;
    this.host = host;
  }

  @Override
  public long rowsSeen() {
    return rowsSeen;
  }

  /** Points kept of them, over all trees. */
  public int kept() {
    return reservoir != null
        ? reservoir.size()
        : stream.forest().trees().stream().mapToInt(tree -> tree.size()).sum();
  }
}

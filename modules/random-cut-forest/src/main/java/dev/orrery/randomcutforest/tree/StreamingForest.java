package dev.orrery.randomcutforest.tree;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A forest that follows a stream (Guha et al. 2016, section 3): every tree keeps a sample of the
 * rows of its own in which old rows count less and less. A row that enters the sample is inserted
 * into the tree, and the row that leaves it is deleted.
 *
 * <p>The trees are independent of each other, so each goes through a whole block of rows before the
 * next one does; the result is as if all took in one row after the other.
 *
 * <p>Changes from call to call; one call at a time.
 */
public final class StreamingForest {

  private static final int FORMAT = 1;

  /**
   * Blocks of rows, each with random numbers of its own, that a tree goes through before the next
   * tree does: the more, the longer a tree stays in the cache.
   */
  private static final int BLOCKS = 8;

  private final int dimensions;
  private final int samples;
  private final double decay;
  private final int host;
  private final List<SampledTree> trees;
  private long clock;

  /**
   * A forest that has seen nothing.
   *
   * @param dimensions values of a row
   * @param trees number of trees
   * @param samples most rows that a tree keeps
   * @param decay a row counts e^(-decay) less with every further row; 0 never forgets
   * @param host parts the randomness of hosts that share a seed
   */
  public StreamingForest(int dimensions, int trees, int samples, double decay, int host) {
    this(
        dimensions,
        samples,
        decay,
        host,
        0,
        IntStream.range(0, trees)
            .mapToObj(i -> new SampledTree(dimensions, samples, decay))
            .toList());
  }

  private StreamingForest(
      int dimensions, int samples, double decay, int host, long clock, List<SampledTree> trees) {
    this.dimensions = dimensions;
    this.samples = samples;
    this.decay = decay;
    this.host = host;
    this.clock = clock;
    this.trees = List.copyOf(trees);
  }

  /** Values of a row. */
  public int dimensions() {
    return dimensions;
  }

  /** Number of trees. */
  public int size() {
    return trees.size();
  }

  /** Most rows that a tree keeps. */
  public int samples() {
    return samples;
  }

  /** The decay per row. */
  public double decay() {
    return decay;
  }

  /** Rows of the stream so far, by which rows age. */
  public long clock() {
    return clock;
  }

  /** Whether no row has been taken in. */
  public boolean isEmpty() {
    return trees.getFirst().tree().size() == 0;
  }

  /** The forest as it is now; a later update changes it. */
  public CutForest forest() {
    return new CutForest(trees.stream().map(SampledTree::tree).toList());
  }

  /** Takes in some rows, in their order. */
  public void update(DenseMatrix rows, RunContext context) {
    pass(rows, false, context);
  }

  /**
   * Scores each row by what came before it, then takes it in.
   *
   * @return a score per row; 0 for the first {@code samples / 4} rows of the stream, before which
   *     there is too little to compare with (as in the AWS library)
   */
  public float[] scoreThenUpdate(DenseMatrix rows, RunContext context) {
    return pass(rows, true, context);
  }

  private float[] pass(DenseMatrix rows, boolean scored, RunContext context) {
    float[] scores = new float[scored ? rows.rows() : 0];
    int span = BLOCKS * CutForest.block(dimensions);
    for (int from = 0; from < rows.rows(); from += span) {
      DenseMatrix part = rows.slice(from, Math.min(rows.rows(), from + span));
      float[] sides = CutWalk.sides(part, 0, part.rows());
      double[] sum = new double[scored ? part.rows() : 0];
      context
          .parallel()
          .reduce(
              trees.size(),
              CutForest.TREES,
              (tree, end) -> pass(sides, part.rows(), tree, end, scored, context),
              found -> CutForest.addTo(sum, found));
      for (int i = 0; i < sum.length; i++) {
        scores[from + i] = (float) (sum[i] / trees.size());
      }
      clock += part.rows();
    }
    return scores;
  }

  /** Takes some trees through some rows; returns the sums of their scores of each. */
  private double[] pass(
      float[] sides, int rows, int fromTree, int toTree, boolean scored, RunContext context) {
    double[] sum = new double[scored ? rows : 0];
    int block = CutForest.block(dimensions);
    TreeEditor editor = new TreeEditor(dimensions, samples, context.kernels());
    PathScores scores = new PathScores(dimensions, samples, block, context.kernels());
    for (int t = fromTree; t < toTree; t++) {
      SampledTree sampled = trees.get(t);
      CutTree tree = sampled.tree();
      for (int from = 0; from < rows; from += block) {
        int until = Math.min(rows, from + block);
        sampled.begin(clock + from, context.random().stream("rcf.stream", host, t, clock + from));
        for (int i = from; i < until; ) {
          // the rows up to the next that enters the sample find the same tree
          int entering = sampled.next(i, until);
          int end = Math.min(until, entering + 1);
          int leaf = -1;
          if (scored && tree.size() > 0) {
            scores.run(tree, sides, i, end - i);
            for (int k = (int) Math.max(i, samples / 4 - clock); k < end; k++) {
              sum[k] += scores.score(k - i);
            }
            leaf = scores.leaf(end - 1 - i);
          }
          if (entering < until) {
            sampled.enter(sides, 2 * entering * dimensions, leaf, editor);
          }
          i = end;
        }
      }
    }
    return sum;
  }

  // ---------------------------------------------------------------- hosts

  /** Empty forests beside this one, for further hosts; rows age there from the same time on. */
  public List<StreamingForest> fork(int hosts) {
    List<StreamingForest> all = new ArrayList<>(List.of(this));
    for (int h = 1; h < hosts; h++) {
      StreamingForest empty = new StreamingForest(dimensions, trees.size(), samples, decay, h);
      empty.clock = clock;
      all.add(empty);
    }
    return all;
  }

  /**
   * The forest of several streams: each tree keeps the rows of the lowest keys of all, and is built
   * anew from them, since a random cut tree does not depend on the order of its rows.
   */
  public static StreamingForest merge(List<StreamingForest> parts, RunContext context) {
    List<StreamingForest> filled = parts.stream().filter(part -> !part.isEmpty()).toList();
    if (filled.size() < 2) {
      return filled.isEmpty() ? parts.getFirst() : filled.getFirst();
    }
    StreamingForest head = filled.getFirst();
    long clock = filled.stream().mapToLong(part -> part.clock).max().getAsLong();
    SampledTree[] merged = new SampledTree[head.trees.size()];
    context
        .parallel()
        .forEach(
            merged.length,
            CutForest.TREES,
            (from, to) -> {
              for (int t = from; t < to; t++) {
                int index = t;
                merged[t] =
                    SampledTree.merge(
                        filled.stream().map(part -> part.trees.get(index)).toList(),
                        head.samples,
                        context.random().stream("rcf.merge", t, clock));
              }
            });
    return new StreamingForest(
        head.dimensions, head.samples, head.decay, head.host, clock, List.of(merged));
  }

  // ---------------------------------------------------------------- bytes

  /** Writes it, to the last bit. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    out.writeInt(dimensions);
    out.writeInt(samples);
    out.writeDouble(decay);
    out.writeInt(host);
    out.writeLong(clock);
    out.writeInt(trees.size());
    for (SampledTree tree : trees) {
      tree.write(out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException also when the bytes are damaged
   */
  public static StreamingForest read(DataInput in) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException("format " + format + " where " + FORMAT + " was expected");
    }
    int dimensions = in.readInt();
    int samples = in.readInt();
    double decay = in.readDouble();
    int host = in.readInt();
    long clock = in.readLong();
    int count = in.readInt();
    if (dimensions < 1 || samples < 1 || count < 1) {
      throw new IOException(count + " trees of " + samples + " x " + dimensions);
    }
    List<SampledTree> trees = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      trees.add(SampledTree.read(in, dimensions, samples, decay));
    }
    return new StreamingForest(dimensions, samples, decay, host, clock, trees);
  }
}

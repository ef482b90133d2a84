package dev.orrery.randomcutforest.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A tree over the rows that its sampler keeps of a stream. */
final class SampledTree {

  private final CutTree tree;
  private final DecayingSampler sampler;
  private final double decay;
  private final double growth;
  private RandomGenerator random;
  private long time;
  private double limit;
  private double key;

  SampledTree(int dimensions, int samples, double decay) {
    this(new CutTree(dimensions, samples), new DecayingSampler(samples), decay);
  }

  private SampledTree(CutTree tree, DecayingSampler sampler, double decay) {
    this.tree = tree;
    this.sampler = sampler;
    this.decay = decay;
    this.growth = Math.exp(decay);
  }

  CutTree tree() {
    return tree;
  }

  /** Begins a block of rows of which the first comes at a time. */
  void begin(long blockTime, RandomGenerator blockRandom) {
    time = blockTime;
    random = blockRandom;
    limit = limit();
  }

  /**
   * What E must stay below for the key log(E) - decay * time to stay below the highest key. It
   * grows with time by e^decay.
   */
  private double limit() {
    return sampler.full()
        ? Math.exp(sampler.highestKey() + decay * time)
        : Double.POSITIVE_INFINITY;
  }

  /**
   * Draws for the next rows of the stream until one is to enter the sample, which {@link #enter}
   * must let in then.
   *
   * @param from the first of these rows
   * @param rows end of the block
   * @return the row that is to enter; {@code rows} when none is
   */
  int next(int from, int rows) {
    for (int i = from; i < rows; i++) {
      double v = random.nextDouble();
      // E = -log(1 - v) is at least v, which spares most logarithms
      if (v < limit) {
        double e = Math.max(-Math.log1p(-v), Double.MIN_NORMAL);
        if (e < limit) {
          key = Math.log(e) - decay * time;
          return i;
        }
      }
      time++;
      limit *= growth;
    }
    return rows;
  }

  /**
   * Lets the row that was found into the sample and the tree.
   *
   * @param found the leaf that the row comes to; -1 when it is not known
   */
  void enter(float[] sides, int at, int found, TreeEditor editor) {
    if (sampler.full()) {
      editor.delete(tree, sampler.worstLeaf());
      sampler.replaceWorst(key, editor.insert(tree, found, sides, at, random));
    } else {
      sampler.add(key, editor.insert(tree, found, sides, at, random));
    }
    time++;
    limit = limit();
  }

  /** The rows of the lowest keys of several samples, in a tree of their own. */
  static SampledTree merge(List<SampledTree> parts, int samples, RandomGenerator random) {
    double[] keys =
        parts.stream()
            .flatMapToDouble(
                part -> IntStream.range(0, part.sampler.size()).mapToDouble(part.sampler::key))
            .toArray();
    double[] kept = DecayingSampler.lowest(keys, samples);
    double highest = kept[kept.length - 1];
    SampledTree head = parts.getFirst();
    int d = head.tree.dimensions();
    float[] values = new float[kept.length * d];
    double[] keptKeys = new double[kept.length];
    int count = 0;
    for (SampledTree part : parts) {
      for (int i = 0; i < part.sampler.size() && count < kept.length; i++) {
        if (part.sampler.key(i) <= highest) {
          System.arraycopy(part.tree.point, part.sampler.leaf(i) * d, values, count * d, d);
          keptKeys[count++] = part.sampler.key(i);
        }
      }
    }
    SampledTree merged = new SampledTree(d, samples, head.decay);
    int[] leafOf = TreeBuilder.fill(merged.tree, values, 0, count, random);
    for (int i = 0; i < count; i++) {
      merged.sampler.add(keptKeys[i], leafOf[i]);
    }
    return merged;
  }

  void write(DataOutput out) throws IOException {
    sampler.write(out, TreeFormat.write(tree, out));
  }

  static SampledTree read(DataInput in, int dimensions, int samples, double decay)
      throws IOException {
    CutTree tree = TreeFormat.read(in, dimensions, samples, Long.MAX_VALUE);
    return new SampledTree(tree, DecayingSampler.read(in, samples), decay);
  }
}

package dev.orrery.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Working centers of several hosts: made one, and dealt out again. */
final class HostStates {

  private HostStates() {}

  /**
   * The centers of all hosts. Centers of one index that are the same to the bit are one center;
   * otherwise the union is shrunk to K by one attempt of the weighted local Lloyd. Centers that
   * stand for no rows are left out where there are enough others.
   */
  static StreamingState merge(
      Hyperparameters hyperparameters, List<StreamingState> states, RunContext context) {
    StreamingState head = states.getFirst();
    int d = head.d;
    int most = head.count();
    List<float[]> centers = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    long rowsSeen = 0;
    for (StreamingState state : states) {
      most = Math.max(most, state.count());
      for (int j = 0; j < state.count(); j++) {
        float[] center = Arrays.copyOfRange(state.centers, j * d, (j + 1) * d);
        if (state != head && j < head.count() && Arrays.equals(center, centers.get(j))) {
          weights.set(j, weights.get(j) + state.weights[j]);
        } else {
          centers.add(center);
          weights.add(state.weights[j]);
        }
      }
      rowsSeen += state.rowsSeen;
    }
    int weighted = (int) weights.stream().filter(w -> w > 0).count();
    StreamingState merged;
    if (centers.size() <= most) {
      merged = of(d, centers, weights);
    } else if (weighted <= most) {
      merged = of(d, centers, weights, most, weighted);
    } else {
      merged =
          shrink(
              hyperparameters,
              of(d, centers, weights, weighted, weighted),
              most,
              rowsSeen,
              context);
    }
    for (StreamingState state : states) {
      merged.rowsSeen += state.rowsSeen;
      merged.batches += state.batches;
      merged.passRows += state.passRows;
      merged.passLoss += state.passLoss;
      merged.passSquares += state.passSquares;
      merged.times.add(state.times);
    }
    return merged;
  }

  private static StreamingState of(int d, List<float[]> centers, List<Double> weights) {
    float[] flat = new float[centers.size() * d];
    double[] mass = new double[centers.size()];
    for (int j = 0; j < mass.length; j++) {
      System.arraycopy(centers.get(j), 0, flat, j * d, d);
      mass[j] = weights.get(j);
    }
    return new StreamingState(d, flat, mass);
  }

  /** The {@code weighted} centers of positive weight and the first others, {@code count} in all. */
  private static StreamingState of(
      int d, List<float[]> centers, List<Double> weights, int count, int weighted) {
    List<float[]> keptCenters = new ArrayList<>();
    List<Double> keptWeights = new ArrayList<>();
    int room = count - weighted;
    for (int j = 0; j < centers.size(); j++) {
      if (weights.get(j) > 0 || room-- > 0) {
        keptCenters.add(centers.get(j));
        keptWeights.add(weights.get(j));
      }
    }
    return of(d, keptCenters, keptWeights);
  }

  private static StreamingState shrink(
      Hyperparameters hyperparameters,
      StreamingState union,
      int count,
      long index,
      RunContext context) {
    int d = union.d;
    LocalLloyd lloyd = new LocalLloyd(union.centers, union.weights, d, context);
    float[] centers = lloyd.attempt(hyperparameters, count, "kmeans.merge", index).centers();
    int[] labels = new int[union.count()];
    new Rows(new DenseMatrix(union.centers, labels.length, d), context.kernels())
        .nearest(
            context.kernels().pack(centers, 0, count, d),
            labels,
            new float[labels.length],
            context);
    double[] weights = new double[count];
    for (int i = 0; i < labels.length; i++) {
      weights[labels[i]] += union.weights[i];
    }
    return new StreamingState(d, centers, weights);
  }

  /**
   * The same centers for every host, with the weights and the counts divided among them. The last
   * host takes what is left of a weight, so that a merge gives it back to the bit.
   */
  static List<StreamingState> fork(StreamingState state, int hosts) {
    List<StreamingState> forked = new ArrayList<>();
    double[] given = new double[state.count()];
    for (int host = 0; host < hosts; host++) {
      double[] weights = new double[state.count()];
      for (int j = 0; j < weights.length; j++) {
        double whole = state.weights[j];
        weights[j] = host == hosts - 1 ? whole - given[j] : whole / hosts;
        given[j] += weights[j];
      }
      StreamingState copy = new StreamingState(state.d, state.centers.clone(), weights);
      copy.rowsSeen = state.rowsSeen / hosts + (host < state.rowsSeen % hosts ? 1 : 0);
      if (host == 0) {
        copy.batches = state.batches;
        copy.passRows = state.passRows;
        copy.passLoss = state.passLoss;
        copy.passSquares = state.passSquares;
        copy.times.add(state.times);
      }
      forked.add(copy);
    }
    return forked;
  }

  /** The rows, dealt out in order. */
  static List<FullBatchState> fork(FullBatchState state, int hosts) {
    List<FullBatchState> forked = new ArrayList<>();
    DenseMatrix rows = state.rows();
    for (int host = 0; host < hosts; host++) {
      int from = (int) ((long) rows.rows() * host / hosts);
      int to = (int) ((long) rows.rows() * (host + 1) / hosts);
      FullBatchState part = new FullBatchState(state.d);
      part.add(rows.slice(from, to));
      forked.add(part);
    }
    return forked;
  }
}

package dev.orrery.linearlearner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The states of several hosts made one, and one made several. */
final class HostStates {

  private HostStates() {}

  /**
   * Parameters and moments averaged by the rows that each host has seen in this pass; losses are
   * added.
   */
  static LinearLearnerState merge(List<LinearLearnerState> states) {
    LinearLearnerState merged = states.getFirst();
    double[] share = shares(states);
    merged.weights = mean(states.stream().map(s -> s.weights).toList(), share);
    merged.bias = mean(states.stream().map(s -> s.bias).toList(), share);
    for (int i = 0; i < merged.slots.length; i++) {
      int slot = i;
      merged.slots[i] = mean(states.stream().map(s -> s.slots[slot]).toList(), share);
      merged.biasSlots[i] = mean(states.stream().map(s -> s.biasSlots[slot]).toList(), share);
    }
    for (LinearLearnerState other : states.subList(1, states.size())) {
      merged.steps = Math.max(merged.steps, other.steps);
      merged.rowsSeen += other.rowsSeen;
      merged.lossRows += other.lossRows;
      merged.restRows += other.restRows;
      merged.order.add(other.order);
      for (int m = 0; m < merged.models(); m++) {
        merged.lossSum[m] += other.lossSum[m];
        merged.restSum[m] += other.restSum[m];
        merged.failedAt[m] = Math.max(merged.failedAt[m], other.failedAt[m]);
      }
    }
    return merged;
  }

  /** Copies; what counts rows is divided, the first taking what is left over. */
  static List<LinearLearnerState> fork(LinearLearnerState state, int hosts) {
    List<LinearLearnerState> forks = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      LinearLearnerState fork = state.copy();
      fork.rowsSeen = part(state.rowsSeen, host, hosts);
      if (host > 0) {
        Arrays.fill(fork.lossSum, 0);
        Arrays.fill(fork.restSum, 0);
        fork.lossRows = 0;
        fork.restRows = 0;
        fork.order.clear();
      }
      forks.add(fork);
    }
    return forks;
  }

  private static long part(long whole, int host, int hosts) {
    return whole / hosts + (host < whole % hosts ? 1 : 0);
  }

  private static double[] shares(List<LinearLearnerState> states) {
    double[] share = new double[states.size()];
    double sum = 0;
    for (int i = 0; i < share.length; i++) {
      share[i] = states.get(i).lossRows + states.get(i).restRows;
      sum += share[i];
    }
    for (int i = 0; i < share.length; i++) {
      share[i] = sum == 0 ? 1.0 / share.length : share[i] / sum;
    }
    return share;
  }

  /** Equal values stay what they are, to the bit. */
  private static float[] mean(List<float[]> parts, double[] share) {
    float[] first = parts.getFirst();
    float[] mean = new float[first.length];
    for (int i = 0; i < mean.length; i++) {
      double moved = 0;
      for (int p = 1; p < share.length; p++) {
        moved += share[p] * ((double) parts.get(p)[i] - first[i]);
      }
      mean[i] = (float) (first[i] + moved);
    }
    return mean;
  }
}

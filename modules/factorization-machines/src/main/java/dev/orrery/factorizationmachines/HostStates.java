package dev.orrery.factorizationmachines;

import dev.orrery.core.data.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The states of several hosts: made one, and dealt out again. */
final class HostStates {

  private HostStates() {}

  /**
   * Weights and slots are averaged, each host by the rows that it took in during the pass: those of
   * a feature by the rows that moved it, so that a feature which only one host has seen stays as
   * that host left it. The rows that are kept are put together.
   */
  static FactorizationMachinesState merge(List<FactorizationMachinesState> states) {
    FactorizationMachinesState merged = states.getFirst();
    double[] byRows = shares(states.stream().mapToDouble(s -> s.passRows).toArray());
    average(states, s -> s.weights.bias, 0, 1, byRows);
    for (int i = 0; i < merged.biasSlots.length; i++) {
      int slot = i;
      average(states, s -> s.biasSlots[slot], 0, 1, byRows);
    }
    boolean counted = states.stream().allMatch(s -> s.featureRows != null);
    int width = merged.weights.width;
    double[] moved = new double[states.size()];
    for (int j = 0; j < merged.weights.n; j++) {
      int feature = j;
      for (int h = 0; h < moved.length && counted; h++) {
        moved[h] = states.get(h).featureRows[feature];
      }
      double[] share = counted ? shares(moved) : byRows;
      average(states, s -> s.weights.linear, feature, 1, share);
      average(states, s -> s.weights.factors, feature * width, width, share);
      for (int i = 0; i < merged.biasSlots.length; i++) {
        int slot = i;
        average(states, s -> s.linearSlots[slot], feature, 1, share);
        average(states, s -> s.factorSlots[slot], feature * width, width, share);
      }
    }
    merged.featureRows = null;
    merged.weights.measure(0, merged.weights.n);
    for (FactorizationMachinesState other : states.subList(1, states.size())) {
      merged.rowsSeen += other.rowsSeen;
      merged.passRows += other.passRows;
      merged.steps = Math.max(merged.steps, other.steps);
      merged.passBatches = Math.max(merged.passBatches, other.passBatches);
      merged.meter.add(other.meter);
      merged.kept.addAll(other.kept);
    }
    merged.host = 0;
    return merged;
  }

  /** The parts of a whole; equal ones when there is nothing. */
  private static double[] shares(double[] rows) {
    double all = Arrays.stream(rows).sum();
    return Arrays.stream(rows).map(r -> all == 0 ? 1.0 / rows.length : r / all).toArray();
  }

  private static void average(
      List<FactorizationMachinesState> states,
      Function<FactorizationMachinesState, float[]> part,
      int from,
      int count,
      double[] share) {
    float[] into = part.apply(states.getFirst());
    for (int i = from; i < from + count; i++) {
      double sum = 0;
      for (int h = 0; h < share.length; h++) {
        sum += share[h] * part.apply(states.get(h))[i];
      }
      into[i] = (float) sum;
    }
  }

  /** The same weights for every host; what counts rows is divided. */
  static List<FactorizationMachinesState> fork(FactorizationMachinesState state, int hosts) {
    List<FactorizationMachinesState> forked = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      FactorizationMachinesState copy =
          new FactorizationMachinesState(
              state.loss,
              state.weights.copy(),
              state.sparse,
              state.optimizer,
              copy(state.biasSlots),
              copy(state.linearSlots),
              copy(state.factorSlots));
      copy.host = host;
      copy.rowsSeen = share(state.rowsSeen, host, hosts);
      copy.passRows = share(state.passRows, host, hosts);
      copy.featureRows = new long[state.weights.n];
      copy.steps = state.steps;
      copy.pass = state.pass;
      copy.passBatches = host == 0 ? state.passBatches : 0;
      copy.last = state.last;
      copy.best = state.best;
      copy.passesSinceBest = state.passesSinceBest;
      if (host == 0) {
        copy.meter.add(state.meter);
      }
      forked.add(copy);
    }
    deal(state, forked);
    return forked;
  }

  private static void deal(FactorizationMachinesState state, List<FactorizationMachinesState> to) {
    if (state.kept.isEmpty()) {
      return;
    }
    Batch all = Batch.concatenate(state.kept);
    for (int host = 0; host < to.size(); host++) {
      int from = (int) ((long) all.rows() * host / to.size());
      int end = (int) ((long) all.rows() * (host + 1) / to.size());
      to.get(host).kept.add(all.slice(from, end));
    }
  }

  private static long share(long count, int host, int hosts) {
    return count / hosts + (host < count % hosts ? 1 : 0);
  }

  private static float[][] copy(float[][] arrays) {
    float[][] copies = new float[arrays.length][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = arrays[i].clone();
    }
    return copies;
  }
}

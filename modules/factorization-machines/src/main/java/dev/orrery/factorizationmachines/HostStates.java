package dev.orrery.factorizationmachines;

import dev.orrery.core.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The states of several hosts: made one, and dealt out again. */
final class HostStates {

  private HostStates() {}

  /**
   * Weights and slots are averaged, each host by the rows that it took in during the pass; the rows
   * that are kept are put together.
   */
  static FactorizationMachinesState merge(List<FactorizationMachinesState> states) {
    FactorizationMachinesState merged = states.getFirst();
    long rows = states.stream().mapToLong(s -> s.passRows).sum();
    double[] share =
        states.stream()
            .mapToDouble(s -> rows == 0 ? 1.0 / states.size() : (double) s.passRows / rows)
            .toArray();
    average(states, share, s -> s.weights.bias);
    average(states, share, s -> s.weights.linear);
    average(states, share, s -> s.weights.factors);
    for (int i = 0; i < merged.biasSlots.length; i++) {
      int slot = i;
      average(states, share, s -> s.biasSlots[slot]);
      average(states, share, s -> s.linearSlots[slot]);
      average(states, share, s -> s.factorSlots[slot]);
    }
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

  private static void average(
      List<FactorizationMachinesState> states,
      double[] share,
      Function<FactorizationMachinesState, float[]> part) {
    float[] into = part.apply(states.getFirst());
    List<float[]> parts = states.stream().map(part).toList();
    for (int i = 0; i < into.length; i++) {
      double sum = 0;
      for (int h = 0; h < share.length; h++) {
        sum += share[h] * parts.get(h)[i];
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

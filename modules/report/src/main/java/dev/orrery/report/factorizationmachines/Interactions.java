package dev.orrery.report.factorizationmachines;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.common.BarsPicture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The pairs of frequent features that move the output most where they occur together. */
final class Interactions {

  /** Features of which all pairs are looked at. */
  private static final int FEATURES = 200;

  private static final int SHOWN = 20;

  private Interactions() {}

  private record Pair(int one, int other, double strength) {}

  static Picture of(FactorizationMachinesModel model, Activity activity, List<String> names) {
    int count = Math.min(FEATURES, activity.features().length);
    int[] together = new int[count * count];
    double[] products = new double[count * count];
    meet(activity, count, together, products);
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < a; b++) {
        int at = a * count + b;
        boolean sampled = activity.rows().rows() > 0;
        if (sampled && together[at] == 0) {
          continue;
        }
        double scale = sampled ? products[at] / together[at] : 1;
        int one = Math.min(activity.features()[a], activity.features()[b]);
        int other = Math.max(activity.features()[a], activity.features()[b]);
        pairs.add(new Pair(one, other, scale * model.interaction(one, other)));
      }
    }
    pairs.sort(
        Comparator.comparingDouble((Pair pair) -> -Math.abs(pair.strength()))
            .thenComparingInt(Pair::one)
            .thenComparingInt(Pair::other));
    BarsPicture bars =
        BarsPicture.named("interactions")
            .title("Strongest interactions")
            .axis("what the pair adds to the output");
    for (Pair pair : pairs.subList(0, Math.min(SHOWN, pairs.size()))) {
      bars.bar(
          Activity.name(pair.one(), names) + " \u00d7 " + Activity.name(pair.other(), names),
          pair.strength());
    }
    String what =
        "Of "
            + Numbers.count(pairs.size(), "pair")
            + " of the "
            + Numbers.count(count)
            + " most frequent features, those whose product of factors, times the mean size of"
            + " their values where they occur together, is largest";
    return bars.subtitle(what)
        .description(
            what + ". A pair above 0 raises the output when both occur, one below 0 lowers it.")
        .build();
  }

  /** Counts the rows in which two features occur together, and adds up their products' sizes. */
  private static void meet(Activity activity, int count, int[] together, double[] products) {
    DenseMatrix rows = activity.rows();
    int[] present = new int[count];
    for (int r = 0; r < rows.rows(); r++) {
      int n = 0;
      for (int a = 0; a < count; a++) {
        if (rows.get(r, activity.features()[a]) != 0) {
          present[n++] = a;
        }
      }
      for (int i = 0; i < n; i++) {
        double x = rows.get(r, activity.features()[present[i]]);
        for (int j = 0; j < i; j++) {
          int at = present[i] * count + present[j];
          together[at]++;
          products[at] += Math.abs(x * rows.get(r, activity.features()[present[j]]));
        }
      }
    }
  }
}

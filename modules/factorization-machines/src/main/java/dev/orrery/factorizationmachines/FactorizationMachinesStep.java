package dev.orrery.factorizationmachines;

import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The moves of a factorization machine, for the player: the factors of a few features, on the plane
 * of their first two factors.
 */
public sealed interface FactorizationMachinesStep extends Event.AlgorithmStep {

  /** Most features that are drawn. */
  int DRAWN = 24;

  /**
   * Where some features stand.
   *
   * @param axes names of the two axes
   * @param features which features
   * @param positions two coordinates for each
   * @param linear linear weight of each
   * @param bias the bias
   */
  record Places(
      List<String> axes, int[] features, List<float[]> positions, float[] linear, float bias) {

    static Places of(Weights weights, int[] features) {
      List<float[]> positions = new ArrayList<>();
      float[] linear = new float[features.length];
      for (int j = 0; j < features.length; j++) {
        int at = features[j] * weights.width;
        linear[j] = weights.linear[features[j]];
        positions.add(
            new float[] {
              weights.factors[at], weights.width > 1 ? weights.factors[at + 1] : linear[j]
            });
      }
      return new Places(
          List.of("factor 1", weights.width > 1 ? "factor 2" : "linear weight"),
          features,
          positions,
          linear,
          weights.bias[0]);
    }

    private Drawing.Points points() {
      double[] sizes = new double[features.length];
      for (int j = 0; j < sizes.length; j++) {
        sizes[j] = 1e-6 + Math.abs(linear[j]);
      }
      return new Drawing.Points(
          "feature", positions, sizes, IntStream.range(0, features.length).toArray());
    }
  }

  /**
   * A mini-batch moved the weights.
   *
   * @param loss what is lowered
   * @param epoch pass, from 0
   * @param batch mini-batch of the pass, from 0
   * @param rows its rows
   * @param meanLoss mean loss of its rows before the move
   * @param meanSlope mean derivative of the loss by the output; above 0 when outputs are too high
   * @param touched features that were moved
   * @param before some features before
   * @param after the same after
   */
  record BatchUpdate(
      Loss loss,
      int epoch,
      int batch,
      int rows,
      double meanLoss,
      double meanSlope,
      int touched,
      Places before,
      Places after)
      implements FactorizationMachinesStep {

    @Override
    public String title() {
      return "Epoch " + epoch + ", mini-batch " + batch;
    }

    @Override
    public String why() {
      String sentence =
          Text.format(
              "%d rows with a mean %s of %.5g moved %d features, since only those that occur in them"
                  + " have a gradient; the outputs were too %s on average, so the bias went from"
                  + " %.5g to %.5g",
              rows,
              lossName(loss),
              meanLoss,
              touched,
              meanSlope > 0 ? "high" : "low",
              before.bias,
              after.bias);
      int furthest = furthest();
      return furthest < 0
          ? sentence + "."
          : sentence
              + Text.format(
                  ", and of the features drawn feature %d moved furthest, by %.3g.",
                  after.features[furthest],
                  distance(before.positions.get(furthest), after.positions.get(furthest)));
    }

    @Override
    public Drawing drawing() {
      List<Drawing.Line> lines = new ArrayList<>();
      for (int j = 0; j < after.features.length; j++) {
        if (distance(before.positions.get(j), after.positions.get(j)) > 0) {
          lines.add(
              new Drawing.Line("move", List.of(before.positions.get(j), after.positions.get(j))));
        }
      }
      return new Drawing(after.axes, List.of(after.points()), lines, List.of());
    }

    private int furthest() {
      int furthest = -1;
      double most = 0;
      for (int j = 0; j < after.features.length; j++) {
        double moved = distance(before.positions.get(j), after.positions.get(j));
        if (moved > most) {
          most = moved;
          furthest = j;
        }
      }
      return furthest;
    }
  }

  /**
   * A pass ended.
   *
   * @param loss what is lowered
   * @param epoch the pass, from 0
   * @param train mean loss over the training rows, each before its own update
   * @param validation mean loss on the validation channel; NaN without one
   * @param best the pass of the least loss on the validation channel; -1 without one
   * @param places some features
   */
  record PassEnd(Loss loss, int epoch, double train, double validation, int best, Places places)
      implements FactorizationMachinesStep {

    @Override
    public String title() {
      return "End of epoch " + epoch;
    }

    @Override
    public String why() {
      String sentence =
          Text.format(
              "Over the pass the mean %s was %.5g, and the bias is %.5g",
              lossName(loss), train, places.bias);
      if (Double.isNaN(validation)) {
        return sentence + ".";
      }
      return sentence
          + Text.format("; on rows it does not learn from it is %.5g", validation)
          + (best == epoch
              ? ", the least so far."
              : Text.format(
                  ", more than after epoch %d: it begins to learn the training rows by heart.",
                  best));
    }

    @Override
    public Drawing drawing() {
      return new Drawing(places.axes, List.of(places.points()), List.of(), List.of());
    }
  }

  /**
   * Whether the update of an index is shown: the first sixteen, then eight of each doubling, so
   * that a long training stays watchable.
   */
  static boolean shown(long index) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(index);
    return bits <= 4 || Long.numberOfTrailingZeros(index) >= bits - 4;
  }

  /** The features that most rows of a mini-batch have, the lower index first among equals. */
  static int[] mostActive(TouchedFeatures touched) {
    return IntStream.range(0, touched.count)
        .boxed()
        .sorted(
            (a, b) -> {
              int rows = touched.start[b + 1] - touched.start[b];
              int order = Integer.compare(rows, touched.start[a + 1] - touched.start[a]);
              return order != 0 ? order : Integer.compare(touched.feature[a], touched.feature[b]);
            })
        .limit(DRAWN)
        .mapToInt(t -> touched.feature[t])
        .sorted()
        .toArray();
  }

  private static String lossName(Loss loss) {
    return loss == Loss.SQUARED ? "squared error" : "cross entropy";
  }

  private static double distance(float[] a, float[] b) {
    return Math.hypot((double) a[0] - b[0], (double) a[1] - b[1]);
  }
}

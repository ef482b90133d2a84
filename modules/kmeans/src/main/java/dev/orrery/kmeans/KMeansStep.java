package dev.orrery.kmeans;

import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The moves of k-means, for the player; drawn in the space of the features. */
public sealed interface KMeansStep extends Event.AlgorithmStep {

  /**
   * First centers were taken from the rows.
   *
   * @param method {@code random} or {@code kmeans++}
   * @param rows number of rows they were taken from
   * @param d number of features
   * @param centers {@code k x d}
   */
  record FirstCenters(String method, int rows, int d, float[] centers) implements KMeansStep {
    @Override
    public String title() {
      return "Take the first centers";
    }

    @Override
    public String why() {
      String way =
          method.equals(KMeansHyperparameters.PLUS_PLUS)
              ? "rows far from the centers taken before were preferred (kmeans++)"
              : "every row was as likely as any other (random)";
      return say("%d of %d rows became centers; %s.", centers.length / d, rows, way);
    }

    @Override
    public Drawing drawing() {
      return Drawing.ofPoints(points("center", centers, d, new double[0]));
    }
  }

  /**
   * A mini-batch moved the working centers.
   *
   * @param batch index of the mini-batch over all passes, from 0
   * @param rows its rows
   * @param msd mean squared distance of its rows to the centers before
   * @param d number of features
   * @param before centers before, {@code K x d}
   * @param after centers after, {@code K x d}
   * @param weights rows that each center stands for now
   */
  record BatchUpdate(
      long batch, int rows, double msd, int d, float[] before, float[] after, double[] weights)
      implements KMeansStep {
    @Override
    public String title() {
      return "Mini-batch " + batch;
    }

    @Override
    public String why() {
      Move move = Move.furthest(before, after, d);
      return say(
          "%d rows, on average at squared distance %.6g from their centers, pulled %d of %d centers;"
              + " center %d moved furthest, by %.6g, and now stands for %.6g rows.",
          rows, msd, move.moved, weights.length, move.center, move.distance, weights[move.center]);
    }

    @Override
    public Drawing drawing() {
      return moves(before, after, d, weights);
    }
  }

  /**
   * An attempt of the local Lloyd shrank the working centers.
   *
   * @param attempt from 0
   * @param d number of features
   * @param working the working centers, {@code K x d}
   * @param weights rows that each stands for
   * @param centers the outcome, {@code k x d}
   * @param msd weighted mean squared distance of the working centers to the outcome
   */
  record ShrinkAttempt(
      int attempt, int d, float[] working, double[] weights, float[] centers, double msd)
      implements KMeansStep {
    @Override
    public String title() {
      return "Shrink, attempt " + attempt;
    }

    @Override
    public String why() {
      return say(
          "From another start, Lloyd's algorithm on the %d weighted working centers found %d centers"
              + " at mean squared distance %.6g; the attempt with the least is kept.",
          weights.length, centers.length / d, msd);
    }

    @Override
    public Drawing drawing() {
      return Drawing.ofPoints(
          points("working center", working, d, weights),
          points("center", centers, d, new double[0]));
    }
  }

  /**
   * Full-batch k-means labelled every row.
   *
   * @param iteration from 0
   * @param loss sum of the squared distances to the nearest centers
   * @param changed rows that went to another cluster
   * @param rows number of rows
   * @param d number of features
   * @param centers {@code k x d}
   * @param counts rows of each cluster
   */
  record Assignment(
      int iteration, double loss, long changed, long rows, int d, float[] centers, long[] counts)
      implements KMeansStep {
    @Override
    public String title() {
      return "Iteration " + iteration + ": assign rows to centers";
    }

    @Override
    public String why() {
      return say(
          "Each of the %d rows goes to its nearest center, and %d of them thereby change cluster;"
              + " the squared distances now sum to %.8g, which no other labelling beats.",
          rows, changed, loss);
    }

    @Override
    public Drawing drawing() {
      return Drawing.ofPoints(points("center", centers, d, asDouble(counts)));
    }
  }

  /**
   * Full-batch k-means moved every center to the mean of its rows.
   *
   * @param iteration from 0
   * @param loss the loss before the move
   * @param d number of features
   * @param before centers before, {@code k x d}
   * @param after centers after, {@code k x d}
   * @param counts rows of each cluster
   */
  record CenterMove(int iteration, double loss, int d, float[] before, float[] after, long[] counts)
      implements KMeansStep {
    @Override
    public String title() {
      return "Iteration " + iteration + ": move centers to the means";
    }

    @Override
    public String why() {
      Move move = Move.furthest(before, after, d);
      if (move.moved == 0) {
        return say(
            "Every center is the mean of its rows already, so the loss rests at %.8g.", loss);
      }
      return say(
          "The mean of a cluster's rows is the point of least squared distance to them: %d of %d"
              + " centers moved, center %d furthest, by %.6g, and the loss falls below %.8g.",
          move.moved, counts.length, move.center, move.distance, loss);
    }

    @Override
    public Drawing drawing() {
      return moves(before, after, d, asDouble(counts));
    }
  }

  /**
   * The centers of the model.
   *
   * @param sentence how they were chosen
   * @param d number of features
   * @param centers {@code k x d}
   */
  record FinalCenters(String sentence, int d, float[] centers) implements KMeansStep {
    @Override
    public String title() {
      return "The model's centers";
    }

    @Override
    public String why() {
      return sentence;
    }

    @Override
    public Drawing drawing() {
      return Drawing.ofPoints(points("center", centers, d, new double[0]));
    }
  }

  /**
   * Whether the step of an index is shown: all of the first sixteen, then eight of each doubling,
   * so that a long training stays watchable. Each doubling of large centers halves that, down to
   * one of each doubling, since every step that is shown keeps copies of them.
   *
   * @param values values of all centers together
   */
  static boolean shown(long index, long values) {
    int large = Long.SIZE - Long.numberOfLeadingZeros(values >>> 17);
    int early = Math.max(1, 4 - large);
    int bits = Long.SIZE - Long.numberOfLeadingZeros(index);
    return bits <= early || Long.numberOfTrailingZeros(index) >= bits - early;
  }

  private static String say(String format, Object... arguments) {
    return Text.format(format, arguments);
  }

  private static double[] asDouble(long[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }

  private static Drawing.Points points(String role, float[] centers, int d, double[] weights) {
    List<float[]> positions = new ArrayList<>();
    for (int at = 0; at < centers.length; at += d) {
      positions.add(Arrays.copyOfRange(centers, at, at + d));
    }
    return new Drawing.Points(role, positions, weights, new int[0]);
  }

  private static Drawing moves(float[] before, float[] after, int d, double[] weights) {
    List<Drawing.Line> lines = new ArrayList<>();
    for (int at = 0; at < after.length; at += d) {
      if (!Arrays.equals(before, at, at + d, after, at, at + d)) {
        lines.add(
            new Drawing.Line(
                "move",
                List.of(
                    Arrays.copyOfRange(before, at, at + d),
                    Arrays.copyOfRange(after, at, at + d))));
      }
    }
    return new Drawing(List.of(), List.of(points("center", after, d, weights)), lines, List.of());
  }

  /** How many centers moved, and which furthest. */
  record Move(int moved, int center, double distance) {

    static Move furthest(float[] before, float[] after, int d) {
      int moved = 0;
      int center = 0;
      double most = 0;
      for (int j = 0; j < after.length / d; j++) {
        double square = 0;
        for (int e = j * d; e < (j + 1) * d; e++) {
          double difference = (double) after[e] - before[e];
          square += difference * difference;
        }
        if (square > 0) {
          moved++;
        }
        if (square > most) {
          most = square;
          center = j;
        }
      }
      return new Move(moved, center, Math.sqrt(most));
    }
  }
}

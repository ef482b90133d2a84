package dev.orrery.knn;

import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The moves of k nearest neighbours, for the player: the sample fills, the features are reduced, an
 * index is built, a query is answered. Drawn in the space of the features unless {@code axes} names
 * a plane.
 */
public sealed interface KnnStep extends Event.AlgorithmStep {

  /**
   * A mini-batch passed by the reservoir.
   *
   * @param seen rows so far
   * @param capacity most rows that are kept
   * @param size rows that are kept now
   * @param positions some of them
   * @param labels their labels as numbers of groups; empty for a regressor
   */
  record SampleFilled(long seen, int capacity, int size, List<float[]> positions, int[] labels)
      implements KnnStep {
    @Override
    public String title() {
      return "Sample: " + seen + " rows seen";
    }

    @Override
    public String why() {
      return size < capacity
          ? say("The reservoir has room for %d rows and keeps all %d seen so far.", capacity, size)
          : say(
              "The reservoir is full: each of the %d rows seen so far is among its %d with the same"
                  + " chance, %.4g.",
              seen, capacity, (double) capacity / seen);
    }

    @Override
    public Drawing drawing() {
      return Drawing.ofPoints(points("sampled row", positions, labels));
    }
  }

  /**
   * The features were reduced by a random projection.
   *
   * @param type {@code sign} or {@code fjlt}
   * @param inputDim features before
   * @param targetDim features after
   * @param before distances of some pairs of rows before
   * @param after distances of the same pairs after
   */
  record FeaturesReduced(String type, int inputDim, int targetDim, double[] before, double[] after)
      implements KnnStep {
    @Override
    public String title() {
      return "Reduce " + inputDim + " features to " + targetDim;
    }

    @Override
    public String why() {
      double sum = 0;
      double most = 0;
      for (int i = 0; i < before.length; i++) {
        double change = Math.abs(after[i] / before[i] - 1);
        sum += change;
        most = Math.max(most, change);
      }
      return say(
          "A random projection (%s) keeps distances about as they were: of %d pairs of rows the"
              + " distance changed by %.1f %% on average and by %.1f %% at most.",
          type, before.length, 100 * sum / before.length, 100 * most);
    }

    @Override
    public Drawing drawing() {
      List<float[]> pairs = new ArrayList<>();
      float most = 0;
      for (int i = 0; i < before.length; i++) {
        pairs.add(new float[] {(float) before[i], (float) after[i]});
        most = (float) Math.max(most, before[i]);
      }
      return new Drawing(
          List.of("Distance before", "Distance after"),
          List.of(points("pair of rows", pairs, new int[0])),
          List.of(new Drawing.Line("unchanged", List.of(new float[2], new float[] {most, most}))),
          List.of());
    }
  }

  /**
   * The cells of an inverted index moved to the means of their rows.
   *
   * @param iteration from 0
   * @param iterations how many there are
   * @param loss mean squared distance of the rows to the centers before
   * @param axes of the plane; empty in the space of the features
   * @param centers the centers
   * @param rows rows of each cell
   */
  record CellsMoved(
      int iteration,
      int iterations,
      double loss,
      List<String> axes,
      List<float[]> centers,
      double[] rows)
      implements KnnStep {
    @Override
    public String title() {
      return "Cells, iteration " + iteration;
    }

    @Override
    public String why() {
      return say(
          "A query will look into the few cells whose centers are nearest, so centers go to the"
              + " means of their rows: %d cells, mean squared distance %.6g before iteration %d of"
              + " %d.",
          rows.length, loss, iteration + 1, iterations);
    }

    @Override
    public Drawing drawing() {
      return new Drawing(
          axes,
          List.of(new Drawing.Points("center", centers, rows, new int[0])),
          List.of(),
          List.of());
    }
  }

  /**
   * The codewords of a part of the vectors were learned.
   *
   * @param part which, from 0
   * @param parts how many there are
   * @param first first element of the part
   * @param width its elements
   * @param loss mean squared distance of the parts to their codewords
   * @param codewords the first two elements of each
   */
  record CodebookLearned(
      int part, int parts, int first, int width, double loss, List<float[]> codewords)
      implements KnnStep {
    @Override
    public String title() {
      return "Codebook of part " + part;
    }

    @Override
    public String why() {
      return say(
          "%d elements become one byte, the number of the nearest of %d codewords; that costs a mean"
              + " squared error of %.6g, and a row shrinks to %d bytes.",
          width, codewords.size(), loss, parts);
    }

    @Override
    public Drawing drawing() {
      return new Drawing(
          List.of("Element " + first, width > 1 ? "Element " + (first + 1) : "Nothing"),
          List.of(points("codeword", codewords, new int[0])),
          List.of(),
          List.of());
    }
  }

  /**
   * A k-d tree cut its boxes.
   *
   * @param level from 0
   * @param cutBy what the first box was cut by
   * @param at where
   * @param axes of the plane; empty in the space of the features
   * @param boxes the boxes after the cut
   */
  record BoxesCut(int level, String cutBy, float at, List<String> axes, List<Drawing.Region> boxes)
      implements KnnStep {
    @Override
    public String title() {
      return "Cut " + boxes.size() / 2 + (level == 0 ? " box" : " boxes");
    }

    @Override
    public String why() {
      return say(
          "Each box is cut at the median of its widest side, the first by %s at %.6g, so that a"
              + " search can leave out boxes that lie too far away.",
          cutBy, at);
    }

    @Override
    public Drawing drawing() {
      return new Drawing(axes, List.of(), List.of(), boxes);
    }
  }

  /**
   * A layer of a graph was joined.
   *
   * @param layer from 0, the lowest
   * @param nodes rows of the layer
   * @param edges pairs that are joined in it
   * @param axes of the plane; empty in the space of the features
   * @param positions some of its rows
   * @param lines some of its edges
   */
  record LayerJoined(
      int layer,
      int nodes,
      int edges,
      List<String> axes,
      List<float[]> positions,
      List<Drawing.Line> lines)
      implements KnnStep {
    @Override
    public String title() {
      return "Layer " + layer + " of the graph";
    }

    @Override
    public String why() {
      return say(
          layer == 0
              ? "The lowest layer joins all %d rows to near ones by %d edges; here a search spreads out"
                  + " from where the layers above have led it."
              : "The %d rows of this layer are joined by %d edges, few and long, so that a search comes"
                  + " near its goal in a few moves.",
          nodes,
          edges);
    }

    @Override
    public Drawing drawing() {
      return new Drawing(
          axes, List.of(points("row in the graph", positions, new int[0])), lines, List.of());
    }
  }

  /**
   * A query was answered.
   *
   * @param query where it is
   * @param neighbors the nearest rows, nearest first
   * @param labels their labels as numbers of groups; empty for a regressor
   * @param sentence what came out and why
   */
  record QueryAnswered(float[] query, List<float[]> neighbors, int[] labels, String sentence)
      implements KnnStep {
    @Override
    public String title() {
      return "Answer a query";
    }

    @Override
    public String why() {
      return sentence;
    }

    @Override
    public Drawing drawing() {
      List<Drawing.Line> lines = new ArrayList<>();
      for (float[] neighbor : neighbors) {
        lines.add(new Drawing.Line("neighbor", List.of(query, neighbor)));
      }
      return new Drawing(
          List.of(),
          List.of(
              points("neighbor", neighbors, labels), points("query", List.of(query), new int[0])),
          lines,
          List.of());
    }
  }

  /**
   * Whether the step of an index is shown: all of the first eight, then four of each doubling, so
   * that a long training stays watchable.
   */
  static boolean shown(long index) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(index);
    return bits <= 3 || Long.numberOfTrailingZeros(index) >= bits - 3;
  }

  private static String say(String format, Object... arguments) {
    return Text.format(format, arguments);
  }

  private static Drawing.Points points(String role, List<float[]> positions, int[] labels) {
    return new Drawing.Points(role, positions, new double[0], labels);
  }
}

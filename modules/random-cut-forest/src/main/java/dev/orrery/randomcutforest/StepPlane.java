package dev.orrery.randomcutforest;

import dev.orrery.core.event.Drawing;
import dev.orrery.randomcutforest.tree.CutTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plane on which a tree is drawn: its two features of the widest range, which are cut most. A
 * tree over one value is drawn on a line.
 *
 * @param x dimension across
 * @param y dimension upwards; -1 where there is none
 * @param names what the values of a point are called
 */
record StepPlane(int x, int y, PointNames names) {

  static StepPlane of(CutTree tree, PointNames names) {
    float[] low = tree.low(tree.root());
    float[] high = tree.high(tree.root());
    int first = 0;
    int second = -1;
    for (int j = 1; j < low.length; j++) {
      double side = (double) high[j] - low[j];
      if (side > (double) high[first] - low[first]) {
        second = first;
        first = j;
      } else if (second < 0 || side > (double) high[second] - low[second]) {
        second = j;
      }
    }
    return second < 0 || first < second
        ? new StepPlane(first, second, names)
        : new StepPlane(second, first, names);
  }

  /** What a dimension is called. */
  String name(int dimension) {
    return names.value(dimension);
  }

  /**
   * Whether a point lies within the tree's box, or no farther from it than a side of it, so that
   * both can be seen in one drawing.
   */
  boolean near(CutTree tree, float[] values, int at) {
    float[] low = tree.low(tree.root());
    float[] high = tree.high(tree.root());
    for (int j : y < 0 ? new int[] {x} : new int[] {x, y}) {
      float side = high[j] - low[j];
      if (values[at + j] < low[j] - side || values[at + j] > high[j] + side) {
        return false;
      }
    }
    return true;
  }

  private List<String> axes() {
    return List.of(name(x), y < 0 ? "(one feature only)" : name(y));
  }

  private float[] place(float[] point, int at) {
    return new float[] {point[at + x], y < 0 ? 0 : point[at + y]};
  }

  private Drawing.Region box(String role, CutTree tree, int reference) {
    return new Drawing.Region(
        role, corner(tree.low(reference), -1), corner(tree.high(reference), 1));
  }

  private float[] corner(float[] values, int side) {
    return new float[] {values[x], y < 0 ? side : values[y]};
  }

  /** The box, the parts on both sides of its cut, and the points of the tree by part. */
  Drawing drawCut(CutTree tree, int node) {
    List<Drawing.Region> regions = new ArrayList<>();
    regions.add(box("box", tree, node));
    regions.add(box("left part", tree, tree.left(node)));
    regions.add(box("right part", tree, tree.right(node)));
    List<Drawing.Line> lines = new ArrayList<>();
    int dimension = tree.cutDimension(node);
    if (dimension == x || dimension == y) {
      float[] from = corner(tree.low(node), -1);
      float[] to = corner(tree.high(node), 1);
      from[dimension == x ? 0 : 1] = tree.cutValue(node);
      to[dimension == x ? 0 : 1] = tree.cutValue(node);
      lines.add(new Drawing.Line("cut", List.of(from, to)));
    }
    return new Drawing(
        axes(),
        List.of(
            points("row on the left", tree, tree.left(node), 0),
            points("row on the right", tree, tree.right(node), 1)),
        lines,
        regions);
  }

  /** The box that was reached and the point that walks. */
  Drawing drawWalk(CutTree tree, int reference, float[] sides) {
    return new Drawing(
        axes(),
        List.of(
            points("row", tree, reference, 0),
            new Drawing.Points(
                "scored row", List.of(place(sides, 0)), new double[0], new int[] {1})),
        List.of(),
        List.of(box("box", tree, reference)));
  }

  private Drawing.Points points(String role, CutTree tree, int reference, int group) {
    List<float[]> places = new ArrayList<>();
    collect(tree, reference, places);
    int[] labels = new int[places.size()];
    Arrays.fill(labels, group);
    return new Drawing.Points(role, places, new double[0], labels);
  }

  private void collect(CutTree tree, int reference, List<float[]> places) {
    if (reference < 0) {
      places.add(place(tree.low(reference), 0));
    } else {
      collect(tree, tree.left(reference), places);
      collect(tree, tree.right(reference), places);
    }
  }
}

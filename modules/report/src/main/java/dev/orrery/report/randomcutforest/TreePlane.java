package dev.orrery.report.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.RandomCutForestModel;
import dev.orrery.randomcutforest.tree.CutTree;
import dev.orrery.report.Picture;
import dev.orrery.report.common.RegionsPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The plane of the two widest values of a tree's points; all others are held at the median of these
 * points.
 */
final class TreePlane {

  /** Cells of the cuts down to this depth are told apart: up to 8. */
  private static final int DEPTH = 3;

  private static final int CUT_COLUMNS = 240;
  private static final int CUT_ROWS = 150;
  private static final int SCORE_COLUMNS = 72;
  private static final int SCORE_ROWS = 45;
  private static final double MARGIN = 0.25;

  private final RandomCutForestModel model;
  private final CutTree tree;
  private final float[] points;
  private final float[] median;
  private final String[] name = new String[2];
  private final int[] dimension;
  private final double[] low = new double[2];
  private final double[] high = new double[2];

  private TreePlane(RandomCutForestModel model, CutTree tree, int[] dimension, List<String> names) {
    this.model = model;
    this.tree = tree;
    this.dimension = dimension;
    int d = tree.dimensions();
    this.points = new float[tree.leaves() * d];
    tree.copyPoints(points, 0);
    this.median = new float[d];
    float[] column = new float[tree.leaves()];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = points[i * d + j];
      }
      Arrays.sort(column);
      median[j] = column[column.length / 2];
    }
    for (int a = 0; a < 2; a++) {
      double from = tree.low(tree.root())[dimension[a]];
      double to = tree.high(tree.root())[dimension[a]];
      low[a] = from - MARGIN * (to - from);
      high[a] = to + MARGIN * (to - from);
      name[a] = names.get(dimension[a]);
    }
  }

  /** The plane of the first tree, where its points differ in two values. */
  static Optional<TreePlane> of(RandomCutForestModel model, List<String> names) {
    CutTree tree = model.forest().trees().getFirst();
    if (tree.root() < 0) {
      return Optional.empty();
    }
    float[] low = tree.low(tree.root());
    float[] high = tree.high(tree.root());
    int[] widest =
        IntStream.range(0, low.length)
            .filter(j -> high[j] > low[j])
            .boxed()
            .sorted((a, b) -> Double.compare((double) high[b] - low[b], (double) high[a] - low[a]))
            .limit(2)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    return widest.length < 2
        ? Optional.empty()
        : Optional.of(new TreePlane(model, tree, widest, names));
  }

  /** The middles of the fields of a grid, as points. */
  private float[] grid(int columns, int rows) {
    int d = tree.dimensions();
    float[] values = new float[columns * rows * d];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int at = (r * columns + c) * d;
        System.arraycopy(median, 0, values, at, d);
        values[at + dimension[0]] = (float) (low[0] + (high[0] - low[0]) * (c + 0.5) / columns);
        values[at + dimension[1]] = (float) (low[1] + (high[1] - low[1]) * (r + 0.5) / rows);
      }
    }
    return values;
  }

  /** The cell of a point: which sides of the first cuts it lies on. */
  private int cell(float[] values, int at) {
    int reference = tree.root();
    int cell = 0;
    for (int depth = 0; depth < DEPTH; depth++) {
      boolean right = false;
      if (reference >= 0) {
        right = values[at + tree.cutDimension(reference)] > tree.cutValue(reference);
        reference = right ? tree.right(reference) : tree.left(reference);
      }
      cell = 2 * cell + (right ? 1 : 0);
    }
    return cell;
  }

  private RegionsPicture picture(String file) {
    return RegionsPicture.named(file).x(name[0], low[0], high[0]).y(name[1], low[1], high[1]);
  }

  private double[] ofPoints(int axis) {
    double[] values = new double[tree.leaves()];
    for (int i = 0; i < values.length; i++) {
      values[i] = points[i * tree.dimensions() + dimension[axis]];
    }
    return values;
  }

  private String others() {
    int more = tree.dimensions() - 2;
    return more == 0
        ? ""
        : more == 1
            ? ", the other value at its median"
            : ", the " + more + " other values at their medians";
  }

  /** The cells that the first cuts of the first tree make. */
  Picture cuts() {
    int d = tree.dimensions();
    float[] fields = grid(CUT_COLUMNS, CUT_ROWS);
    int[] cells = new int[CUT_COLUMNS * CUT_ROWS];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(fields, i * d);
    }
    int[] groups = new int[tree.leaves()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = cell(points, i * d);
    }
    String what =
        "The cells of its first "
            + DEPTH
            + " levels of cuts, and its "
            + tree.leaves()
            + " points"
            + others();
    return picture("tree-cuts")
        .grid(cells, CUT_COLUMNS)
        .points(ofPoints(0), ofPoints(1), groups, List.of())
        .title("Cuts of the first tree")
        .subtitle(what)
        .description(what + ". A color is a cell; far points are cut off early.")
        .build();
  }

  /** The score of the whole forest over the plane. */
  Picture scores(RunContext context) {
    float[] fields = grid(SCORE_COLUMNS, SCORE_ROWS);
    float[] scores =
        model.scores(
            new DenseMatrix(fields, SCORE_COLUMNS * SCORE_ROWS, tree.dimensions()), context);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (float score : scores) {
      least = Math.min(least, score);
      most = Math.max(most, score);
    }
    String what =
        String.format(
            Locale.ROOT,
            "Score of the forest from %.3g (light) to %.3g (dark)%s; the points are those of the"
                + " first tree",
            least,
            most,
            others());
    int[] groups = new int[tree.leaves()];
    return picture("score-map")
        .heat(scores, SCORE_COLUMNS)
        .points(ofPoints(0), ofPoints(1), groups, List.of())
        .title("Anomaly score over the plane")
        .subtitle(what)
        .description(what + ".")
        .build();
  }
}

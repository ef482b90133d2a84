package dev.orrery.report.knn;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.knn.KnnModel;
import dev.orrery.knn.Neighbors;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.Projection;
import dev.orrery.report.common.RegionsPicture;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the model answers at every place of the report's plane, laid through the mean of the sample
 * rows.
 */
final class DecisionRegionsPicture {

  private static final int COLUMNS = 90;
  private static final int LINES = 60;

  /** Features beyond which places of a plane say nothing of the rows, and cost too much. */
  private static final int MOST_FEATURES = 2000;

  private DecisionRegionsPicture() {}

  static Optional<Picture> of(PictureContext context, KnnModel model) {
    DenseMatrix rows = context.rows();
    int d = model.featureDim();
    Projection plane = context.projection();
    if (rows.rows() < 2 || d < 2 || d > MOST_FEATURES) {
      return Optional.empty();
    }
    double[][] places = plane.project(rows);
    double[] x = Arrays.stream(places).mapToDouble(place -> place[0]).toArray();
    double[] y = Arrays.stream(places).mapToDouble(place -> place[1]).toArray();
    double[] rangeX = range(x);
    double[] rangeY = range(y);
    Neighbors found =
        model.neighbors(grid(rows, plane, rangeX, rangeY), model.options().k(), context.context());
    float[] answers = model.answers(found, model.options().k(), context.context());
    String subtitle =
        "Each place has the color of its answer"
            + (d == 2 ? "" : "; the plane goes through the mean of the rows");
    RegionsPicture picture =
        RegionsPicture.named("decision-regions")
            .title(model.options().classifier() ? "Decision regions" : "Answers over the plane")
            .subtitle(subtitle)
            .description(
                subtitle
                    + (d == 2
                        ? ""
                        : ", and rows that lie off it may be answered otherwise than it shows")
                    + "; drawn on "
                    + plane.name()
                    + ", k = "
                    + model.options().k()
                    + ".")
            .x(plane.axes().get(0), rangeX[0], rangeX[1])
            .y(plane.axes().get(1), rangeY[0], rangeY[1]);
    int[] groups = new int[x.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = i < context.labels().length ? KnnPictures.group(model, context.labels()[i]) : -1;
    }
    if (model.options().classifier()) {
      int[] classes = new int[answers.length];
      for (int i = 0; i < classes.length; i++) {
        classes[i] = KnnPictures.group(model, answers[i]);
      }
      picture.grid(classes, COLUMNS);
    } else {
      picture.heat(answers, COLUMNS);
    }
    return Optional.of(picture.points(x, y, groups, KnnPictures.names(context, model)).build());
  }

  private static double[] range(double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    double margin = high > low ? 0.05 * (high - low) : 1;
    return new double[] {low - margin, high + margin};
  }

  /** The middles of the fields as rows: the plane's directions are at right angles, of length 1. */
  private static DenseMatrix grid(
      DenseMatrix rows, Projection plane, double[] rangeX, double[] rangeY) {
    int d = rows.columns();
    float[] mean = new float[d];
    for (int j = 0; j < d; j++) {
      double sum = 0;
      for (int i = 0; i < rows.rows(); i++) {
        sum += rows.get(i, j);
      }
      mean[j] = (float) (sum / rows.rows());
    }
    double[] middle = plane.project(mean, 0);
    double[][] direction = new double[d][];
    for (int j = 0; j < d; j++) {
      float[] moved = mean.clone();
      moved[j] += 1;
      double[] there = plane.project(moved, 0);
      double step = (double) moved[j] - mean[j];
      direction[j] = new double[] {(there[0] - middle[0]) / step, (there[1] - middle[1]) / step};
    }
    float[] places = new float[COLUMNS * LINES * d];
    for (int line = 0; line < LINES; line++) {
      for (int column = 0; column < COLUMNS; column++) {
        double dx = at(rangeX, column, COLUMNS) - middle[0];
        double dy = at(rangeY, line, LINES) - middle[1];
        int to = (line * COLUMNS + column) * d;
        for (int j = 0; j < d; j++) {
          places[to + j] = (float) (mean[j] + dx * direction[j][0] + dy * direction[j][1]);
        }
      }
    }
    return new DenseMatrix(places, COLUMNS * LINES, d);
  }

  private static double at(double[] range, int field, int fields) {
    return range[0] + (field + 0.5) / fields * (range[1] - range[0]);
  }
}

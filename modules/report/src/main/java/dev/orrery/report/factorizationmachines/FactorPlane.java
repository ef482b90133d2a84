package dev.orrery.report.factorizationmachines;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.Projection;
import dev.orrery.report.common.ScatterPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The factors of the most frequent features, on the plane in which they differ most. */
final class FactorPlane {

  /** Names that do not hide each other. */
  private static final int NAMED = 40;

  private FactorPlane() {}

  static Picture of(FactorizationMachinesModel model, Activity activity, List<String> names) {
    int[] features = activity.features();
    int width = model.numFactors() * model.fields().count();
    float[] all = model.factors();
    float[] linear = model.linear();
    float[] factors = new float[features.length * width];
    for (int j = 0; j < features.length; j++) {
      System.arraycopy(all, features[j] * width, factors, j * width, width);
    }
    DenseMatrix rows = new DenseMatrix(factors, features.length, width);
    Projection plane = Projection.of(rows, List.of(), Optional.empty());
    Integer[] order = new Integer[features.length];
    double[] length = new double[features.length];
    for (int j = 0; j < order.length; j++) {
      order[j] = j;
      for (int f = 0; f < width; f++) {
        length[j] += (double) rows.get(j, f) * rows.get(j, f);
      }
    }
    // The features of the longest vectors act most with others; they are named first.
    Arrays.sort(order, Comparator.comparingDouble((Integer j) -> -length[j]));
    double[] x = new double[order.length];
    double[] y = new double[order.length];
    double[] sizes = new double[order.length];
    int[] groups = new int[order.length];
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      int j = order[i];
      double[] place = plane.project(factors, rows.rowOffset(j));
      x[i] = place[0];
      y[i] = place[1];
      sizes[i] = Math.abs(linear[features[j]]);
      groups[i] = linear[features[j]] >= 0 ? 0 : 1;
      labels.add(
          i >= NAMED
              ? ""
              : names.isEmpty()
                  ? Integer.toString(features[j])
                  : Activity.name(features[j], names));
    }
    String what =
        "The factors of "
            + Numbers.count(features.length, "feature")
            + (features.length < model.featureDim()
                ? " of " + Numbers.count(model.featureDim()) + ", those that occur most,"
                : "")
            + " on their plane of greatest variance; larger marks have larger linear weights";
    return ScatterPicture.named("factors")
        .title("Factors of the features")
        .subtitle(what)
        .description(
            what
                + ". Two features whose vectors point the same way raise the output together; two"
                + " that point opposite ways lower it.")
        .x(label(plane, 0))
        .y(label(plane, 1))
        .points(x, y)
        .sizes(sizes)
        .groups(groups, List.of("linear weight above 0", "linear weight below 0"))
        .names(labels)
        .build();
  }

  /** Where there are one or two factors, the plane is that of the factors. */
  private static String label(Projection plane, int axis) {
    String label = plane.axes().get(axis);
    return plane.featureDim() > 2 ? label : "factor " + Math.min(axis + 1, plane.featureDim());
  }
}

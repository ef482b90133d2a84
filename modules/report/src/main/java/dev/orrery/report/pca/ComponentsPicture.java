package dev.orrery.report.pca;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.pca.PcaModel;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.ScatterPicture;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The rows on the first two components, colored by their labels where these are classes. */
final class ComponentsPicture {

  /** Labels beyond which colors cannot be told apart. */
  private static final int MOST_CLASSES = 20;

  /** Features up to which their arrows fit beside the rows. */
  private static final int MOST_ARROWS = 16;

  private ComponentsPicture() {}

  /** The picture, when there are rows and two components. */
  static Optional<Picture> of(PcaModel model, PictureContext context) {
    DenseMatrix rows = context.rows();
    int k = model.numComponents();
    if (k < 2 || rows.rows() == 0) {
      return Optional.empty();
    }
    float[] projections = model.predict(rows, context.context()).keys().getFirst().values();
    double[] x = new double[rows.rows()];
    double[] y = new double[rows.rows()];
    for (int i = 0; i < x.length; i++) {
      x[i] = projections[i * k + k - 1];
      y[i] = projections[i * k + k - 2];
    }
    boolean classes = areClasses(context.labels(), rows.rows());
    String what =
        Numbers.count(rows.rows(), "row")
            + " on the two components of the greatest variance"
            + (classes ? ", colored by the label, which training did not see" : "");
    ScatterPicture picture =
        ScatterPicture.named("components")
            .title("First two components")
            .subtitle(what)
            .x(PcaPictures.name(model, 0, context))
            .y(PcaPictures.name(model, 1, context))
            .points(x, y);
    if (classes) {
      int[] groups = new int[rows.rows()];
      for (int i = 0; i < groups.length; i++) {
        groups[i] = (int) context.labels()[i];
      }
      int most = IntStream.of(groups).max().orElse(0);
      List<String> names =
          context.labelNames().isEmpty()
              ? IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList()
              : context.labelNames();
      picture.groups(groups, names);
    }
    String arrows = addArrows(picture, model, context, x, y);
    return Optional.of(picture.description(what + "." + arrows).build());
  }

  /**
   * The loadings as arrows from the middle. Each axis has a measure of its own, by how far the rows
   * reach on it: with one for both, a feature of the second component would shoot out of the rows
   * where the first keeps nearly all variance.
   */
  private static String addArrows(
      ScatterPicture picture, PcaModel model, PictureContext context, double[] x, double[] y) {
    int d = model.featureDim();
    if (d > MOST_ARROWS || context.featureNames().size() != d || model.details().whiten()) {
      return "";
    }
    float[] first = model.component(0);
    float[] second = model.component(1);
    double longest = 0;
    for (int j = 0; j < d; j++) {
      longest = Math.max(longest, Math.hypot(first[j], second[j]));
    }
    double alongFirst = 0.8 * reach(x) / longest;
    double alongSecond = 0.8 * reach(y) / longest;
    for (int j = 0; j < d; j++) {
      if (Math.hypot(first[j], second[j]) > 0.1 * longest) {
        double toX = alongFirst * first[j];
        double toY = alongSecond * second[j];
        picture.arrow(0, 0, toX, toY, context.featureNames().get(j));
      }
    }
    return " The arrows show where each feature points, each axis in its own measure; features below"
        + " a tenth of the longest are left out.";
  }

  private static double reach(double[] values) {
    return DoubleStream.of(values).map(Math::abs).max().orElse(0);
  }

  private static boolean areClasses(float[] labels, int rows) {
    if (labels.length != rows) {
      return false;
    }
    for (float label : labels) {
      if (label < 0 || label >= MOST_CLASSES || label != Math.rint(label)) {
        return false;
      }
    }
    return true;
  }
}

package dev.orrery.report.pca;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.pca.PcaModel;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.Samples;
import dev.orrery.report.common.ImageGridPicture;
import dev.orrery.report.common.LinesPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows given back from a few components. */
final class ReconstructionPictures {

  private static final int[] COUNTS = {1, 2, 5, 10, 20};
  private static final int IMAGES = 10;

  private ReconstructionPictures() {}

  /** The counts of the picture that the model has, and all its components. */
  private static List<Integer> counts(PcaModel model) {
    Set<Integer> counts = new LinkedHashSet<>();
    Arrays.stream(COUNTS).filter(c -> c <= model.numComponents()).forEach(counts::add);
    counts.add(model.numComponents());
    return List.copyOf(counts);
  }

  /** Images beside what 1, 2, 5, 10, 20 and all components give back. */
  static Picture images(PcaModel model, PictureContext context) {
    int[] chosen = chosen(context);
    DenseMatrix rows = some(context.rows(), chosen);
    ImageGridPicture picture =
        ImageGridPicture.named("reconstructions")
            .title("Images given back")
            .subtitle("Each row of images uses so many components")
            .description(
                "Some images of the data and what their first components alone give back: "
                    + counts(model).stream()
                        .map(c -> c == 1 ? "1 component" : c.toString())
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("")
                    + ". The more components, the nearer. Values beyond those of the data are cut.");
    float[] range = range(rows.values());
    for (int count : counts(model)) {
      picture.row(
          count + (count == 1 ? " component" : " components"),
          split(cut(model.reconstruct(rows, count, context.context()), range), rows.columns()));
    }
    picture.row("original", split(rows.values(), rows.columns()));
    return picture.build();
  }

  /** One row as a curve over its features, and what a few components give back. */
  static Picture curve(PcaModel model, PictureContext context) {
    DenseMatrix row = some(context.rows(), new int[] {farthest(model, context)});
    int d = row.columns();
    double[] number = IntStream.rangeClosed(1, d).asDoubleStream().toArray();
    LinesPicture picture =
        LinesPicture.named("reconstructions")
            .title("A row given back")
            .subtitle("The row that lies farthest from the mean, from a few components")
            .description(
                "The row farthest from the mean, feature by feature, and what the first components"
                    + " alone give back of it. The more components, the nearer.")
            .wholeX("feature")
            .y("value");
    picture.series("the row", number, doubles(row.values()), true);
    picture.series("mean", number, doubles(model.mean()), true);
    for (int count : counts(model)) {
      if (count == 1 || count == 2 || count == 5) {
        picture.series(
            count + (count == 1 ? " component" : " components"),
            number,
            doubles(model.reconstruct(row, count, context.context())),
            true);
      }
    }
    return picture.build();
  }

  /** One row of each label where there are labels, else rows spread over the data. */
  private static int[] chosen(PictureContext context) {
    int n = context.rows().rows();
    float[] labels = context.labels();
    if (labels.length != n) {
      return Samples.evenly(n, IMAGES);
    }
    List<Integer> chosen = new ArrayList<>();
    for (int label = 0; label < IMAGES; label++) {
      for (int i = 0; i < n; i++) {
        if (labels[i] == label) {
          chosen.add(i);
          break;
        }
      }
    }
    return chosen.size() < 2
        ? Samples.evenly(n, IMAGES)
        : chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int farthest(PcaModel model, PictureContext context) {
    DenseMatrix rows = context.rows();
    float[] mean = model.mean();
    int farthest = 0;
    double most = -1;
    for (int i = 0; i < rows.rows(); i++) {
      double sum = 0;
      for (int j = 0; j < mean.length; j++) {
        sum += Math.pow(rows.get(i, j) - mean[j], 2);
      }
      if (sum > most) {
        most = sum;
        farthest = i;
      }
    }
    return farthest;
  }

  private static DenseMatrix some(DenseMatrix rows, int[] chosen) {
    int d = rows.columns();
    float[] values = new float[chosen.length * d];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(rows.values(), rows.rowOffset(chosen[i]), values, i * d, d);
    }
    return new DenseMatrix(values, chosen.length, d);
  }

  private static float[] range(float[] values) {
    float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (float value : values) {
      range[0] = Math.min(range[0], value);
      range[1] = Math.max(range[1], value);
    }
    return range;
  }

  private static float[] cut(float[] values, float[] range) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.clamp(values[i], range[0], range[1]);
    }
    return values;
  }

  private static List<float[]> split(float[] values, int d) {
    List<float[]> rows = new ArrayList<>();
    for (int at = 0; at < values.length; at += d) {
      rows.add(Arrays.copyOfRange(values, at, at + d));
    }
    return rows;
  }

  private static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }
}

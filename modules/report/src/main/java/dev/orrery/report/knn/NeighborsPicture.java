package dev.orrery.report.knn;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.knn.KnnModel;
import dev.orrery.knn.Neighbors;
import dev.orrery.knn.index.FlatIndex;
import dev.orrery.knn.index.Similarity;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.Projection;
import dev.orrery.report.common.ScatterPicture;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One query among the sample rows, with arrows to the rows that answer it. */
final class NeighborsPicture {

  /** Arrows that can be told apart. */
  private static final int MOST_ARROWS = 20;

  private static final int MOST_ROWS = 2000;

  private NeighborsPicture() {}

  /** Needs the indexed rows in the space of the features. */
  static Optional<Picture> of(PictureContext context, KnnModel model, Optional<ScoredRows> scored) {
    if (model.projection().isPresent()
        || model.index().similarity() == Similarity.COSINE
        || model.reference().isEmpty()) {
      return Optional.empty();
    }
    FlatIndex indexed = model.reference().get();
    int d = model.featureDim();
    float[] query = new float[d];
    String which;
    float answer;
    Neighbors found;
    int at;
    int k = model.options().k();
    if (scored.isPresent()) {
      ScoredRows rows = scored.get();
      at = hardest(rows, k, model.labels());
      System.arraycopy(rows.rows().values(), rows.rows().rowOffset(at), query, 0, d);
      found = rows.found();
      answer = rows.answers()[at];
      which =
          "Row %s of the %s channel, whose label is %s"
              .formatted(
                  Numbers.count(at), rows.channel(), label(rows.labels()[at], context, model));
    } else {
      int half = indexed.rows() / 2;
      for (int j = 0; j < d; j++) {
        query[j] = (indexed.vectors()[j] + indexed.vectors()[half * indexed.dimension() + j]) / 2;
      }
      at = 0;
      found = model.neighbors(new DenseMatrix(query, 1, d), k, context.context());
      answer = model.answers(found, k, context.context())[0];
      which = "A made-up query, half way between two rows";
    }
    String subtitle =
        "%s, is answered with %s by its %s nearest of %s rows"
            .formatted(
                which,
                label(answer, context, model),
                Numbers.count(k),
                Numbers.count(indexed.rows()));
    return Optional.of(draw(context, model, indexed, query, found, at, subtitle));
  }

  /**
   * The query whose neighbours disagree most: of those that are answered wrong, if there are any.
   */
  private static int hardest(ScoredRows rows, int k, float[] labels) {
    int hardest = 0;
    double most = -1;
    for (int q = 0; q < rows.labels().length; q++) {
      int against = 0;
      for (int i = 0; i < k; i++) {
        against += labels[rows.found().index(q, i)] != rows.answers()[q] ? 1 : 0;
      }
      double score = against + (rows.answers()[q] != rows.labels()[q] ? k : 0);
      if (score > most) {
        most = score;
        hardest = q;
      }
    }
    return hardest;
  }

  private static Picture draw(
      PictureContext context,
      KnnModel model,
      FlatIndex indexed,
      float[] query,
      Neighbors found,
      int at,
      String subtitle) {
    Projection plane = context.projection();
    float[] labels = model.labels();
    int k = model.options().k();
    int n = Math.min(indexed.rows(), MOST_ROWS);
    double[] x = new double[n + 1];
    double[] y = new double[n + 1];
    int[] groups = new int[n + 1];
    double[] sizes = new double[n + 1];
    for (int i = 0; i < n; i++) {
      int row = (int) ((long) i * indexed.rows() / n);
      double[] place = plane.project(indexed.vectors(), row * indexed.dimension());
      x[i + 1] = place[0];
      y[i + 1] = place[1];
      groups[i + 1] = KnnPictures.group(model, labels[row]);
      sizes[i + 1] = 1;
    }
    double[] center = plane.project(query, 0);
    x[0] = center[0];
    y[0] = center[1];
    groups[0] = -1;
    sizes[0] = 4;
    List<String> names = IntStream.rangeClosed(0, n).mapToObj(i -> i == 0 ? "query" : "").toList();
    ScatterPicture picture =
        ScatterPicture.named("neighbors")
            .title("The neighbors of a query")
            .subtitle(subtitle)
            .description(
                subtitle
                    + "; arrows lead to the nearest "
                    + Math.min(k, MOST_ARROWS)
                    + ", drawn on "
                    + plane.name()
                    + ".")
            .x(plane.axes().get(0))
            .y(plane.axes().get(1))
            .points(x, y)
            .groups(groups, KnnPictures.names(context, model))
            .sizes(sizes)
            .names(names);
    for (int i = 0; i < Math.min(k, MOST_ARROWS); i++) {
      double[] to = plane.project(indexed.vectors(), found.index(at, i) * indexed.dimension());
      picture.arrow(center[0], center[1], to[0], to[1], "");
    }
    return picture.build();
  }

  private static String label(float value, PictureContext context, KnnModel model) {
    int group = KnnPictures.group(model, value);
    return group >= 0 && group < context.labelNames().size()
        ? context.labelNames().get(group)
        : Numbers.significant(value, 6);
  }
}

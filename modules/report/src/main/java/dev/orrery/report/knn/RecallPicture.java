package dev.orrery.report.knn;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.knn.KnnModel;
import dev.orrery.knn.Neighbors;
import dev.orrery.knn.index.HnswIndex;
import dev.orrery.knn.index.InvertedIndex;
import dev.orrery.knn.index.NeighborIndex;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.LinesPicture;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * How many of the true neighbours an approximate index finds, against the queries it answers in a
 * second, as it is told to look at more. The times are those of this machine at this moment, so
 * this picture differs from one drawing to the next.
 */
final class RecallPicture {

  private static final int QUERIES = 1000;

  private record Point(String setting, double recall, double perSecond) {}

  private RecallPicture() {}

  /** Needs the exact index of the same rows. */
  static Optional<Picture> of(PictureContext context, KnnModel model, ScoredRows rows) {
    if (model.index().exact() || model.reference().isEmpty()) {
      return Optional.empty();
    }
    DenseMatrix queries = rows.rows().slice(0, Math.min(QUERIES, rows.rows().rows()));
    int k = model.options().k();
    NeighborIndex flat = model.reference().get();
    Neighbors exact = model.neighbors(queries, k, flat, context.context());
    double flatSpeed = model.queriesPerSecond(queries, flat, context.context());
    String name = model.index() instanceof HnswIndex ? "orrery_hnsw_ef_search" : "orrery_nprobe";
    Point[] points =
        Arrays.stream(settings(model))
            .mapToObj(
                value -> {
                  KnnModel other = model.with(Map.of(name, Integer.toString(value)));
                  Neighbors found = other.neighbors(queries, k, context.context());
                  double perSecond =
                      other.queriesPerSecond(queries, other.index(), context.context());
                  return new Point(Integer.toString(value), found.recall(exact), perSecond);
                })
            .toArray(Point[]::new);
    String subtitle =
        "Share of the %s nearest that are found, and queries a second, as %s grows from %s to %s"
            .formatted(
                Numbers.count(k), name, points[0].setting(), points[points.length - 1].setting());
    LinesPicture picture =
        LinesPicture.named("recall-speed")
            .title("Recall against speed")
            .subtitle(subtitle)
            .description(
                subtitle
                    + ", measured on "
                    + Numbers.count(queries.rows(), "row")
                    + " of the "
                    + rows.channel()
                    + " channel"
                    + "; faiss.Flat finds them all at "
                    + Numbers.significant(flatSpeed, 3)
                    + " queries a second.")
            .x("Recall")
            .y("Queries a second")
            .logY()
            .series(
                model.index().type(),
                Arrays.stream(points).mapToDouble(Point::recall).toArray(),
                Arrays.stream(points).mapToDouble(Point::perSecond).toArray(),
                true)
            .mark("faiss.Flat", 1, flatSpeed);
    Arrays.stream(points).forEach(p -> picture.mark(p.setting(), p.recall(), p.perSecond()));
    return Optional.of(picture.build());
  }

  /** Doubling, from the least up to where everything is looked at. */
  private static int[] settings(KnnModel model) {
    int most =
        switch (model.index()) {
          case InvertedIndex inverted -> inverted.cellCount();
          default -> Math.min(512, model.index().rows());
        };
    int first = model.index() instanceof HnswIndex ? model.options().k() : 1;
    int count = 1;
    while ((long) first << count <= most && count < 9) {
      count++;
    }
    int[] settings = new int[count];
    for (int i = 0; i < count; i++) {
      settings[i] = first << i;
    }
    return settings;
  }
}

package dev.orrery.report.knn;

import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.knn.KnnModel;
import dev.orrery.report.ModelPictures;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.ConfusionPicture;
import dev.orrery.report.common.ResidualsPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The pictures of k nearest neighbours: the neighbours of a query, the regions of the answers, the
 * score by k, recall against speed for an approximate index, and what was mistaken for what.
 */
public final class KnnPictures implements ModelPictures {

  /** Greatest class that a confusion matrix is drawn for. */
  private static final int MOST_CLASSES = 500;

  /** Names that a legend has room for. */
  private static final int MOST_NAMES = 30;

  @Override
  public String algorithm() {
    return "knn";
  }

  @Override
  public List<Picture> pictures(PictureContext context) {
    KnnModel model = (KnnModel) context.model();
    Optional<ScoredRows> scored = ScoredRows.of(context, model);
    List<Picture> pictures = new ArrayList<>();
    NeighborsPicture.of(context, model, scored).ifPresent(pictures::add);
    DecisionRegionsPicture.of(context, model).ifPresent(pictures::add);
    scored.ifPresent(
        rows -> {
          pictures.add(ByKPicture.of(context, model, rows));
          RecallPicture.of(context, model, rows).ifPresent(pictures::add);
          mistakes(context, model, rows).ifPresent(pictures::add);
        });
    return pictures;
  }

  private static Optional<Picture> mistakes(
      PictureContext context, KnnModel model, ScoredRows rows) {
    if (!model.options().classifier()) {
      return Optional.of(ResidualsPicture.of("residuals", rows.answers(), rows.labels(), ""));
    }
    float least = 0;
    float most = 0;
    for (float[] all : new float[][] {rows.labels(), rows.answers()}) {
      for (float label : all) {
        least = Math.min(least, label);
        most = Math.max(most, label);
      }
    }
    if (least < 0 || most > MOST_CLASSES) {
      return Optional.empty();
    }
    MulticlassConfusion confusion = new MulticlassConfusion((int) most + 1);
    for (int i = 0; i < rows.labels().length; i++) {
      confusion.add((int) rows.labels()[i], (int) rows.answers()[i]);
    }
    return Optional.of(ConfusionPicture.of("confusion-matrix", confusion, context.labelNames()));
  }

  /** The number of a class, for its color; labels that are no classes have none. */
  static int group(KnnModel model, float label) {
    return model.options().classifier() && label >= 0 ? (int) label : -1;
  }

  /** A word for each class, for legends: those of the data, else their numbers. */
  static List<String> names(PictureContext context, KnnModel model) {
    if (!context.labelNames().isEmpty() || !model.options().classifier()) {
      return context.labelNames();
    }
    int most = -1;
    for (float label : model.labels()) {
      most = Math.max(most, group(model, label));
    }
    return most > MOST_NAMES
        ? List.of()
        : IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
  }
}

package dev.orrery.report.randomcutforest;

import dev.orrery.core.metric.RankingCurve;
import dev.orrery.randomcutforest.PointNames;
import dev.orrery.randomcutforest.RandomCutForestModel;
import dev.orrery.report.ModelPictures;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.PrecisionRecallPicture;
import dev.orrery.report.common.RocPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The pictures of a random cut forest: the rows in their order with their scores, what makes the
 * highest scores high, how the scores lie, precision and recall where there are labels, and how a
 * tree cuts its plane.
 */
public final class RandomCutForestPictures implements ModelPictures {

  @Override
  public String algorithm() {
    return "randomcutforest";
  }

  @Override
  public List<Picture> pictures(PictureContext context) {
    RandomCutForestModel model = (RandomCutForestModel) context.model();
    PointNames names = PointNames.of(model, context.featureNames());
    List<Picture> pictures = new ArrayList<>();
    ScoredRows scored = ScoredRows.of(model, context);
    if (scored.size() > 0) {
      pictures.add(ScorePictures.series(scored, names.features()));
      pictures.add(ScorePictures.attribution(model, scored, names.values(), context.context()));
      pictures.add(ScorePictures.histogram(scored));
      if (scored.hasBothLabels()) {
        RankingCurve curve = RankingCurve.of(scored.scores(), scored.labels());
        OptionalDouble threshold = OptionalDouble.of(scored.threshold().value());
        pictures.add(PrecisionRecallPicture.of("precision-recall", curve, threshold));
        pictures.add(RocPicture.of("roc", curve, threshold));
      }
    }
    TreePlane.of(model, names.values())
        .ifPresent(
            plane -> {
              pictures.add(plane.cuts());
              pictures.add(plane.scores(context.context()));
            });
    return pictures;
  }
}

package dev.orrery.report.knn;

import dev.orrery.knn.KnnModel;
import dev.orrery.knn.index.Similarity;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.LinesPicture;
import java.util.Map;

/** The score that every k would have, from one search. */
final class ByKPicture {

  private ByKPicture() {}

  static Picture of(PictureContext context, KnnModel model, ScoredRows rows) {
    boolean classifier = model.options().classifier();
    double[] k = new double[rows.found().k()];
    for (int i = 0; i < k.length; i++) {
      k[i] = i + 1;
    }
    double[] uniform = scores(context, model, rows, "uniform");
    boolean weighs = model.index().similarity() != Similarity.INNER_PRODUCT;
    double[] weighed = weighs ? scores(context, model, rows, "distance") : uniform;
    double[] own = model.options().byDistance() ? weighed : uniform;
    int best = 0;
    for (int i = 1; i < own.length; i++) {
      boolean better = classifier ? own[i] > own[best] : own[i] < own[best];
      best = better ? i : best;
    }
    String measure = classifier ? "Accuracy" : "RMSE";
    int chosen = model.options().k();
    String subtitle =
        "k = %s gives %s; of 1 to %s the best is k = %s with %s"
            .formatted(
                Numbers.count(chosen),
                Numbers.significant(own[chosen - 1], 4),
                Numbers.count(k.length),
                Numbers.count(best + 1L),
                Numbers.significant(own[best], 4));
    LinesPicture picture =
        LinesPicture.named(classifier ? "accuracy-by-k" : "rmse-by-k")
            .title(measure + " by k")
            .subtitle(subtitle)
            .description(
                subtitle
                    + ", on the first "
                    + Numbers.count(rows.labels().length, "row")
                    + " of the "
                    + rows.channel()
                    + " channel. To choose k by the rows that then judge it flatters the model.")
            .wholeX("k")
            .y(measure + (classifier ? " (more is better)" : " (less is better)"))
            .series("all neighbors alike", k, uniform, true)
            .vertical("k = " + chosen, chosen);
    if (weighs) {
      picture.series("weighed by distance", k, weighed, true);
    }
    return picture.build();
  }

  private static double[] scores(
      PictureContext context, KnnModel model, ScoredRows rows, String vote) {
    KnnModel voting = model.with(Map.of("orrery_vote", vote));
    double[] scores = new double[rows.found().k()];
    for (int k = 1; k <= scores.length; k++) {
      float[] answers = voting.answers(rows.found(), k, context.context());
      double sum = 0;
      for (int i = 0; i < answers.length; i++) {
        double error = (double) answers[i] - rows.labels()[i];
        sum += model.options().classifier() ? (error == 0 ? 1 : 0) : error * error;
      }
      double mean = sum / answers.length;
      scores[k - 1] = model.options().classifier() ? mean : Math.sqrt(mean);
    }
    return scores;
  }
}

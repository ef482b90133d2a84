package dev.orrery.report.linearlearner;

import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.linearlearner.LinearLearnerStep;
import dev.orrery.linearlearner.PredictorType;
import dev.orrery.report.ModelPictures;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.ConfusionPicture;
import dev.orrery.report.common.LinesPicture;
import dev.orrery.report.common.PrecisionRecallPicture;
import dev.orrery.report.common.ResidualsPicture;
import dev.orrery.report.common.RocPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The pictures of a linear learner's training: its parallel models, its weights, and how its
 * answers fit the labels of the test channel, or of the next best that there is.
 */
public final class LinearLearnerPictures implements ModelPictures {

  @Override
  public String algorithm() {
    return "linear-learner";
  }

  @Override
  public List<Picture> pictures(PictureContext context) {
    LinearLearnerModel model = (LinearLearnerModel) context.model();
    List<Picture> pictures = new ArrayList<>();
    ParallelModelsPicture.of(model, context.measured()).ifPresent(pictures::add);
    WeightPictures weights = new WeightPictures(model, context);
    pictures.add(weights.bars());
    weights.images().ifPresent(pictures::add);
    weights.byPass().ifPresent(pictures::add);
    weights.byRegularisation().ifPresent(pictures::add);
    pictures.addAll(ofAnswers(model, Answers.of(model, context), context.labelNames()));
    for (var step : context.steps()) {
      if (step instanceof LinearLearnerStep.Threshold search) {
        pictures.add(threshold(search));
      }
    }
    return pictures;
  }

  private static List<Picture> ofAnswers(
      LinearLearnerModel model, Answers answers, List<String> labelNames) {
    if (answers.labels().length == 0) {
      return List.of();
    }
    if (model.type() == PredictorType.REGRESSOR) {
      return List.of(
          told(ResidualsPicture.of("residuals", answers.scores(), answers.labels(), ""), answers));
    }
    List<Picture> pictures = new ArrayList<>();
    if (model.type() == PredictorType.BINARY) {
      RankingCurve curve = RankingCurve.of(answers.scores(), answers.labels());
      OptionalDouble threshold = OptionalDouble.of(model.threshold());
      pictures.add(told(RocPicture.of("roc", curve, threshold), answers));
      pictures.add(told(PrecisionRecallPicture.of("precision-recall", curve, threshold), answers));
    }
    MulticlassConfusion confusion = new MulticlassConfusion(Math.max(2, model.outputs()));
    for (int i = 0; i < answers.labels().length; i++) {
      confusion.add((int) answers.labels()[i], (int) answers.called()[i]);
    }
    pictures.add(told(ConfusionPicture.of("confusion", confusion, labelNames), answers));
    return pictures;
  }

  /** A picture with the channel that its rows are from. */
  private static Picture told(Picture picture, Answers answers) {
    return new Picture(
        picture.name(),
        picture.title() + ", " + answers.channel() + " channel",
        picture.description(),
        picture.drawer());
  }

  private static Picture threshold(LinearLearnerStep.Threshold search) {
    int n = search.curve().size();
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = search.curve().get(i)[0];
      y[i] = search.curve().get(i)[1];
    }
    return LinesPicture.named("threshold")
        .title("Search for the threshold")
        .subtitle("Model " + search.model() + " on the " + search.channel() + " channel")
        .description(search.why())
        .x("Threshold on the linear score")
        .y(search.criterion().replace('_', ' '))
        .series(search.criterion(), x, y, false)
        .vertical("chosen", search.threshold())
        .build();
  }
}

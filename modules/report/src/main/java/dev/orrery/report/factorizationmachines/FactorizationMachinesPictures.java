package dev.orrery.report.factorizationmachines;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import dev.orrery.factorizationmachines.Loss;
import dev.orrery.report.ModelPictures;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.ConfusionPicture;
import dev.orrery.report.common.PrecisionRecallPicture;
import dev.orrery.report.common.ResidualsPicture;
import dev.orrery.report.common.RocPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The pictures of a factorization machine. */
public final class FactorizationMachinesPictures implements ModelPictures {

  /** Most rows that are scored for pictures. */
  private static final int MOST_ROWS = 50_000;

  private static final int READ_ROWS = 1024;

  private static final double THRESHOLD = 0.5;

  /** For {@link java.util.ServiceLoader}. */
  public FactorizationMachinesPictures() {}

  @Override
  public String algorithm() {
    return "factorization-machines";
  }

  @Override
  public List<Picture> pictures(PictureContext context) {
    FactorizationMachinesModel model = (FactorizationMachinesModel) context.model();
    List<Picture> pictures = new ArrayList<>();
    LearningCurve.of(model.loss(), context).ifPresent(pictures::add);
    Activity activity = Activity.of(context.rows(), model);
    pictures.add(FactorPlane.of(model, activity, context.featureNames()));
    pictures.add(Interactions.of(model, activity, context.featureNames()));
    heldOut(context).ifPresent(source -> score(model, source, context, pictures));
    return pictures;
  }

  /** Rows that the model has not learned from, where there are any. */
  private static Optional<DataSource> heldOut(PictureContext context) {
    return Stream.of("test", "validation")
        .map(context.channels()::get)
        .filter(source -> source != null)
        .findFirst();
  }

  private static void score(
      FactorizationMachinesModel model,
      DataSource source,
      PictureContext context,
      List<Picture> pictures) {
    float[] scores = new float[0];
    float[] labels = new float[0];
    try (BatchReader reader = source.open()) {
      for (Batch batch = reader.next(READ_ROWS);
          batch != null && batch.labelSize() == 1 && labels.length < MOST_ROWS;
          batch = reader.next(READ_ROWS)) {
        float[] found =
            model.predict(batch.features(), context.context()).keys().getFirst().values();
        scores = joined(scores, found);
        labels = joined(labels, batch.labels());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (labels.length == 0) {
      return;
    }
    if (model.loss() == Loss.SQUARED) {
      pictures.add(ResidualsPicture.of("residuals", scores, labels, ""));
      return;
    }
    RankingCurve curve = RankingCurve.of(scores, labels);
    OptionalDouble threshold = OptionalDouble.of(THRESHOLD);
    pictures.add(RocPicture.of("roc", curve, threshold));
    pictures.add(PrecisionRecallPicture.of("precision-recall", curve, threshold));
    MulticlassConfusion confusion = new MulticlassConfusion(2);
    for (int r = 0; r < labels.length; r++) {
      confusion.add(Math.round(labels[r]), scores[r] >= THRESHOLD ? 1 : 0);
    }
    pictures.add(ConfusionPicture.of("confusion", confusion, context.labelNames()));
  }

  private static float[] joined(float[] some, float[] more) {
    float[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}

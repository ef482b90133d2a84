package dev.orrery.report.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.RandomCutForestModel;
import dev.orrery.report.Picture;
import dev.orrery.report.common.BarsPicture;
import dev.orrery.report.common.HistogramPicture;
import dev.orrery.report.common.SeriesPicture;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Pictures of the scores of rows. */
final class ScorePictures {

  /** Features that are drawn above the scores. */
  private static final int FEATURES = 3;

  /** Rows of the highest scores that are explained. */
  private static final int EXPLAINED = 10;

  private static final int BARS = 20;

  /** Values of a point up to which each row has bars of its own; more are told by their means. */
  private static final int FEW = 4;

  private ScorePictures() {}

  /** The rows in their order, and under them their scores with the threshold. */
  static Picture series(ScoredRows scored, List<String> names) {
    double[] index =
        IntStream.range(scored.first(), scored.first() + scored.size()).asDoubleStream().toArray();
    SeriesPicture picture = SeriesPicture.named("anomaly-scores").x("Row of " + scored.channel());
    boolean labelled = scored.labels().length > 0;
    IntPredicate marked = labelled ? i -> scored.labels()[i] > 0.5f : scored::isAnomaly;
    int[] marks = IntStream.range(0, scored.size()).filter(marked).toArray();
    for (int j = 0; j < Math.min(FEATURES, names.size()); j++) {
      int feature = j;
      double[] values =
          IntStream.range(0, scored.size())
              .mapToDouble(i -> scored.rows().get(i, feature))
              .toArray();
      picture.panel(
          SeriesPicture.Panel.of(names.get(j))
              .line(names.get(j), index, values)
              .marks(pick(index, marks), pick(values, marks)));
    }
    double[] scores =
        IntStream.range(0, scored.size()).mapToDouble(i -> scored.scores()[i]).toArray();
    int[] called = IntStream.range(0, scored.size()).filter(scored::isAnomaly).toArray();
    picture.panel(
        SeriesPicture.Panel.of("score")
            .line("score", index, scores)
            .threshold(thresholdName(scored), scored.threshold().value())
            .marks(pick(index, called), pick(scores, called)));
    String what =
        String.format(
            Locale.ROOT,
            "%,d of %,d rows of %s score above %.4g, the mean and %s standard deviations",
            called.length,
            scored.size(),
            scored.channel(),
            scored.threshold().value(),
            sigmas(scored));
    return picture
        .title("Rows and their anomaly scores")
        .subtitle(
            what + (labelled ? "; the marks above are the " + marks.length + " labelled rows" : ""))
        .description(
            what
                + (labelled
                    ? "; "
                        + marks.length
                        + " rows are labelled as anomalies and marked in the features."
                    : "; they are marked in the features too."))
        .build();
  }

  private static double[] pick(double[] values, int[] indexes) {
    return IntStream.of(indexes).mapToDouble(i -> values[i]).toArray();
  }

  private static String sigmas(ScoredRows scored) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(scored.threshold().sigmas());
  }

  private static String thresholdName(ScoredRows scored) {
    return "mean + " + sigmas(scored) + " sigma";
  }

  /** What the highest scores are made of. */
  static Picture attribution(
      RandomCutForestModel model, ScoredRows scored, List<String> names, RunContext context) {
    int[] rows = scored.highest(EXPLAINED);
    int d = scored.points().columns();
    float[] values = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(
          scored.points().values(), scored.points().rowOffset(rows[i]), values, i * d, d);
    }
    float[] shares = model.forest().attributions(new DenseMatrix(values, rows.length, d), context);
    String what =
        String.format(
            Locale.ROOT,
            "What the %d highest scores of %s are made of; the highest is %.4g, at row %,d",
            rows.length,
            scored.channel(),
            scored.scores()[rows[0]],
            scored.first() + rows[0]);
    return (d <= FEW ? byRow(scored, rows, shares, names) : byValue(rows.length, shares, names))
        .title("Attribution of the highest scores")
        .subtitle(what)
        .description(
            what
                + (d <= FEW
                    ? ". The bars of a row are the shares of its values in its score."
                    : ". A bar is the mean share of a value in these scores, its line their range."))
        .build();
  }

  /** The bars of a row side by side, the highest score first. */
  private static BarsPicture byRow(
      ScoredRows scored, int[] rows, float[] shares, List<String> names) {
    int d = names.size();
    BarsPicture picture = BarsPicture.named("attribution").axis("Share in the score");
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < d; j++) {
        String value = d == 1 ? "" : ": " + names.get(j);
        picture.bar(
            String.format(Locale.ROOT, "row %,d%s", scored.first() + rows[i], value),
            shares[i * d + j],
            j);
      }
    }
    return picture;
  }

  private static BarsPicture byValue(int rows, float[] shares, List<String> names) {
    int d = names.size();
    BarsPicture picture =
        BarsPicture.named("attribution").axis("Share in the score, mean and range").top(BARS);
    for (int j = 0; j < d; j++) {
      double sum = 0;
      double low = Double.POSITIVE_INFINITY;
      double high = 0;
      for (int i = 0; i < rows; i++) {
        double share = shares[i * d + j];
        sum += share;
        low = Math.min(low, share);
        high = Math.max(high, share);
      }
      picture.bar(names.get(j), sum / rows, low, high);
    }
    return picture;
  }

  /** How the scores lie, by label where there are labels. */
  static Picture histogram(ScoredRows scored) {
    HistogramPicture picture =
        HistogramPicture.named("score-histogram")
            .x("Anomaly score")
            .threshold(thresholdName(scored), scored.threshold().value())
            .logY();
    if (scored.hasBothLabels()) {
      picture
          .group("normal rows", ofLabel(scored, false))
          .group("labelled as anomalies", ofLabel(scored, true));
    } else {
      picture.group("rows of " + scored.channel(), scored.scores());
    }
    String what =
        String.format(
            Locale.ROOT,
            "%,d scores of %s, mean %.4g; the threshold is %.4g",
            scored.size(),
            scored.channel(),
            scored.threshold().mean(),
            scored.threshold().value());
    return picture.title("Anomaly scores").subtitle(what).description(what + ".").build();
  }

  private static double[] ofLabel(ScoredRows scored, boolean anomaly) {
    return IntStream.range(0, scored.size())
        .filter(i -> scored.labels()[i] > 0.5f == anomaly)
        .mapToDouble(i -> scored.scores()[i])
        .toArray();
  }
}

package dev.orrery.report.common;

import static dev.orrery.report.common.ThresholdCurve.negatives;
import static dev.orrery.report.common.ThresholdCurve.positives;
import static dev.orrery.report.common.ThresholdCurve.share;

import dev.orrery.core.metric.BinaryConfusion;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;

/** The receiver operating characteristic of a binary classifier. */
public final class RocPicture {

  private RocPicture() {}

  /**
   * The picture, titled "ROC curve".
   *
   * @param name of its files
   * @param threshold rows with at least this score are called positive, where one was chosen
   */
  public static Picture of(String name, RankingCurve curve, OptionalDouble threshold) {
    String title = "ROC curve";
    Optional<BinaryConfusion> rows = ThresholdCurve.bothClasses(curve);
    Thinned places = new Thinned();
    places.add(0, 0, true);
    String subtitle = ThresholdCurve.missing(curve);
    if (rows.isPresent()) {
      BinaryConfusion all = rows.get();
      int n = curve.points().size();
      for (int i = 0; i < n; i++) {
        BinaryConfusion at = curve.points().get(i).confusion();
        places.add(falseRate(at), trueRate(at), i == n - 1);
      }
      subtitle =
          "Area under the curve "
              + Numbers.significant(curve.rocAuc(), 4)
              + "; "
              + Numbers.count(all.rows(), "row")
              + ", "
              + Numbers.significant(100 * share(positives(all), all.rows()), 3)
              + " % of them positive";
    }
    Optional<BinaryConfusion> chosen = ThresholdCurve.at(curve, threshold);
    JFreeChart chart =
        ThresholdCurve.chart(
            title,
            subtitle,
            places.series(),
            "False positive rate",
            "True positive rate",
            chosen.map(at -> new double[] {falseRate(at), trueRate(at)}),
            threshold,
            0.6);
    chart
        .getXYPlot()
        .addAnnotation(new XYLineAnnotation(0, 0, 1, 1, Charts.DASHED, Charts.FAINT_INK));
    String told =
        chosen
            .map(
                at ->
                    " At the threshold "
                        + Numbers.significant(threshold.getAsDouble(), 4)
                        + ", "
                        + percent(trueRate(at))
                        + " of the positive rows and "
                        + percent(falseRate(at))
                        + " of the negative ones are called positive.")
            .orElse("");
    return Picture.of(
        name, rows.isEmpty() ? subtitle : subtitle + "; the dashed line is chance." + told, chart);
  }

  private static double trueRate(BinaryConfusion at) {
    return share(at.truePositives(), positives(at));
  }

  private static double falseRate(BinaryConfusion at) {
    return share(at.falsePositives(), negatives(at));
  }

  private static String percent(double share) {
    return Numbers.significant(100 * share, 3) + " %";
  }
}

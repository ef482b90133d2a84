package dev.orrery.report.common;

import dev.orrery.core.metric.BinaryConfusion;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jfree.chart.JFreeChart;

/** Precision against recall of a binary classifier. */
public final class PrecisionRecallPicture {

  private PrecisionRecallPicture() {}

  /**
   * The picture, titled "Precision and recall".
   *
   * @param name of its files
   * @param threshold rows with at least this score are called positive, where one was chosen
   */
  public static Picture of(String name, RankingCurve curve, OptionalDouble threshold) {
    Optional<BinaryConfusion> rows = ThresholdCurve.bothClasses(curve);
    Thinned places = new Thinned();
    String subtitle = ThresholdCurve.missing(curve);
    double base = Double.NaN;
    if (rows.isPresent()) {
      BinaryConfusion all = rows.get();
      base = ThresholdCurve.share(ThresholdCurve.positives(all), all.rows());
      int n = curve.points().size();
      double recall = 0;
      for (int i = 0; i < n; i++) { // steps: average precision is the area under them
        BinaryConfusion at = curve.points().get(i).confusion();
        places.add(recall, at.precision(), i == 0);
        recall = at.recall();
        places.add(recall, at.precision(), i == n - 1);
      }
      subtitle =
          "Average precision "
              + Numbers.significant(curve.averagePrecision(), 4)
              + "; "
              + Numbers.count(all.rows(), "row")
              + ", "
              + Numbers.count(ThresholdCurve.positives(all))
              + " of them positive";
    }
    Optional<BinaryConfusion> chosen = ThresholdCurve.at(curve, threshold);
    Optional<double[]> place =
        chosen
            .filter(at -> at.truePositives() + at.falsePositives() > 0)
            .map(at -> new double[] {at.recall(), at.precision()});
    JFreeChart chart =
        ThresholdCurve.chart(
            "Precision and recall",
            subtitle,
            places.series(),
            "Recall",
            "Precision",
            place,
            threshold,
            0.2); // the curve falls to the right
    if (rows.isPresent()) {
      Charts.rule(chart.getXYPlot(), base, "chance " + Numbers.significant(base, 3));
    }
    String told =
        chosen
            .map(
                at ->
                    " At the threshold "
                        + Numbers.significant(threshold.getAsDouble(), 4)
                        + ", precision is "
                        + Numbers.significant(at.precision(), 4)
                        + " and recall "
                        + Numbers.significant(at.recall(), 4)
                        + ".")
            .orElse("");
    return Picture.of(
        name,
        rows.isEmpty()
            ? subtitle
            : subtitle + "; the dashed line is the precision of chance." + told,
        chart);
  }
}

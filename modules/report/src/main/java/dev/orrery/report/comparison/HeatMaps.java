package dev.orrery.report.comparison;

import dev.orrery.core.metric.Metric;
import dev.orrery.report.Picture;
import dev.orrery.report.common.HeatPicture;
import java.util.Arrays;

/** The mean of a metric over two hyperparameters. */
public final class HeatMaps {

  private HeatMaps() {}

  /**
   * A heat map.
   *
   * @param name of its files
   * @param x the hyperparameter across
   * @param y the one upwards
   */
  public static Picture of(
      String name,
      Comparison comparison,
      Settings settings,
      Comparison.Axis x,
      Comparison.Axis y,
      String metric) {
    Places columns = Places.of(settings, x);
    Places rows = Places.of(settings, y);
    double[][] sums = new double[rows.size()][columns.size()];
    int[][] counts = new int[rows.size()][columns.size()];
    for (Settings.Setting setting : settings.all()) {
      for (Comparison.Trial trial : setting.trials()) {
        Settings.value(trial, metric)
            .ifPresent(
                value -> {
                  sums[rows.index(setting)][columns.index(setting)] += value;
                  counts[rows.index(setting)][columns.index(setting)]++;
                });
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        sums[r][c] = counts[r][c] > 0 ? sums[r][c] / counts[r][c] : Double.NaN;
      }
    }
    Metric.Direction direction =
        comparison.directions().getOrDefault(metric, Metric.Direction.FIGURE);
    boolean tried = Arrays.stream(counts).flatMapToInt(Arrays::stream).allMatch(n -> n > 0);
    return HeatPicture.named(name)
        .title(metric + " by " + x.name() + " and " + y.name())
        .subtitle(
            "Mean over seeds and whatever else differs; the darker the better"
                + (tried ? "" : "; empty fields were not tried"))
        .x(x.name(), columns.texts())
        .y(y.name(), rows.texts())
        .values(sums, direction == Metric.Direction.LOSS)
        .build();
  }
}

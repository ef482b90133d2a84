package dev.orrery.report.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.report.Charts;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.Projection;
import dev.orrery.report.Samples;
import dev.orrery.report.common.GroupRenderer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.data.xy.DefaultXYDataset;

/** The rows in the plane, colored by cluster, under the numbered centers. */
final class ClustersPicture {

  /** Most rows that are drawn; more would hide each other. */
  private static final int MOST_ROWS = 2500;

  private ClustersPicture() {}

  static Picture of(Clustering clustering, Projection projection) {
    int[] drawn = Samples.evenly(clustering.rows().rows(), MOST_ROWS);
    double[][] rows = new double[drawn.length][];
    int[] labels = new int[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      DenseMatrix all = clustering.rows();
      rows[i] = projection.project(all.values(), all.rowOffset(drawn[i]));
      labels[i] = clustering.labels()[drawn[i]];
    }
    double[][] centers = projection.project(clustering.centers());
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries("rows", columns(rows));
    NumberAxis x = axis(projection, 0, rows, centers);
    NumberAxis y = axis(projection, 1, rows, centers);
    String what =
        (drawn.length < clustering.rows().rows() ? Numbers.count(drawn.length) + " of " : "")
            + Numbers.count(clustering.rows().rows(), "sample row")
            + " colored by the nearest of "
            + Numbers.count(centers.length, "center")
            + (centers.length <= CenterMarks.NUMBERED ? "; the numbers mark the centers" : "");
    JFreeChart chart =
        Charts.xy(
            "Clusters",
            what,
            data,
            x,
            y,
            new GroupRenderer(labels, GroupRenderer.size(labels.length)),
            false);
    chart.getXYPlot().addAnnotation(new CenterMarks(centers));
    return Picture.of("clusters", what + ", drawn on " + projection.name() + ".", chart);
  }

  private static NumberAxis axis(
      Projection projection, int axis, double[][] rows, double[][] centers) {
    return Charts.axis(
        projection.axes().get(axis),
        Stream.of(rows, centers).flatMap(Arrays::stream).mapToDouble(place -> place[axis]));
  }

  private static double[][] columns(double[][] places) {
    double[][] columns = new double[2][places.length];
    for (int i = 0; i < places.length; i++) {
      columns[0][i] = places[i][0];
      columns[1][i] = places[i][1];
    }
    return columns;
  }
}

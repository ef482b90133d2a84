package dev.orrery.factorizationmachines;

import dev.orrery.core.metric.BinaryConfusion;
import dev.orrery.core.metric.Metric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Sums over rows from which the metrics of spec B6.4 follow. */
final class Meter {

  private static final double THRESHOLD = 0.5;

  private long rows;
  private double loss;
  private double absolute;
  private long truePositives;
  private long falsePositives;
  private long falseNegatives;
  private long trueNegatives;

  /** Takes in a row, counted {@code times} times. */
  void add(Loss of, float output, float label, int times) {
    add(of, of.value(output, label), output, label, times);
  }

  /**
   * As {@link #add(Loss, float, float, int)}, for who knows the loss of the row already.
   *
   * @param value that loss
   */
  void add(Loss of, double value, float output, float label, int times) {
    rows += times;
    loss += times * value;
    if (of == Loss.SQUARED) {
      absolute += times * Math.abs((double) output - label);
      return;
    }
    boolean called = of.score(output) >= THRESHOLD;
    if (label > 0.5f) {
      truePositives += called ? times : 0;
      falseNegatives += called ? 0 : times;
    } else {
      falsePositives += called ? times : 0;
      trueNegatives += called ? 0 : times;
    }
  }

  /** Takes in the rows of another. */
  void add(Meter other) {
    rows += other.rows;
    loss += other.loss;
    absolute += other.absolute;
    truePositives += other.truePositives;
    falsePositives += other.falsePositives;
    falseNegatives += other.falseNegatives;
    trueNegatives += other.trueNegatives;
  }

  long rows() {
    return rows;
  }

  /** Rows whose label is 1, of a binary classifier. */
  long positives() {
    return truePositives + falseNegatives;
  }

  /** Mean loss, which the training lowers: squared error or cross entropy. */
  double meanLoss() {
    return loss / rows;
  }

  /** The metrics of a channel, in the order of SageMaker's log; none when there were no rows. */
  List<Metric> metrics(Loss of, String channel) {
    if (rows == 0) {
      return List.of();
    }
    if (of == Loss.SQUARED) {
      return List.of(
          Metric.loss(channel, "rmse", Math.sqrt(loss / rows)),
          Metric.loss(channel, "mse", loss / rows),
          Metric.loss(channel, "absolute_loss", absolute / rows));
    }
    BinaryConfusion confusion =
        new BinaryConfusion(truePositives, falsePositives, falseNegatives, trueNegatives);
    return List.of(
        Metric.score(channel, "binary_classification_accuracy", confusion.accuracy()),
        Metric.loss(channel, "binary_classification_cross_entropy", loss / rows),
        Metric.score(channel, "binary_f_beta", confusion.fBeta(1)).inLogAs("binary_f_1.000"));
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeDouble(loss);
    out.writeDouble(absolute);
    out.writeLong(truePositives);
    out.writeLong(falsePositives);
    out.writeLong(falseNegatives);
    out.writeLong(trueNegatives);
  }

  static Meter read(DataInput in) throws IOException {
    Meter meter = new Meter();
    meter.rows = in.readLong();
    meter.loss = in.readDouble();
    meter.absolute = in.readDouble();
    meter.truePositives = in.readLong();
    meter.falsePositives = in.readLong();
    meter.falseNegatives = in.readLong();
    meter.trueNegatives = in.readLong();
    return meter;
  }
}

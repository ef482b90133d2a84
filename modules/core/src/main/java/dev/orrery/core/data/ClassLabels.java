package dev.orrery.core.data;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;

/** The labels of supervised data, checked (spec A6, B1.2). */
public final class ClassLabels {

  private static final int ROWS = 4096;

  private ClassLabels() {}

  /**
   * The labels of some rows, one per row.
   *
   * @param channel the channel's name, for the message
   * @throws CustomerError when the rows have no label or several
   */
  public static float[] one(Batch batch, String channel) {
    requireOne(batch.labelSize(), channel, channel);
    return batch.labels();
  }

  /**
   * Checks that rows have one label each.
   *
   * @param labelSize labels per row
   * @param where what to mend
   * @throws CustomerError when they have none or several, in SageMaker's words
   */
  public static void requireOne(int labelSize, String channel, String where) {
    if (labelSize != 1) {
      throw new CustomerError(
          Text.format(
              "Labeled %1$s data required with label size equal 1. Label size on %1$s dataset found to"
                  + " be %2$d. Please provide a properly labeled %1$s dataset.",
              channel, labelSize),
          where);
    }
  }

  /**
   * The labels of some rows, each a class from 0 to {@code classes - 1}.
   *
   * @param classes 2 for a binary classifier
   * @throws CustomerError naming the first label that is none
   */
  public static float[] classes(Batch batch, long classes, String channel) {
    float[] labels = one(batch, channel);
    for (float label : labels) {
      if (!(label >= 0 && label < classes && label == Math.rint(label))) {
        throw new CustomerError(
            classes == 2
                ? Text.format(
                    "The %s dataset has the label %s; a binary classifier expects the labels 0 and 1.",
                    channel, text(label))
                : Text.format(
                    "The %s dataset has the label %s; expected whole numbers from 0 to %d, since there are %d classes.",
                    channel, text(label), classes - 1, classes),
            channel);
      }
    }
    return labels;
  }

  /**
   * The greatest label of some data, which is read once.
   *
   * @throws CustomerError when a row has no label, or one that is no class
   */
  public static float greatest(DataSource data) throws IOException {
    float greatest = 0;
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(ROWS); batch != null; batch = reader.next(ROWS)) {
        for (float label : one(batch, "train")) {
          if (!(label >= 0 && label < 1_000_000 && label == Math.rint(label))) {
            throw new CustomerError(
                Text.format(
                    "The train dataset has the label %s; classes are whole numbers from 0 to 999999.",
                    text(label)),
                data.name());
          }
          greatest = Math.max(greatest, label);
        }
      }
    }
    return greatest;
  }

  private static String text(float label) {
    return label == Math.rint(label) && Math.abs(label) < 1e9
        ? Long.toString((long) label)
        : Float.toString(label);
  }
}

package dev.orrery.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis with ticks at 1, 2 and 5 times powers of ten, as far as there is room. */
final class LogTickAxis extends LogAxis {

  private static final long serialVersionUID = 1L;

  /** Room of a tick in units, along a horizontal and a vertical axis. */
  private static final double[] ROOM = {70, 32};

  private static final int[][] STEPS = {{1, 2, 5}, {1, 3}, {1}};

  LogTickAxis(String label) {
    super(label.isEmpty() ? null : label);
    setVisible(!label.isEmpty());
    setSmallestValue(Float.MIN_VALUE);
  }

  @Override
  protected List<NumberTick> refreshTicksHorizontal(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    TextAnchor anchor =
        edge == RectangleEdge.TOP ? TextAnchor.BOTTOM_CENTER : TextAnchor.TOP_CENTER;
    return ticks(area.getWidth() / ROOM[0], anchor);
  }

  @Override
  protected List<NumberTick> refreshTicksVertical(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    TextAnchor anchor =
        edge == RectangleEdge.RIGHT ? TextAnchor.CENTER_LEFT : TextAnchor.CENTER_RIGHT;
    return ticks(area.getHeight() / ROOM[1], anchor);
  }

  private List<NumberTick> ticks(double most, TextAnchor anchor) {
    List<NumberTick> ticks = new ArrayList<>();
    for (double value : values(getLowerBound(), getUpperBound(), Math.max(2, most))) {
      ticks.add(new NumberTick(value, Numbers.significant(value, 3), anchor, anchor, 0));
    }
    return ticks;
  }

  /** Round values in a range, fewer than most where that leaves any. */
  static List<Double> values(double low, double high, double most) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    List<Double> values = new ArrayList<>();
    for (int[] steps : STEPS) {
      values = values(low, high, first, last, 1, steps);
      if (values.size() <= most) {
        return values.size() >= 2 ? values : linear(low, high, most);
      }
    }
    int stride = (int) Math.ceil(values.size() / most);
    return values(low, high, first, last, stride, STEPS[2]);
  }

  private static List<Double> values(
      double low, double high, int first, int last, int stride, int[] steps) {
    List<Double> values = new ArrayList<>();
    for (int power = first; power <= last; power++) {
      for (int step : steps) {
        double value = step * Math.pow(10, power);
        if (Math.floorMod(power, stride) == 0 && value >= low && value <= high) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** Less than a decade is close to a plain axis. */
  private static List<Double> linear(double low, double high, double most) {
    double power = Math.pow(10, Math.floor(Math.log10((high - low) / most)));
    double unit = power;
    for (double times : new double[] {1, 2, 5, 10}) {
      unit = times * power;
      if ((high - low) / unit <= most) {
        break;
      }
    }
    List<Double> values = new ArrayList<>();
    for (double i = Math.ceil(low / unit); i * unit <= high; i++) {
      values.add(i * unit);
    }
    return values;
  }
}

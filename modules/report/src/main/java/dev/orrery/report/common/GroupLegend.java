package dev.orrery.report.common;

import dev.orrery.report.Palette;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;

/** The legend of points by groups. */
final class GroupLegend {

  /** Groups up to which there is room for names. */
  private static final int MOST = 20;

  private GroupLegend() {}

  /** An entry for each group that occurs and has a name; empty when there are too many. */
  static LegendItemCollection of(int[] groups, List<String> names) {
    LegendItemCollection items = new LegendItemCollection();
    int[] occurring =
        Arrays.stream(groups).filter(g -> g >= 0 && g < names.size()).distinct().sorted().toArray();
    if (occurring.length <= MOST) {
      for (int group : occurring) {
        items.add(
            new LegendItem(
                names.get(group), null, null, null, Palette.shape(group, 9), Palette.color(group)));
      }
    }
    return items;
  }
}

package dev.orrery.report.common;

import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a classifier called one class another, as a map of counts and of shares of the rows of
 * each class. Classes that neither occur nor were called are left out; of more than 30, the map has
 * no figures, and the most frequent mistakes stand beside it.
 */
public final class ConfusionPicture {

  /** Classes up to which each field carries its figures. */
  private static final int MOST_WITH_FIGURES = 30;

  private static final int MISTAKES = 15;

  private record Mistake(int label, int called, long count) {}

  private ConfusionPicture() {}

  /**
   * The picture, titled "Confusion matrix".
   *
   * @param name of its files
   * @param labelNames a word for each class, or empty for its number
   */
  public static Picture of(String name, MulticlassConfusion confusion, List<String> labelNames) {
    int[] used =
        IntStream.range(0, confusion.classes())
            .filter(c -> confusion.against(c).trueNegatives() < confusion.rows())
            .toArray();
    List<Mistake> mistakes = mistakes(confusion, used);
    String subtitle =
        confusion.rows() == 0
            ? "There are no rows."
            : Numbers.count(confusion.rows(), "row")
                + " of "
                + Numbers.count(used.length)
                + (used.length == 1 ? " class, " : " classes, ")
                + Numbers.significant(100 * confusion.accuracy(), 4)
                + " % of them right";
    String worst =
        mistakes.isEmpty()
            ? ""
            : " The most frequent mistake: "
                + told(mistakes.getFirst(), labelNames)
                + ", "
                + Numbers.count(mistakes.getFirst().count(), "row")
                + ".";
    String description =
        confusion.rows() == 0
            ? subtitle
            : subtitle
                + "; each line is a class, each column what its rows were called, and the color"
                + " the share of the line."
                + worst;
    return new Picture(
        name,
        "Confusion matrix",
        description,
        (graphics, width, height) -> {
          Rectangle2D room = Sheet.begin(graphics, width, height, "Confusion matrix", subtitle);
          if (used.length == 0) {
            Sheet.nothing(graphics, room, "There is nothing to show.");
          } else if (used.length <= MOST_WITH_FIGURES) {
            ConfusionMap.draw(graphics, room, confusion, used, labelNames, true);
          } else {
            Rectangle2D[] halves = halves(room);
            ConfusionMap.draw(graphics, halves[0], confusion, used, labelNames, false);
            List<Bars.Bar> bars =
                mistakes.stream()
                    .limit(MISTAKES)
                    .map(m -> bar(told(m, labelNames), m.count()))
                    .toList();
            if (!bars.isEmpty()) {
              Bars.draw(graphics, halves[1], bars, "rows, of the most frequent mistakes", false);
            }
          }
        });
  }

  private static Bars.Bar bar(String name, long count) {
    return new Bars.Bar(name, count, count, count, 0);
  }

  private static Rectangle2D[] halves(Rectangle2D room) {
    Rectangle2D first = new Rectangle2D.Double();
    Rectangle2D second = new Rectangle2D.Double();
    if (room.getWidth() > 600) {
      double width = Math.min(room.getHeight(), 0.6 * room.getWidth());
      first.setRect(room.getX(), room.getY(), width, room.getHeight());
      second.setRect(
          room.getX() + width + 24, room.getY(), room.getWidth() - width - 24, room.getHeight());
    } else {
      double height = 0.55 * room.getHeight();
      first.setRect(room.getX(), room.getY(), room.getWidth(), height);
      second.setRect(
          room.getX(), room.getY() + height + 8, room.getWidth(), room.getHeight() - height - 8);
    }
    return new Rectangle2D[] {first, second};
  }

  private static List<Mistake> mistakes(MulticlassConfusion confusion, int[] used) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int label : used) {
      for (int called : used) {
        if (label != called && confusion.count(label, called) > 0) {
          mistakes.add(new Mistake(label, called, confusion.count(label, called)));
        }
      }
    }
    mistakes.sort(Comparator.comparingLong(mistake -> -mistake.count()));
    return mistakes;
  }

  private static String told(Mistake mistake, List<String> names) {
    return ConfusionMap.name(mistake.label(), names)
        + " called "
        + ConfusionMap.name(mistake.called(), names);
  }
}

package dev.orrery.randomcutforest;

import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.text.Text;

/** The moves of random cut forest, for the player; drawn on two features of a tree. */
public sealed interface RandomCutForestStep extends Event.AlgorithmStep {

  /**
   * A box was cut.
   *
   * @param depth edges from the root
   * @param feature what was cut
   * @param value where
   * @param share the chance of this feature: its side's part of the sum of all sides
   * @param points points in the box
   * @param left points on the low side
   * @param drawing the box, its parts and their points
   */
  record Cut(
      int depth, String feature, float value, double share, int points, int left, Drawing drawing)
      implements RandomCutForestStep {
    @Override
    public String title() {
      return "Tree 0, depth " + depth + ": cut " + feature;
    }

    @Override
    public String why() {
      return Text.format(
          "Of the summed sides of this box %s has %.1f %%, so it was cut with that chance; the cut at %.6g,"
              + " uniform in the side, parts the %d points into %d and %d.",
          feature, 100 * share, value, points, left, points - left);
    }
  }

  /**
   * A row that is scored came to a leaf or, on its way back, to a box.
   *
   * @param row index of the row in the sample that was scored
   * @param depth edges from the root
   * @param leaf whether it is a leaf
   * @param points points there
   * @param separation the chance that a random cut parts the row from the box
   * @param score the score so far, scaled
   * @param forestScore the row's score in the whole forest
   * @param drawing the row and the box
   */
  record Walk(
      int row,
      int depth,
      boolean leaf,
      int points,
      double separation,
      double score,
      double forestScore,
      Drawing drawing)
      implements RandomCutForestStep {
    @Override
    public String title() {
      return leaf ? "Score row " + row + ": down to a leaf" : "Score row " + row + ": back up";
    }

    @Override
    public String why() {
      if (leaf) {
        return Text.format(
            "The row with the highest score near these points, %.4g over all trees, follows the cuts of tree 0 to a"
                + " leaf at depth %d; alone that would score %.4g.",
            forestScore, depth, score);
      }
      if (separation == 0) {
        return Text.format(
            "The row lies in this box of %d points, so no higher cut can part it from them; its"
                + " score in tree 0 is %.4g.",
            points, score);
      }
      return Text.format(
          "A random cut would part the row from this box of %d points with chance %.1f %%, at depth"
              + " %d; the score so far becomes %.4g.",
          points, 100 * separation, depth, score);
    }
  }
}

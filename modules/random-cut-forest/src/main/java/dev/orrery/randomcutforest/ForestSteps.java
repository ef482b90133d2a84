package dev.orrery.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.tree.CutTree;
import dev.orrery.randomcutforest.tree.CutWalk;
import dev.orrery.randomcutforest.tree.ScoreVisitor;
import dev.orrery.randomcutforest.tree.TreeVisitor;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells how the first tree was cut, and the way through it of the row of the sample that scores
 * highest, when somebody wants steps. The plane is that of the two widest features of its points;
 * rows far from them are passed over, since beside them the cuts could not be seen.
 */
final class ForestSteps {

  /** Cuts that are shown, the upper levels first. */
  private static final int CUTS = 40;

  private ForestSteps() {}

  static void tell(
      RandomCutForestModel model, DenseMatrix sample, PointNames names, RunContext context) {
    CutTree tree = model.forest().trees().getFirst();
    if (!context.listener().wantsSteps() || tree.root() < 0 || sample.rows() == 0) {
      return;
    }
    StepPlane plane = StepPlane.of(tree, names);
    tellCuts(tree, plane, context);
    float[] scores = model.scores(sample, context);
    int highest = -1;
    for (int i = 0; i < scores.length; i++) {
      if ((highest < 0 || scores[i] > scores[highest])
          && plane.near(tree, sample.values(), sample.rowOffset(i))) {
        highest = i;
      }
    }
    if (highest < 0) {
      return;
    }
    tellWalk(tree, sample, highest, scores[highest], plane, context);
  }

  private static void tellCuts(CutTree tree, StepPlane plane, RunContext context) {
    record Part(int node, int depth) {}
    Deque<Part> waiting = new ArrayDeque<>();
    waiting.add(new Part(tree.root(), 0));
    for (int cuts = 0; cuts < CUTS && !waiting.isEmpty(); cuts++) {
      Part part = waiting.remove();
      int node = part.node();
      int dimension = tree.cutDimension(node);
      float[] low = tree.low(node);
      float[] high = tree.high(node);
      double range = 0;
      for (int j = 0; j < low.length; j++) {
        range += (double) high[j] - low[j];
      }
      double share = ((double) high[dimension] - low[dimension]) / range;
      context.step(
          () ->
              new RandomCutForestStep.Cut(
                  part.depth(),
                  plane.name(dimension),
                  tree.cutValue(node),
                  share,
                  tree.mass(node),
                  tree.mass(tree.left(node)),
                  plane.drawCut(tree, node)));
      for (int child : new int[] {tree.left(node), tree.right(node)}) {
        if (child >= 0) {
          waiting.add(new Part(child, part.depth() + 1));
        }
      }
    }
  }

  private static void tellWalk(
      CutTree tree,
      DenseMatrix sample,
      int row,
      double forestScore,
      StepPlane plane,
      RunContext context) {
    float[] sides = CutWalk.sides(sample, row, 1);
    ScoreVisitor score = new ScoreVisitor(1);
    double scale = ScoreVisitor.normalizer(tree.size());
    TreeVisitor teller =
        new TreeVisitor() {
          @Override
          public void leaf(CutTree t, int leaf, int depth, int index, CutWalk walk) {
            score.leaf(t, leaf, depth, index, walk);
            tell(~leaf, depth, 1);
          }

          @Override
          public void node(
              CutTree t, int node, int depth, double separation, int index, CutWalk walk) {
            score.node(t, node, depth, separation, index, walk);
            tell(node, depth, separation);
          }

          private void tell(int reference, int depth, double separation) {
            double soFar = scale * score.score(0);
            context.step(
                () ->
                    new RandomCutForestStep.Walk(
                        row,
                        depth,
                        reference < 0,
                        tree.mass(reference),
                        separation,
                        soFar,
                        forestScore,
                        plane.drawWalk(tree, reference, sides)));
          }
        };
    new CutWalk(tree.dimensions(), 1, context.kernels()).visit(tree, sides, 0, 1, teller);
  }
}

package dev.orrery.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;

/** Tells the steps of a forest. */
final class ForestSteps {
  private ForestSteps() {}

  static void tell(RandomCutForestModel model, DenseMatrix sample, RunContext context) {}
}

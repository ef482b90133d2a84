package dev.orrery.core.algorithm;

import dev.orrery.core.data.Matrix;
import dev.orrery.core.run.RunContext;

/** What training results in. Immutable; safe to use from several threads. */
public interface Model {

  /** Number of features of the rows it was trained on. */
  int featureDim();

  /**
   * The answers for some rows, in their order.
   *
   * @param rows {@code n x featureDim()}
   * @throws dev.orrery.core.error.CustomerError when the width is another
   */
  Predictions predict(Matrix rows, RunContext context);
}

package dev.orrery.core.algorithm;

import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import java.util.List;
import java.util.Map;

/** What training results in. Immutable; safe to use from several threads. */
public interface Model {

  /** Number of features of the rows it was trained on. */
  int featureDim();

  /**
   * Rows before a row that its answer depends on; 0 where every row is answered by itself. Whoever
   * asks about the rows of a series block by block puts so many rows of the last block before the
   * next one, and passes over their answers.
   */
  default int history() {
    return 0;
  }

  /**
   * The answers for some rows, in their order.
   *
   * @param rows {@code n x featureDim()}
   * @throws dev.orrery.core.error.CustomerError when the width is another
   */
  Predictions predict(Matrix rows, RunContext context);

  /**
   * The answers with all that explains them, as {@code Accept: ...; verbose=true} asks (spec B3.5)
   * or as an extension; the plain answers where there is nothing to add.
   */
  default Predictions predictVerbose(Matrix rows, RunContext context) {
    return predict(rows, context);
  }

  /**
   * This model with some options changed that may be changed after training, such as the {@code k}
   * of nearest neighbours.
   *
   * @param options hyperparameters by name
   * @throws CustomerError when one cannot be changed after training, naming those that can
   */
  default Model with(Map<String, String> options) {
    if (options.isEmpty()) {
      return this;
    }
    throw new CustomerError(
        "Nothing can be changed in a model of this algorithm after training", "--hp");
  }

  /** What the model has learned, as tables for people: a few, each with a name of its own. */
  default List<Table> tables() {
    return List.of();
  }
}

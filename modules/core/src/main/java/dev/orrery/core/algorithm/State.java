package dev.orrery.core.algorithm;

/**
 * A summary of the rows seen so far, from which a model is finished. Its size is fixed by the
 * hyperparameters and does not grow with the rows, unless an extension says so.
 */
public interface State {

  /** Rows taken in so far, over all passes. */
  long rowsSeen();
}

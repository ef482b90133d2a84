package dev.orrery.linearlearner;

/**
 * What became of one of the parallel models.
 *
 * @param index from 0
 * @param settings what it was trained with
 * @param trainLoss mean training loss in the pass whose parameters were kept
 * @param loss mean loss on the calibration sample; NaN without one
 * @param value of the selection criterion there; NaN when the loss is the criterion
 * @param allowed whether a threshold met the criterion's target
 * @param threshold on the answers' scale; the natural one when none was searched
 * @param failedAt the update in which its loss ceased to be finite, from 1; 0 when it is sound
 */
public record ModelAccount(
    int index,
    ModelSettings settings,
    double trainLoss,
    double loss,
    double value,
    boolean allowed,
    double threshold,
    long failedAt) {

  /** Whether the selection prefers it. */
  boolean betterThan(ModelAccount other) {
    if (allowed != other.allowed) {
      return allowed;
    }
    if (!Double.isNaN(value) && value != other.value) {
      return value > other.value;
    }
    double own = Double.isNaN(loss) ? trainLoss : loss;
    double others = Double.isNaN(other.loss) ? other.trainLoss : other.loss;
    return own < others || Double.isNaN(others) && !Double.isNaN(own);
  }
}

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

  /** The loss that decides between models of equal value; NaN, where unknown, is the greatest. */
  double judgedLoss() {
    return Double.isNaN(loss) ? trainLoss : loss;
  }
}

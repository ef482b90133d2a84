package dev.orrery.api;

import java.util.Arrays;

/**
 * The coordinates of a row along the principal components (spec B4.5).
 *
 * @param projection one per component, that of the greatest variance first (SageMaker's own answers
 *     have them the other way round)
 */
public record PcaProjection(float[] projection) {

  /** Whether the coordinates are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PcaProjection(float[] values) && Arrays.equals(projection, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(projection);
  }

  @Override
  public String toString() {
    return "PcaProjection" + Arrays.toString(projection);
  }
}

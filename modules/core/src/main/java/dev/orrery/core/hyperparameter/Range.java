package dev.orrery.core.hyperparameter;

/**
 * A range of real numbers.
 *
 * @param least lower end, possibly negative infinity
 * @param leastIncluded whether the lower end belongs to it
 * @param most upper end, possibly infinity
 * @param mostIncluded whether the upper end belongs to it
 */
public record Range(double least, boolean leastIncluded, double most, boolean mostIncluded) {

  /** Numbers from {@code least} to {@code most}, both included. */
  public static Range closed(double least, double most) {
    return new Range(least, true, most, true);
  }

  /** Numbers from {@code least} to below {@code most}. */
  public static Range closedOpen(double least, double most) {
    return new Range(least, true, most, false);
  }

  /** Numbers between {@code least} and {@code most}, neither included. */
  public static Range open(double least, double most) {
    return new Range(least, false, most, false);
  }

  /** Numbers of at least {@code least}. */
  public static Range atLeast(double least) {
    return new Range(least, true, Double.POSITIVE_INFINITY, false);
  }

  /** Numbers above {@code least}. */
  public static Range above(double least) {
    return new Range(least, false, Double.POSITIVE_INFINITY, false);
  }

  /** Any finite number. */
  public static Range any() {
    return new Range(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);
  }

  /** Whether the finite number {@code x} lies in it. */
  public boolean contains(double x) {
    return Double.isFinite(x)
        && (leastIncluded ? x >= least : x > least)
        && (mostIncluded ? x <= most : x < most);
  }

  /** In interval notation, such as {@code (0, 1]}. */
  @Override
  public String toString() {
    return (leastIncluded ? "[" : "(")
        + Numbers.text(least)
        + ", "
        + Numbers.text(most)
        + (mostIncluded ? "]" : ")");
  }
}

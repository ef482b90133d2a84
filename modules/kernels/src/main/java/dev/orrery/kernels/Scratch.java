package dev.orrery.kernels;

/**
 * Arrays that a thread uses again from call to call: a new one would be filled with zeros first, in
 * memory that no cache holds, which takes longer than what small calls do with it.
 */
final class Scratch {

  /** Values that are kept, 4 MiB; longer arrays are made anew, in calls that take long anyway. */
  private static final int KEPT = 1 << 20;

  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  private float[] panels = new float[0];
  private float[] sums = new float[0];

  private Scratch() {}

  /** The calling thread's. */
  static Scratch own() {
    return OWN.get();
  }

  /** At least {@code n} values of any content, for copied panels. */
  float[] panels(int n) {
    if (n > KEPT) {
      return new float[n];
    }
    if (panels.length < n) {
      panels = new float[n];
    }
    return panels;
  }

  /** At least {@code n} values of any content, for sums. */
  float[] sums(int n) {
    if (n > KEPT) {
      return new float[n];
    }
    if (sums.length < n) {
      sums = new float[n];
    }
    return sums;
  }
}

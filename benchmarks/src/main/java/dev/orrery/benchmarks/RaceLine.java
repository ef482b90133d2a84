package dev.orrery.benchmarks;

/**
 * What a contender reached.
 *
 * @param contender its name
 * @param shots times of the single shots, or null when it is absent
 * @param quality in the race's measure
 * @param distances distances that it computed, or -1 where nobody counts them
 * @param remark a version, what was scaled, or why it is absent
 */
record RaceLine(String contender, Shots shots, double quality, long distances, String remark) {

  /** One that could not take part. */
  static RaceLine absent(String contender, String why) {
    return new RaceLine(contender, null, Double.NaN, -1, why);
  }

  /** Whether it could not take part. */
  boolean isAbsent() {
    return shots == null;
  }
}

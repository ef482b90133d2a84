package dev.orrery.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One stage of one algorithm at growing sizes of one thing.
 *
 * @param algorithm by its name
 * @param stage {@code update}, {@code finish} or {@code predict}, and words that tell two apart
 * @param varied name of what grows, one of the settings
 * @param sizes a geometric series, ascending
 * @param settings sizes of what stays, such as {@code rows=10000,columns=64}; numbers that no task
 *     knows by name are hyperparameters
 * @param theory the exponent that theory says
 * @param direct whether the fit is of the times as they are and not of their growth: where theory
 *     says that the cost does not grow, and for threads
 * @param remark what the reader should know
 */
record ScalingLine(
    String algorithm,
    String stage,
    String varied,
    List<Integer> sizes,
    String settings,
    double theory,
    boolean direct,
    String remark) {

  /** A cost that grows; the sizes begin with {@code least} and double. */
  static ScalingLine grows(
      String algorithm,
      String stage,
      String varied,
      int least,
      int count,
      String settings,
      double theory) {
    return new ScalingLine(
        algorithm, stage, varied, doubling(least, count), settings, theory, false, "");
  }

  /** A cost that does not grow with what is varied. */
  static ScalingLine stops(
      String algorithm,
      String stage,
      String varied,
      int least,
      int count,
      String settings,
      String remark) {
    return new ScalingLine(
        algorithm, stage, varied, doubling(least, count), settings, 0, true, remark);
  }

  /** A cost by the number of threads: 1, 2, 4, ... */
  static ScalingLine threads(String algorithm, String stage, int most, String settings) {
    int count = 32 - Integer.numberOfLeadingZeros(most);
    return new ScalingLine(
        algorithm, stage, "threads", doubling(1, count), settings, -1, true, "on one data set");
  }

  private static List<Integer> doubling(int least, int count) {
    Integer[] sizes = new Integer[count];
    Arrays.setAll(sizes, i -> least << i);
    return List.of(sizes);
  }

  /** The same with a remark. */
  ScalingLine remark(String text) {
    return new ScalingLine(algorithm, stage, varied, sizes, settings, theory, direct, text);
  }

  /** What names it, for people and as a parameter of JMH. */
  String id() {
    return algorithm + " " + stage + " by " + varied;
  }

  /** All settings, with what is varied at one of its sizes; one thread unless they say another. */
  Map<String, Integer> at(int size) {
    Map<String, Integer> all = new TreeMap<>(RaceData.sizes(settings));
    all.putIfAbsent("threads", 1);
    all.put(varied, size);
    return all;
  }

  /** The fit of the seconds at each size. */
  PowerFit fit(double[] seconds) {
    double[] x = sizes.stream().mapToDouble(Integer::doubleValue).toArray();
    return direct ? PowerFit.direct(x, seconds) : PowerFit.ofGrowth(x, seconds);
  }

  /**
   * Whether the processor's time of the one thread that works is the cost, and not the time on the
   * clock, in which a thread may also wait for others to leave the processor.
   */
  boolean isOfOneThread() {
    return !varied.equals("threads");
  }

  /** Whether it is a stage that sees every row, at more and more rows. */
  boolean seesEveryRow() {
    return !direct && (varied.equals("rows") || varied.equals("queries")) && theory == 1;
  }

  /** Whether it is a stage that stops growing, but for a draw for each row. */
  boolean stopsGrowing() {
    return theory == 0 || stage.endsWith("when full");
  }
}

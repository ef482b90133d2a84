package dev.orrery.benchmarks;

import dev.orrery.core.io.AtomicFiles;
import dev.orrery.kernels.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures the kernels and the probe in one run and writes a table in Markdown. Arguments: the file
 * to write, and {@code full} or {@code quick}.
 */
public final class KernelReport {

  private static final List<String> BACKENDS = List.of("simd", "scalar", "textbook");

  private static final double TEXTBOOK_FLOPS = 1e8;

  private KernelReport() {}

  /** Runs everything. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    if (arguments.length != 2 || !List.of("full", "quick").contains(arguments[1])) {
      throw new IllegalArgumentException("expected: FILE full|quick");
    }
    boolean quick = arguments[1].equals("quick");
    Map<String, Double> probe = probe(quick);
    Map<String, Double> nanoseconds = pairs(quick);
    nanoseconds.putAll(kernels(quick));
    AtomicFiles.write(Path.of(arguments[0]), render(Machine.current(), probe, nanoseconds));
  }

  /** Nanoseconds of one call of the probe, by method. */
  private static Map<String, Double> probe(boolean quick) throws RunnerException {
    Map<String, Double> times = new HashMap<>();
    for (RunResult result : run(options(quick).include(FmaProbe.class.getName() + "\\."))) {
      String method = result.getPrimaryResult().getLabel();
      times.put(method, best(result));
    }
    return times;
  }

  /** Nanoseconds of one call of the kernels on two vectors, by {@link #key}. */
  private static Map<String, Double> pairs(boolean quick) throws RunnerException {
    Map<String, Double> times = new HashMap<>();
    for (RunResult result : run(options(quick).include(PairBenchmark.class.getName() + "\\."))) {
      KernelCase shape =
          new KernelCase(
              result.getPrimaryResult().getLabel(),
              Integer.parseInt(result.getParams().getParam("rows")),
              Integer.parseInt(result.getParams().getParam("columns")),
              1);
      times.put(key(result.getParams().getParam("backend"), shape.text()), best(result));
    }
    return times;
  }

  /** Nanoseconds of one call of the bulk kernels, by {@link #key}. */
  private static Map<String, Double> kernels(boolean quick) throws RunnerException {
    Map<String, Double> times = new HashMap<>();
    for (String backend : BACKENDS) {
      ChainedOptionsBuilder options =
          options(quick)
              .include(KernelBenchmark.class.getName() + "\\.")
              .param("backend", backend)
              .param(
                  "work",
                  KernelCase.ALL.stream()
                      .filter(c -> measured(backend, c))
                      .map(KernelCase::text)
                      .toArray(String[]::new));
      for (RunResult result : run(options)) {
        times.put(key(backend, result.getParams().getParam("work")), best(result));
      }
    }
    return times;
  }

  /** The textbook would spend minutes on the large cases. */
  static boolean measured(String backend, KernelCase c) {
    return !c.isPair() && (!backend.equals("textbook") || c.flops() < TEXTBOOK_FLOPS);
  }

  private static ChainedOptionsBuilder options(boolean quick) {
    ChainedOptionsBuilder options = new OptionsBuilder().shouldFailOnError(true);
    return quick
        ? options
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(3)
            .measurementTime(TimeValue.milliseconds(500))
        : options;
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    Collection<RunResult> results = new Runner(options.build()).run();
    if (results.isEmpty()) {
      throw new IllegalStateException("JMH measured nothing");
    }
    return results;
  }

  /** The best iteration: what else runs on the machine can only slow an iteration down. */
  private static double best(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }

  static String key(String backend, String work) {
    return backend + " " + work;
  }

  static String render(
      Machine machine, Map<String, Double> probe, Map<String, Double> nanoseconds) {
    double peak = FmaProbe.FLOPS / probe.get("oneThread");
    StringBuilder out = new StringBuilder("# Kernels\n\n");
    out.append(HardwareCard.of(machine));
    line(out, "");
    line(
        out,
        "FMA probe, registers alone: %.1f GFLOP/s on one thread, %.1f on two.",
        peak,
        2 * FmaProbe.FLOPS / probe.get("twoThreads"));
    line(out, "");
    line(
        out,
        "GFLOP/s on one thread, best iteration; the fraction is that of simd to the probe on one thread.");
    line(out, "");
    line(
        out, "| kernel | shape | in cache | simd | scalar | textbook | fraction | simd / scalar |");
    line(out, "|---|---|---|---|---|---|---|---|");
    for (KernelCase c : KernelCase.ALL) {
      double simd = c.flops() / nanoseconds.get(key("simd", c.text()));
      double scalar = c.flops() / nanoseconds.get(key("scalar", c.text()));
      Double textbook = nanoseconds.get(key("textbook", c.text()));
      line(
          out,
          "| %s | %s | %s | %.1f | %.2f | %s | %.2f | %.1f |",
          c.kernel(),
          c.shape(),
          c.inCache() ? "yes" : "no",
          simd,
          scalar,
          textbook == null ? "-" : String.format(Locale.ROOT, "%.2f", c.flops() / textbook),
          simd / peak,
          simd / scalar);
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}

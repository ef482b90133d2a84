package dev.orrery.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs of JMH that measure nanoseconds of a call. */
final class KernelTimes {

  private final boolean quick;
  private final Path folder;

  /**
   * Runs into a folder.
   *
   * @param folder takes the harness's own results
   */
  KernelTimes(boolean quick, Path folder) {
    this.quick = quick;
    this.folder = folder;
  }

  /** Nanoseconds of a call in each iteration, sorted, of a benchmark's method. */
  double[] of(Class<?> benchmark, String method, String... parameters) throws RunnerException {
    StringBuilder file = new StringBuilder(benchmark.getSimpleName() + "-" + method);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow")
            .resultFormat(ResultFormatType.JSON);
    for (int i = 0; i < parameters.length; i += 2) {
      options.param(parameters[i], parameters[i + 1]);
      file.append('-').append(parameters[i + 1].replaceAll("[^A-Za-z0-9]+", "-"));
    }
    if (quick) {
      options
          .warmupIterations(3)
          .warmupTime(TimeValue.milliseconds(500))
          .measurementIterations(5)
          .measurementTime(TimeValue.milliseconds(200));
    }
    options.result(folder.resolve(file + ".json").toString());
    Collection<RunResult> results = new Runner(options.build()).run();
    if (results.size() != 1) {
      throw new IllegalStateException("JMH measured " + results.size() + " methods, expected one");
    }
    RunResult result = results.iterator().next();
    BenchmarkParams params = result.getParams();
    if (!params.getTimeUnit().equals(java.util.concurrent.TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("JMH measured in " + params.getTimeUnit());
    }
    double[] times =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .toArray();
    Arrays.sort(times);
    return times;
  }
}

package dev.orrery.benchmarks;

import dev.orrery.cli.bench.BenchRequest;
import dev.orrery.cli.bench.BenchResult;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Machine;
import dev.orrery.report.PictureFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How the cost of our algorithms grows, and what ND4J's own threads do beside ours. */
final class ScalingBench {

  private static final int[] OWN_THREADS = {1, 2};

  private final BenchRequest request;
  private final Progress progress;

  ScalingBench(BenchRequest request, Consumer<String> told) {
    this.request = request;
    this.progress = new Progress(told);
  }

  BenchResult run() throws IOException {
    ScalingTables tables;
    try {
      tables = measure();
    } catch (RunnerException e) {
      throw new CustomerError("JMH could not measure the scaling: " + e.getMessage(), null, e);
    }
    List<Path> files = new ArrayList<>();
    for (String algorithm : tables.algorithms()) {
      Path file = request.folder().resolve("scaling-" + algorithm + ".png");
      AtomicFiles.write(file, PictureFiles.png(tables.picture(algorithm)));
      files.add(file);
    }
    return new BenchResult(
        tables.json(), HardwareCard.of(Machine.current()) + tables.markdown(), files);
  }

  private ScalingTables measure() throws RunnerException {
    List<ScalingLine> lines = ScalingLines.of(request.quick(), request.threads());
    Optional<String> obstacle =
        Backends.all().stream()
            .filter(backend -> backend.name().equals("nd4j"))
            .findFirst()
            .map(Backend::unavailable)
            .orElse(Optional.of("the backend nd4j is not on the class path"));
    progress.expect(lines.size());
    progress.expect(obstacle.isPresent() ? 0 : OWN_THREADS.length * OWN_THREADS.length);
    List<ScalingFigure> figures = new ArrayList<>();
    for (ScalingLine line : lines) {
      progress.begin(line.id());
      figures.add(ScalingFigure.of(line, time(line)));
    }
    OwnThreads ownThreads =
        obstacle.isPresent() ? OwnThreads.absent(obstacle.get()) : timeOwnThreads();
    return new ScalingTables(request, figures, ownThreads);
  }

  private double[] time(ScalingLine line) throws RunnerException {
    int sizes = line.sizes().size();
    return shots(
        new OptionsBuilder()
            .include(ScalingBenchmark.class.getSimpleName() + ".run")
            .param("line", line.id())
            .param("threads", Integer.toString(request.threads()))
            .warmupIterations((request.quick() ? 2 : 3) * sizes)
            .measurementIterations((request.quick() ? 4 : 9) * sizes),
        line.id(),
        shot ->
            line.isOfOneThread()
                ? shot.getSecondaryResults().get("processorSeconds").getScore()
                : shot.getPrimaryResult().getScore());
  }

  private OwnThreads timeOwnThreads() throws RunnerException {
    List<OwnThreads.Line> lines = new ArrayList<>();
    for (int ours : OWN_THREADS) {
      for (int own : OWN_THREADS) {
        String what = "nd4j, our threads " + ours + ", its own " + own;
        progress.begin(what);
        double[] seconds =
            shots(
                new OptionsBuilder()
                    .include(OwnThreadsBenchmark.class.getSimpleName() + ".run")
                    .param("ours", Integer.toString(ours))
                    .param("own", Integer.toString(own))
                    .warmupIterations(5)
                    .measurementIterations(request.quick() ? 9 : 25),
                what,
                shot -> shot.getPrimaryResult().getScore());
        lines.add(new OwnThreads.Line(ours, own, new Shots(seconds)));
      }
    }
    return new OwnThreads(lines, "");
  }

  /** The single shots in the order in which they were taken. */
  private double[] shots(
      ChainedOptionsBuilder options, String what, ToDoubleFunction<IterationResult> seconds)
      throws RunnerException {
    String file = what.replaceAll("[^a-z0-9_]+", "-") + ".json";
    RunResult result =
        new Runner(
                options
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .resultFormat(ResultFormatType.JSON)
                    .result(request.folder().resolve(file).toString())
                    .build())
            .runSingle();
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(seconds)
        .toArray();
  }
}

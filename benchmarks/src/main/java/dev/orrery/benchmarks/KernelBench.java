package dev.orrery.benchmarks;

import dev.orrery.cli.bench.BenchRequest;
import dev.orrery.cli.bench.BenchResult;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Machine;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** Every kernel of every backend on one thread, beside what the processor and memory can do. */
final class KernelBench {

  /** The textbook would spend minutes on what takes more operations. */
  private static final double TEXTBOOK_FLOPS = 1e8;

  private final BenchRequest request;
  private final Progress progress;
  private final KernelTimes times;
  private final List<String> backends;
  private final Map<String, String> absent = new LinkedHashMap<>();

  KernelBench(BenchRequest request, Consumer<String> told) {
    this.request = request;
    this.progress = new Progress(told);
    this.times = new KernelTimes(request.quick(), request.folder());
    this.backends = chosen();
  }

  private List<String> chosen() {
    List<String> chosen = new ArrayList<>();
    for (Backend backend : Backends.all()) {
      if (backend.unavailable().isPresent()) {
        absent.put(backend.name(), backend.unavailable().get());
      } else if (request.backends().isEmpty() || request.backends().contains(backend.name())) {
        chosen.add(backend.name());
      }
    }
    for (String name : request.backends()) {
      if (!chosen.contains(name)) {
        throw new CustomerError(
            "the backend '" + name + "' is not available: " + absent.getOrDefault(name, "unknown"),
            "--backends");
      }
    }
    return chosen;
  }

  BenchResult run() throws IOException {
    List<KernelCase> cases = request.quick() ? KernelCase.QUICK : KernelCase.ALL;
    try {
      return run(cases);
    } catch (RunnerException e) {
      throw new CustomerError("JMH could not measure the kernels: " + e.getMessage(), null, e);
    }
  }

  private BenchResult run(List<KernelCase> cases) throws IOException, RunnerException {
    progress.expect(4);
    for (KernelCase c : cases) {
      progress.expect((int) backends.stream().filter(backend -> measured(backend, c)).count());
      progress.expect(SgemmBenchmark.forms(c) ? 1 : 0);
    }
    progress.begin("multiply-adds in registers");
    double peak = FmaProbe.FLOPS / times.of(FmaProbe.class, "oneThread")[0];
    progress.begin("multiply-adds in registers, two threads");
    double both = 2 * FmaProbe.FLOPS / times.of(FmaProbe.class, "twoThreads")[0];
    progress.begin("the triad of STREAM");
    double bandwidth = TriadProbe.BYTES / times.of(TriadProbe.class, "triad")[0];
    progress.begin("multiply-adds from C");
    OptionalDouble compiled = CompiledProbe.gigaflops();
    Roofline roofline = new Roofline(peak, both, bandwidth, compiled);

    List<KernelFigure> figures = new ArrayList<>();
    for (KernelCase c : cases) {
      for (String backend : backends) {
        if (measured(backend, c)) {
          progress.begin(c.kernel() + " " + c.shape() + " on " + backend);
          figures.add(new KernelFigure(c, backend, time(c, backend), c.flops()));
        }
      }
      if (SgemmBenchmark.forms(c)) {
        progress.begin("sgemm for " + c.kernel() + " " + c.shape());
        figures.add(
            new KernelFigure(
                c,
                KernelFigure.SGEMM,
                times.of(SgemmBenchmark.class, "run", "work", c.text()),
                SgemmBenchmark.flops(c)));
      }
    }
    KernelTables tables = new KernelTables(request, roofline, figures, backends, absent);
    List<Path> files = new ArrayList<>();
    for (Picture picture : tables.pictures()) {
      Path file = request.folder().resolve(picture.name() + ".png");
      AtomicFiles.write(file, PictureFiles.png(picture));
      files.add(file);
    }
    return new BenchResult(
        tables.json(), HardwareCard.of(Machine.current()) + tables.markdown(), files);
  }

  static boolean measured(String backend, KernelCase c) {
    return !backend.equals("textbook") || c.flops() < TEXTBOOK_FLOPS;
  }

  private double[] time(KernelCase c, String backend) throws RunnerException {
    return c.isPair()
        ? times.of(
            PairBenchmark.class,
            c.kernel(),
            "backend",
            backend,
            "rows",
            Integer.toString(c.rows()),
            "columns",
            Integer.toString(c.columns()))
        : times.of(KernelBenchmark.class, "run", "backend", backend, "work", c.text());
  }
}

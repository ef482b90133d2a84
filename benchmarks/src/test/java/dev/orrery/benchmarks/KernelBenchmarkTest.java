package dev.orrery.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.cli.bench.BenchRequest;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class KernelBenchmarkTest {

  @Test
  void aCaseSurvivesBeingWrittenAsAParameter() {
    for (KernelCase c : KernelCase.ALL) {
      assertThat(KernelCase.parse(c.text())).isEqualTo(c);
    }
  }

  @Test
  void everySmallCaseRunsOnEveryBackend() {
    for (KernelCase c : KernelCase.ALL.stream().filter(c -> !c.isPair()).toList()) {
      KernelBenchmark benchmark = new KernelBenchmark();
      for (String backend : new String[] {"simd", "scalar", "textbook"}) {
        benchmark.backend = backend;
        benchmark.work =
            new KernelCase(
                    c.kernel(),
                    Math.min(c.rows(), 20),
                    c.columns() % 1000 + 1,
                    Math.min(c.k(), 500))
                .text();
        benchmark.prepare();
        assertThat(benchmark.run()).isNotNull();
      }
    }
  }

  @Test
  void pairsRunOnEveryBackend() {
    for (String backend : new String[] {"simd", "scalar", "textbook"}) {
      PairBenchmark benchmark = new PairBenchmark();
      benchmark.backend = backend;
      benchmark.rows = 1;
      benchmark.columns = 100;
      benchmark.prepare();
      assertThat(benchmark.squaredDistance()).isPositive();
      assertThat(benchmark.dot()).isBetween(-25f, 25f);
    }
  }

  @Test
  void theTablesDivideWorkByTime() {
    assertThat(tables().markdown())
        .contains("| multiply-adds from C, one thread | 120.0 GFLOP/s |")
        .contains("./orrery bench kernels --quick --threads 1")
        .contains("| nearest | 200000 x 256, k 64 | no | 60.0 | 10.0 | 0.60 | 0.60 |")
        .contains("| 80.0 | 0.75 |")
        .contains("| squaredNorms | 200000 x 256 | no | 4.0 | 4.5 | 0.04 | 0.80 | 8.0 | 0.80 |")
        .contains("scalar beats simd at squaredNorms 200000 x 256: 0.89 of its time.")
        .contains("The backend opencl was not measured: there is no device.");
  }

  private static KernelTables tables() {
    KernelCase nearest = new KernelCase("nearest", 200_000, 256, 64);
    KernelCase norms = new KernelCase("squaredNorms", 200_000, 256, 1);
    return new KernelTables(
        new BenchRequest("kernels", List.of(), List.of(), true, 1, Path.of(".")),
        new Roofline(100, 190, 10, OptionalDouble.of(120)),
        List.of(
            figure(nearest, "simd", nearest.flops() / 60),
            figure(nearest, "scalar", nearest.flops() / 10),
            figure(nearest, KernelFigure.SGEMM, nearest.flops() / 80),
            figure(norms, "simd", norms.bytes() / 8),
            figure(norms, "scalar", norms.bytes() / 9)),
        List.of("simd", "scalar"),
        Map.of("opencl", "there is no device"));
  }

  @Test
  void thePicturesSayWhatTheRoofIsAndNameEveryKernelAndLoss() throws IOException {
    List<Picture> pictures = tables().pictures();
    assertThat(pictures)
        .extracting(Picture::name)
        .containsExactly("kernels", "roofline-simd", "roofline-scalar");
    assertThat(PictureFiles.svg(pictures.getFirst()))
        .contains("nearest 200000 x 256, k 64", "squaredNorms 200000 x 256", "sgemm")
        .contains("scalar 0.89");
    assertThat(PictureFiles.svg(pictures.get(1)))
        .contains("memory bound", "compute bound", "flat: 100 GFLOP/s", "slope: 10.0 GB/s")
        .contains("They meet at 10.0", "squaredNorms 200000 x 256", "0.60", "0.80");
  }

  private static KernelFigure figure(KernelCase c, String backend, double nanoseconds) {
    return new KernelFigure(c, backend, new double[] {nanoseconds}, c.flops());
  }

  @Test
  void aPairReadsOneRowHoweverManyThereAre() {
    assertThat(new KernelCase("dot", 200_000, 256, 1).bytes()).isEqualTo(4 * 256);
  }
}

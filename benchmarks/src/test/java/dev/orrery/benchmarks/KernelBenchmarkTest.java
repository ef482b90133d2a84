package dev.orrery.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.kernels.Machine;
import java.util.HashMap;
import java.util.Map;
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
  void theReportDividesWorkByTime() {
    Map<String, Double> times = new HashMap<>();
    for (KernelCase c : KernelCase.ALL) {
      times.put(KernelReport.key("simd", c.text()), c.flops() / 60);
      times.put(KernelReport.key("scalar", c.text()), c.flops() / 10);
      times.put(KernelReport.key("textbook", c.text()), c.flops());
    }
    Map<String, Double> probe =
        Map.of("oneThread", FmaProbe.FLOPS / 100, "twoThreads", FmaProbe.FLOPS / 90);
    Machine machine = new Machine("Some CPU", "amd64", 2, 512, "JDK 25", "Linux", 49152, 1 << 21);
    assertThat(KernelReport.render(machine, probe, times))
        .contains("100.0 GFLOP/s on one thread, 180.0 on two")
        .contains("| nearest | 4096 x 64, k 100 | yes | 60.0 | 10.00 | 1.00 | 0.60 | 6.0 |")
        .contains("| caches | 48 KiB first level, 2048 KiB second level |");
  }
}

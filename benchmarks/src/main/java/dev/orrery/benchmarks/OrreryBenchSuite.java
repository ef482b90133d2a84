package dev.orrery.benchmarks;

import dev.orrery.cli.bench.BenchRequest;
import dev.orrery.cli.bench.BenchResult;
import dev.orrery.cli.bench.BenchSuite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The benchmarks as {@code orrery bench} knows them. */
public final class OrreryBenchSuite implements BenchSuite {

  @Override
  public List<String> subjects() {
    List<String> subjects = new ArrayList<>(List.of("kernels", "scaling"));
    subjects.addAll(Race.ALGORITHMS);
    return subjects;
  }

  @Override
  public List<String> peers() {
    return Race.PEERS;
  }

  @Override
  public BenchResult run(BenchRequest request, Consumer<String> progress) throws IOException {
    return switch (request.subject()) {
      case "kernels" -> new KernelBench(request, progress).run();
      case "scaling" -> new ScalingBench(request, progress).run();
      default -> new RaceBench(request, progress).run();
    };
  }
}

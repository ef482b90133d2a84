package dev.orrery.cli.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The benchmarks, found by {@link java.util.ServiceLoader}. */
public interface BenchSuite {

  /** What can be measured, such as {@code kernels} or {@code kmeans}. */
  List<String> subjects();

  /** The libraries that can be raced against. */
  List<String> peers();

  /**
   * Measures.
   *
   * @param progress hears what is being measured, with the time left
   * @throws dev.orrery.core.error.CustomerError when the request names what there is not
   */
  BenchResult run(BenchRequest request, Consumer<String> progress) throws IOException;
}

package dev.orrery.cli.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param subject one of {@link BenchSuite#subjects}
 * @param peers libraries to race against: their names, {@code all}, or none for an empty list
 * @param backends backends to measure, or an empty list for all that are available
 * @param quick smaller and fewer measurements, exact enough to see who wins
 * @param threads threads for those who take a number
 * @param folder where pictures and the harness's own results go; exists
 */
public record BenchRequest(
    String subject,
    List<String> peers,
    List<String> backends,
    boolean quick,
    int threads,
    Path folder) {

  /** Keeps copies of the lists. */
  public BenchRequest {
    peers = List.copyOf(peers);
    backends = List.copyOf(backends);
  }

  /** Whether a library takes part. */
  public boolean wants(String library) {
    return peers.contains("all") || peers.contains(library);
  }
}

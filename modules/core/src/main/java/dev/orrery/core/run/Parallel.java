package dev.orrery.core.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Work on ranges of rows by several threads, in fixed chunks that are reduced in order, so that the
 * result does not depend on the number of threads.
 */
public final class Parallel implements AutoCloseable {

  /** Work on the rows {@code from} to {@code to - 1}. */
  @FunctionalInterface
  public interface Chunk {
    /** Does the work; writes only what belongs to these rows. */
    void run(int from, int to);
  }

  /** Work on the rows {@code from} to {@code to - 1} with a result. */
  @FunctionalInterface
  public interface ChunkOf<T> {
    /** Does the work. */
    T run(int from, int to);
  }

  private final int threads;
  private final ExecutorService executor;

  /** Work for {@code threads} threads, at least 1: the calling one and workers beside it. */
  public Parallel(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
    this.threads = threads;
    this.executor =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1, Thread.ofPlatform().daemon().name("orrery-worker-", 1).factory());
  }

  /** Number of threads that work at once. */
  public int threads() {
    return threads;
  }

  /** Runs {@code work} over all chunks of {@code size} rows, in any order; waits for all. */
  public void forEach(int rows, int size, Chunk work) {
    reduce(
        rows,
        size,
        (from, to) -> {
          work.run(from, to);
          return Boolean.TRUE;
        },
        done -> {});
  }

  /**
   * Runs {@code work} over all chunks of {@code size} rows and hands the results to {@code inOrder}
   * on the calling thread, in the order of the chunks. No more than a few results wait at a time.
   */
  public <T> void reduce(int rows, int size, ChunkOf<T> work, Consumer<T> inOrder) {
    if (executor == null || rows <= size) {
      for (int from = 0; from < rows; from += size) {
        inOrder.accept(work.run(from, Math.min(rows, from + size)));
      }
      return;
    }
    SharedChunks<T> chunks = new SharedChunks<>(rows, size, work, 2 * threads);
    for (int helpers = Math.min(threads, chunks.count()) - 1; helpers > 0; helpers--) {
      executor.execute(chunks::help);
    }
    chunks.lead(inOrder);
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}

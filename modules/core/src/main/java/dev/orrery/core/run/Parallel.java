package dev.orrery.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** Workers for {@code threads} threads, at least 1; the calling thread is not among them. */
  public Parallel(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
    this.threads = threads;
    this.executor =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("orrery-worker-", 1).factory());
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
    int window = 2 * threads;
    List<Future<T>> waiting = new ArrayList<>();
    int next = 0;
    int from = 0;
    try {
      while (from < rows || next < waiting.size()) {
        while (from < rows && waiting.size() - next < window) {
          int start = from;
          int end = Math.min(rows, from + size);
          waiting.add(executor.submit(() -> work.run(start, end)));
          from = end;
        }
        T result = waiting.get(next).get();
        waiting.set(next++, null);
        inOrder.accept(result);
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancellation.Cancelled("interrupted");
    } finally {
      for (int i = next; i < waiting.size(); i++) {
        waiting.get(i).cancel(false);
      }
    }
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}

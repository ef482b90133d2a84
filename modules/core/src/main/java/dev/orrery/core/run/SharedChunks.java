package dev.orrery.core.run;

import java.util.function.Consumer;

/**
 * The chunks of one piece of work, which the thread that asked for it and some others take one
 * after the other. It works too instead of waiting for them, so that work on few rows does not wait
 * until another thread has been woken.
 */
final class SharedChunks<T> {

  /** What a chunk came to that failed. */
  private record Failure(RuntimeException cause) {}

  /** What a chunk came to that ended by an error. */
  private record Fault(Error cause) {}

  private final int rows;
  private final int size;
  private final int count;
  private final Parallel.ChunkOf<T> work;

  // Of the chunks from handedOn on, in the place of their number modulo the length:
  private final Object[] results;
  private final boolean[] done;

  private int handedOn; // chunks whose results have been handed on
  private int taken; // chunks that somebody has taken
  private int inWork; // chunks that somebody works on
  private boolean over; // nobody takes another

  /**
   * Chunks of {@code size} of the rows.
   *
   * @param window how many results may wait at a time
   */
  SharedChunks(int rows, int size, Parallel.ChunkOf<T> work, int window) {
    this.rows = rows;
    this.size = size;
    this.count = (rows - 1) / size + 1;
    this.work = work;
    this.results = new Object[window];
    this.done = new boolean[window];
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Works on chunks until all have been taken. */
  void help() {
    try {
      for (int chunk = take(true); chunk >= 0; chunk = take(true)) {
        run(chunk);
      }
    } catch (InterruptedException e) {
      // Whoever leads takes the others.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Works on chunks and hands the results on in order; comes back when nobody works any more.
   *
   * @throws Cancellation.Cancelled when the thread is interrupted
   */
  void lead(Consumer<T> inOrder) {
    try {
      while (handedOn < count) {
        if (firstIsDone()) {
          handOn(inOrder);
          continue;
        }
        int chunk = take(false);
        if (chunk >= 0) {
          run(chunk);
        } else {
          awaitFirst();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancellation.Cancelled("interrupted");
    } finally {
      end();
    }
  }

  /**
   * The next chunk, or -1 when there is none.
   *
   * @param patient whether to wait when too many results wait; else it is -1
   */
  private synchronized int take(boolean patient) throws InterruptedException {
    while (!over && taken < count && taken == handedOn + results.length) {
      if (!patient) {
        return -1;
      }
      wait();
    }
    if (over || taken == count) {
      return -1;
    }
    inWork++;
    return taken++;
  }

  private void run(int chunk) {
    Object result;
    try {
      int from = chunk * size;
      result = work.run(from, Math.min(rows - from, size) + from);
    } catch (RuntimeException e) {
      result = new Failure(e);
    } catch (Error e) {
      result = new Fault(e);
    }
    synchronized (this) {
      results[chunk % results.length] = result;
      done[chunk % results.length] = true;
      inWork--;
      notifyAll();
    }
  }

  private synchronized boolean firstIsDone() {
    return done[handedOn % done.length];
  }

  private synchronized void awaitFirst() throws InterruptedException {
    while (!done[handedOn % done.length]) {
      wait();
    }
  }

  private void handOn(Consumer<T> inOrder) {
    Object result;
    synchronized (this) {
      int place = handedOn % results.length;
      result = results[place];
      results[place] = null;
      done[place] = false;
      handedOn++;
      notifyAll();
    }
    if (result instanceof Failure failure) {
      throw failure.cause;
    }
    if (result instanceof Fault fault) {
      throw fault.cause;
    }
    @SuppressWarnings("unchecked") // what work.run gave
    T own = (T) result;
    inOrder.accept(own);
  }

  /** Lets nobody take another chunk and waits for those who work on one. */
  private synchronized void end() {
    over = true;
    notifyAll();
    boolean interrupted = false;
    while (inWork > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

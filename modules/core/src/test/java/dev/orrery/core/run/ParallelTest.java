package dev.orrery.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ParallelTest {

  @Property(tries = 60, seed = "20261121")
  void reducesInOrderWhateverTheThreads(
      @ForAll @IntRange(min = 0, max = 500) int rows,
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 5) int threads) {
    List<Integer> starts = new ArrayList<>();
    try (Parallel parallel = new Parallel(threads)) {
      parallel.reduce(rows, size, (from, to) -> new int[] {from, to}, c -> starts.add(c[0]));
    }
    List<Integer> expected = new ArrayList<>();
    for (int from = 0; from < rows; from += size) {
      expected.add(from);
    }
    assertThat(starts).isEqualTo(expected);
  }

  @Test
  void takesEveryRowOnce() {
    AtomicIntegerArray taken = new AtomicIntegerArray(1000);
    try (Parallel parallel = new Parallel(3)) {
      parallel.forEach(
          1000,
          7,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              taken.incrementAndGet(i);
            }
          });
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(taken.get(i)).isEqualTo(1);
    }
  }

  @Test
  void passesOnAFailureAndGoesOnWorking() {
    try (Parallel parallel = new Parallel(2)) {
      assertThatThrownBy(
              () ->
                  parallel.forEach(
                      100,
                      10,
                      (from, to) -> {
                        if (from == 50) {
                          throw new IllegalArgumentException("fifty");
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("fifty");
      AtomicInteger rows = new AtomicInteger();
      parallel.forEach(100, 10, (from, to) -> rows.addAndGet(to - from));
      assertThat(rows.get()).isEqualTo(100);
    }
  }

  @Test
  void theFirstFailureInOrderIsTheOneAndNobodyWorksAfterIt() {
    AtomicInteger atWork = new AtomicInteger();
    for (int round = 0; round < 50; round++) {
      try (Parallel parallel = new Parallel(4)) {
        assertThatThrownBy(
                () ->
                    parallel.forEach(
                        40,
                        1,
                        (from, to) -> {
                          atWork.incrementAndGet();
                          Thread.yield();
                          atWork.decrementAndGet();
                          if (from >= 3) {
                            throw new IllegalArgumentException("" + from);
                          }
                        }))
            .hasMessage("3");
        assertThat(atWork.get()).isZero();
      }
    }
  }

  @Test
  void fewResultsWaitAtATime() {
    int threads = 3;
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger handedOn = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Parallel parallel = new Parallel(threads)) {
      parallel.reduce(
          500,
          1,
          (from, to) -> {
            int waiting = begun.incrementAndGet() - handedOn.get();
            most.accumulateAndGet(waiting, Math::max);
            return from;
          },
          from -> handedOn.incrementAndGet());
    }
    // One more may be on its way to be handed on.
    assertThat(most.get()).isLessThanOrEqualTo(2 * threads + 1);
  }

  @Test
  void theCallingThreadWorksToo() {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    try (Parallel parallel = new Parallel(2)) {
      parallel.forEach(
          2,
          1,
          (from, to) -> {
            workers.add(Thread.currentThread());
            both.countDown();
            try {
              assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    }
    assertThat(workers).hasSize(2).contains(Thread.currentThread());
  }

  @Test
  void aChunkMayAskForChunks() {
    AtomicInteger rows = new AtomicInteger();
    try (Parallel parallel = new Parallel(2)) {
      parallel.forEach(
          8, 1, (from, to) -> parallel.forEach(100, 7, (low, high) -> rows.addAndGet(high - low)));
    }
    assertThat(rows.get()).isEqualTo(800);
  }

  @Test
  void anInterruptedCallIsCancelledWhenNobodyWorksAnyMore() {
    Thread caller = Thread.currentThread();
    AtomicBoolean begun = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    try (Parallel parallel = new Parallel(2)) {
      caller.interrupt();
      assertThatThrownBy(
              () ->
                  parallel.forEach(
                      2,
                      1,
                      (from, to) -> {
                        if (Thread.currentThread() == caller) {
                          while (!begun.get()) {
                            Thread.onSpinWait();
                          }
                          return;
                        }
                        // The caller ends first and has to wait.
                        begun.set(true);
                        LockSupport.parkNanos(200_000_000);
                        ended.set(true);
                      }))
          .isInstanceOf(Cancellation.Cancelled.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(ended).isTrue();
    }
  }
}

package dev.orrery.kernels.nd4j;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory outside of the Java heap, freed when its owner says so or, at the latest, all at once.
 * What nobody refers to is freed after the garbage collector has seen that; since the collector
 * does not see how much lies outside of its heap, it is asked when that has grown.
 */
final class OffHeap implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  private static final int WAITS = 20;
  private static final int WAIT_MILLIS = 5;

  /** Some of the memory; knows nothing of whose it is. */
  final class Room implements Runnable {
    private final long bytes;
    private DataBuffer buffer;
    private Cleaner.Cleanable cleanable;

    private Room(long values) {
      this.bytes = Float.BYTES * values;
      this.buffer = Nd4j.createBuffer(DataType.FLOAT, values, false);
    }

    /**
     * Where ND4J keeps it.
     *
     * @throws IllegalStateException when it has been freed
     */
    synchronized DataBuffer buffer() {
      if (buffer == null) {
        throw new IllegalStateException("the kernels of ND4J have been closed");
      }
      return buffer;
    }

    synchronized boolean isFree() {
      return buffer == null;
    }

    /** Frees it. */
    void free() {
      cleanable.clean();
    }

    /** Frees it, once. */
    @Override
    public void run() {
      DataBuffer freed;
      synchronized (this) {
        freed = buffer;
        buffer = null;
      }
      if (freed != null) {
        rooms.remove(this);
        used.addAndGet(-bytes);
        freed.close();
      }
    }
  }

  private final Set<Room> rooms = ConcurrentHashMap.newKeySet();
  private final AtomicLong used = new AtomicLong();
  private final long unasked;
  private volatile long askAt;

  /**
   * @param unasked bytes in use up to which the garbage collector is left alone
   */
  OffHeap(long unasked) {
    this.unasked = unasked;
    this.askAt = unasked;
  }

  /** Room for some values, with anything in it, for as long as an object is referred to. */
  Room room(long values, Object owner) {
    if (used.get() + Float.BYTES * values > askAt) {
      collect();
    }
    Room room = new Room(values);
    used.addAndGet(room.bytes);
    room.cleanable = CLEANER.register(owner, room);
    rooms.add(room);
    return room;
  }

  /** Bytes in use. */
  long used() {
    return used.get();
  }

  private synchronized void collect() {
    long before = used.get();
    if (before <= askAt / 2) {
      return; // another thread has just asked
    }
    System.gc();
    for (int i = 0; i < WAITS && used.get() > before / 2; i++) {
      try {
        Thread.sleep(WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    askAt = Math.max(unasked, 2 * used.get());
  }

  /** Frees all. */
  @Override
  public void close() {
    rooms.forEach(Room::free);
  }
}

package dev.orrery.kernels.opencl;

import dev.orrery.kernels.Held;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Arrays that stay on the device while somebody promises that they do not change. */
final class HeldArrays {

  /** Of what is free, so much may be taken by arrays that are only kept for speed. */
  private static final double SHARE = 0.75;

  private final class Entry {
    int holders;
    boolean tooLarge;
    DeviceBuffer buffer;

    synchronized Optional<DeviceBuffer> buffer(float[] values, Lane lane) {
      if (buffer == null && !tooLarge) {
        long bytes = 4L * values.length;
        tooLarge = bytes > memory.largest() || bytes > SHARE * memory.free();
        if (!tooLarge) {
          buffer = copy(values, lane);
          tooLarge = buffer == null;
        }
      }
      return Optional.ofNullable(buffer);
    }

    /** A copy on the device; null where others took the room meanwhile. */
    private DeviceBuffer copy(float[] values, Lane lane) {
      DeviceBuffer copy;
      try {
        copy = memory.allocate(4L * values.length, "an array of " + values.length + " values");
      } catch (OpenClException e) {
        return null; // it is kept for speed alone: the rows are sent block by block
      }
      try {
        lane.write(copy, values, 0, values.length);
        lane.settle();
        return copy;
      } catch (OpenClException e) {
        DeviceRuntime.closeAfter(e, copy);
        throw e;
      }
    }

    synchronized void close() {
      tooLarge = true;
      DeviceBuffer copy = buffer;
      buffer = null;
      if (copy != null) {
        copy.close();
      }
    }
  }

  private final DeviceMemory memory;
  private final Map<float[], Entry> entries = new IdentityHashMap<>();

  HeldArrays(DeviceMemory memory) {
    this.memory = memory;
  }

  /** Holds an array; it is copied when the first call names it. */
  Held hold(float[] values) {
    synchronized (entries) {
      entries.computeIfAbsent(values, array -> new Entry()).holders++;
    }
    return new Held() {
      private boolean closed;

      @Override
      public void close() {
        synchronized (entries) {
          Entry entry = entries.get(values);
          if (!closed && entry != null && --entry.holders == 0) {
            entries.remove(values);
            entry.close();
          }
          closed = true;
        }
      }
    };
  }

  /** The copy on the device of an array that is held and has room there. */
  Optional<DeviceBuffer> find(float[] values, Lane lane) {
    Entry entry;
    synchronized (entries) {
      entry = entries.get(values);
    }
    return entry == null ? Optional.empty() : entry.buffer(values, lane);
  }

  /** Lets all go. */
  void close() {
    synchronized (entries) {
      Releases releases = new Releases();
      entries.values().forEach(entry -> releases.then(entry::close));
      entries.clear();
      releases.end();
    }
  }
}

package dev.orrery.kernels.opencl;

import java.util.concurrent.atomic.AtomicLong;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;

/** The memory of a device: what we hold of it stays within what the device allows. */
final class DeviceMemory {

  /** Room behind the values of a buffer, so that a vector may be read across their end. */
  private static final int PADDING = 256;

  /** Most bytes of a block of rows, or of its results, that is copied at once. */
  private static final long BLOCK_BYTES = 16L << 20;

  /** Blocks that have room together: some for each of the threads that may work at once. */
  private static final int BLOCKS = 32;

  private static final int WAITS = 20;
  private static final int WAIT_MILLIS = 10;

  private final long context;
  private final OpenClDevice device;
  private final long limit;
  private final Runnable trim;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param limit the most bytes that may be held
   * @param trim lets go of what is only kept for speed
   */
  DeviceMemory(long context, OpenClDevice device, long limit, Runnable trim) {
    this.context = context;
    this.device = device;
    this.limit = limit;
    this.trim = trim;
  }

  /** The largest buffer. */
  long largest() {
    return Math.min(device.maxAllocBytes(), limit) - PADDING;
  }

  /** Bytes of a block of rows, or of its results. */
  long block() {
    return Math.min(Math.min(BLOCK_BYTES, largest()), limit / BLOCKS);
  }

  /** What is not in use. */
  long free() {
    return limit - used.get();
  }

  long used() {
    return used.get();
  }

  void released(long bytes) {
    used.addAndGet(-bytes);
  }

  /**
   * A buffer with anything in it.
   *
   * @param what whose it is, for a sentence: "a packed matrix of 3 x 4 values"
   * @throws OpenClException when the device allows no such buffer, before anything is allocated
   */
  DeviceBuffer allocate(long values, String what) {
    long bytes = Math.max(1, values);
    if (bytes > largest()) {
      throw tooLarge(what, bytes, "allows " + Bytes.text(largest()) + " for one buffer");
    }
    bytes += PADDING;
    if (!reserve(bytes)) {
      makeRoom(bytes);
      if (!reserve(bytes)) {
        throw tooLarge(
            what,
            bytes,
            "has " + Bytes.text(limit) + ", of which " + Bytes.text(used.get()) + " are in use");
      }
    }
    try {
      return new DeviceBuffer(create(bytes, what), bytes, this);
    } catch (OpenClException e) {
      released(bytes);
      throw e;
    }
  }

  private OpenClException tooLarge(String what, long bytes, String limits) {
    return new OpenClException(
        what
            + " needs "
            + Bytes.text(bytes)
            + ", and the OpenCL device "
            + device.name()
            + " "
            + limits
            + "; use fewer rows or columns at a time, or a backend of the CPU");
  }

  private boolean reserve(long bytes) {
    // In one step: another thread must not find room missing that is only being asked for.
    return used.getAndUpdate(now -> now + bytes <= limit ? now + bytes : now) + bytes <= limit;
  }

  private long create(long bytes, String what) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      var status = stack.mallocInt(1);
      // Memory of the host is mapped without a copy where it is the device's own.
      long flags = CL10.CL_MEM_READ_WRITE | (device.isCpu() ? CL10.CL_MEM_ALLOC_HOST_PTR : 0);
      long id = CL10.clCreateBuffer(context, flags, bytes, status);
      if (status.get(0) == CL10.CL_MEM_OBJECT_ALLOCATION_FAILURE
          || status.get(0) == CL10.CL_OUT_OF_RESOURCES) {
        makeRoom(bytes);
        id = CL10.clCreateBuffer(context, flags, bytes, status);
      }
      Errors.check(
          status.get(0),
          "OpenCL could not allocate "
              + Bytes.text(bytes)
              + " on "
              + device.name()
              + " for "
              + what);
      return id;
    }
  }

  /** Packed matrices that nobody refers to wait for the garbage collector. */
  private void makeRoom(long bytes) {
    trim.run();
    System.gc();
    for (int i = 0; i < WAITS && free() < bytes; i++) {
      try {
        Thread.sleep(WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

package dev.orrery.kernels.opencl;

import dev.orrery.kernels.KernelAccount;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.Pointer;

/**
 * What one thread at a time needs to work on a device: a queue, kernels of its own (their arguments
 * are state), and buffers that are used again by the next call.
 */
final class Lane implements AutoCloseable {

  // Names of buffers that several operations use.
  static final String ROWS = "rows";
  static final String RESULTS = "results";
  static final String NORMS = "norms";
  static final String LOW_PARTS = "low parts";

  /** Bytes that are mapped at a time. */
  private static final int PIECE = 64 << 20;

  private final DeviceRuntime runtime;
  private final long queue;
  private final Map<String, Long> kernels = new HashMap<>();
  private final Map<String, DeviceBuffer> scratch = new HashMap<>();
  private final List<Long> events = new ArrayList<>();
  private int[] ints = new int[0];
  private KernelAccount account;

  Lane(DeviceRuntime runtime) {
    this.runtime = runtime;
    try (MemoryStack stack = MemoryStack.stackPush()) {
      var status = stack.mallocInt(1);
      queue =
          CL10.clCreateCommandQueue(
              runtime.context(), runtime.deviceId(), CL10.CL_QUEUE_PROFILING_ENABLE, status);
      Errors.check(status.get(0), "OpenCL could not make a queue on " + runtime.device().name());
    }
  }

  /** Where what follows is counted. */
  void begin(KernelAccount account) {
    this.account = account;
  }

  /** A buffer of this lane under a name, of at least so many bytes, with anything in it. */
  DeviceBuffer scratch(String name, long bytes) {
    DeviceBuffer buffer = scratch.get(name);
    if (buffer == null || buffer.bytes() < bytes) {
      if (buffer != null) {
        scratch.remove(name).close();
      }
      buffer = runtime.memory().allocate(bytes, "the buffer for " + name);
      scratch.put(name, buffer);
    }
    return buffer;
  }

  /** Lets go of the buffers. */
  void trim() {
    List<DeviceBuffer> buffers = List.copyOf(scratch.values());
    scratch.clear();
    new Releases().thenAll(buffers).end();
  }

  private interface Copy {
    void run(ByteBuffer mapped, int element, int count);
  }

  /** Copies elements piece by piece through mapped memory. */
  private void copy(DeviceBuffer buffer, long flags, int n, int elementBytes, Copy copy) {
    int step = PIECE / elementBytes;
    try (MemoryStack stack = MemoryStack.stackPush()) {
      var status = stack.mallocInt(1);
      for (int at = 0; at < n; at += step) {
        int count = Math.min(step, n - at);
        long bytes = (long) count * elementBytes;
        ByteBuffer mapped =
            CL10.clEnqueueMapBuffer(
                queue,
                buffer.id(),
                true,
                flags,
                (long) at * elementBytes,
                bytes,
                null,
                null,
                status,
                null);
        Errors.check(status.get(0), "OpenCL could not map a buffer");
        copy.run(mapped, at, count);
        Errors.check(
            CL10.clEnqueueUnmapMemObject(queue, buffer.id(), mapped, null, null),
            "OpenCL could not unmap a buffer");
      }
    }
  }

  private void send(DeviceBuffer to, int n, int elementBytes, Copy copy) {
    long start = System.nanoTime();
    copy(to, CL12.CL_MAP_WRITE_INVALIDATE_REGION, n, elementBytes, copy);
    account.sent((long) n * elementBytes, System.nanoTime() - start);
  }

  private void receive(DeviceBuffer from, int n, int elementBytes, Copy copy) {
    settle();
    long start = System.nanoTime();
    copy(from, CL10.CL_MAP_READ, n, elementBytes, copy);
    account.received((long) n * elementBytes, System.nanoTime() - start);
  }

  /** Copies {@code n} values to the start of a buffer. */
  void write(DeviceBuffer to, float[] from, int offset, int n) {
    send(to, n, 4, (mapped, at, count) -> mapped.asFloatBuffer().put(from, offset + at, count));
  }

  /** As above. */
  void write(DeviceBuffer to, int[] from, int offset, int n) {
    send(to, n, 4, (mapped, at, count) -> mapped.asIntBuffer().put(from, offset + at, count));
  }

  /** As above. */
  void write(DeviceBuffer to, double[] from, int offset, int n) {
    send(to, n, 8, (mapped, at, count) -> mapped.asDoubleBuffer().put(from, offset + at, count));
  }

  /** Waits for the kernels and copies {@code n} values from the start of a buffer. */
  void read(DeviceBuffer from, float[] to, int offset, int n) {
    receive(from, n, 4, (mapped, at, count) -> mapped.asFloatBuffer().get(to, offset + at, count));
  }

  /** As above. */
  void read(DeviceBuffer from, double[] to, int offset, int n) {
    receive(from, n, 8, (mapped, at, count) -> mapped.asDoubleBuffer().get(to, offset + at, count));
  }

  /** As above; the array is used again by the next call. */
  int[] readInts(DeviceBuffer from, int n) {
    if (ints.length < n) {
      ints = new int[n];
    }
    int[] to = ints;
    receive(from, n, 4, (mapped, at, count) -> mapped.asIntBuffer().get(to, at, count));
    return to;
  }

  /**
   * Starts a kernel on tiles.
   *
   * @param arguments {@link Integer}, {@link DeviceBuffer}, or null for no buffer
   */
  void launchTiles(String name, int groups0, int groups1, Object... arguments) {
    int items = runtime.shape().tileItems();
    launch(name, groups0, groups1, items, items, arguments);
  }

  /** As {@link #launchTiles}, for a kernel on rows or strips. */
  void launchRows(String name, int groups0, int groups1, Object... arguments) {
    launch(name, groups0, groups1, runtime.shape().rowItems(), 1, arguments);
  }

  private void launch(
      String name, int groups0, int groups1, int items0, int items1, Object... arguments) {
    long kernel = kernels.computeIfAbsent(name, this::kernel);
    for (int i = 0; i < arguments.length; i++) {
      int status =
          switch (arguments[i]) {
            case null -> CL10.nclSetKernelArg(kernel, i, Pointer.POINTER_SIZE, MemoryUtil.NULL);
            case Integer value -> CL10.clSetKernelArg1i(kernel, i, value);
            case DeviceBuffer buffer -> CL10.clSetKernelArg1p(kernel, i, buffer.id());
            default -> throw new IllegalArgumentException("argument " + i + ": " + arguments[i]);
          };
      Errors.check(status, "OpenCL refused argument " + i + " of the kernel '" + name + "'");
    }
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer local = stack.pointers(items0, items1);
      PointerBuffer global = stack.pointers((long) groups0 * items0, (long) groups1 * items1);
      PointerBuffer event = stack.mallocPointer(1);
      Errors.check(
          CL10.clEnqueueNDRangeKernel(queue, kernel, 2, null, global, local, null, event),
          "OpenCL could not start the kernel '" + name + "'");
      events.add(event.get(0));
    }
    Reference.reachabilityFence(arguments);
  }

  private long kernel(String name) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      var status = stack.mallocInt(1);
      long kernel = CL10.clCreateKernel(runtime.program(), name, status);
      Errors.check(status.get(0), "OpenCL has no kernel '" + name + "'");
      return kernel;
    }
  }

  /** Waits for all that was started, and counts the kernels. */
  void settle() {
    Errors.check(CL10.clFinish(queue), "OpenCL could not finish its work");
    try (MemoryStack stack = MemoryStack.stackPush()) {
      var started = stack.mallocLong(1);
      var ended = stack.mallocLong(1);
      for (long event : events) {
        int a = CL10.clGetEventProfilingInfo(event, CL10.CL_PROFILING_COMMAND_START, started, null);
        int b = CL10.clGetEventProfilingInfo(event, CL10.CL_PROFILING_COMMAND_END, ended, null);
        account.launched(a == 0 && b == 0 ? ended.get(0) - started.get(0) : 0);
        CL10.clReleaseEvent(event);
      }
      events.clear();
    }
  }

  @Override
  public void close() {
    Releases releases = new Releases().then(this::trim);
    kernels.values().forEach(CL10::clReleaseKernel);
    events.forEach(CL10::clReleaseEvent);
    CL10.clReleaseCommandQueue(queue);
    releases.end();
  }
}

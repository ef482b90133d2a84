package dev.orrery.kernels.opencl;

import dev.orrery.kernels.KernelAccount;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

/**
 * A device that is ready to work: context, compiled kernels and the lanes of the threads that use
 * it. It lives as long as the process; {@link Runtimes} has one for each device and share of it.
 */
final class DeviceRuntime {

  private final OpenClDevice device;
  private final Shape shape;
  private final long deviceId;
  private final int units;
  private final Optional<String> note;
  private final long context;
  private final long program;
  private final DeviceMemory memory;
  private final ConcurrentLinkedDeque<Lane> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param units most compute units to use of a CPU
   * @param cache folder of compiled programs
   * @param limit most bytes of memory to use
   */
  DeviceRuntime(OpenClDevice device, int units, Shape shape, Path cache, long limit) {
    this.device = device;
    this.shape = shape;
    int wanted = Math.min(Math.max(1, units), device.units());
    Optional<Long> part =
        device.isCpu() && wanted < device.units() ? part(device, wanted) : Optional.empty();
    this.deviceId = part.orElse(device.id());
    this.units = part.isPresent() ? wanted : device.units();
    this.note =
        device.isCpu() && this.units > wanted
            ? Optional.of(
                "all " + device.units() + " compute units, because the driver cannot divide them")
            : Optional.empty();
    this.context = context(deviceId, device);
    this.program = new ProgramCache(cache, device).program(context, deviceId, shape);
    this.memory = new DeviceMemory(context, device, limit, this::trim);
  }

  /** Some of the compute units as a device, where the driver can. */
  private static Optional<Long> part(OpenClDevice device, int units) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer how =
          stack.pointers(
              CL12.CL_DEVICE_PARTITION_BY_COUNTS,
              units,
              CL12.CL_DEVICE_PARTITION_BY_COUNTS_LIST_END,
              0);
      PointerBuffer parts = stack.mallocPointer(1);
      int status = CL12.clCreateSubDevices(device.id(), how, parts, (int[]) null);
      return status == CL10.CL_SUCCESS ? Optional.of(parts.get(0)) : Optional.empty();
    }
  }

  private static long context(long id, OpenClDevice device) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      var status = stack.mallocInt(1);
      long context = CL10.clCreateContext((PointerBuffer) null, id, null, 0, status);
      Errors.check(status.get(0), "OpenCL could not open the device " + device.name());
      return context;
    }
  }

  OpenClDevice device() {
    return device;
  }

  Shape shape() {
    return shape;
  }

  long context() {
    return context;
  }

  long deviceId() {
    return deviceId;
  }

  long program() {
    return program;
  }

  DeviceMemory memory() {
    return memory;
  }

  /** Compute units in use. */
  int units() {
    return units;
  }

  /** The device and what of it is used. */
  String describe() {
    String share = units < device.units() ? ", " + units + " of them used" : "";
    return device.describe() + share + note.map(text -> ", " + text).orElse("");
  }

  /** Works with a lane that is this thread's meanwhile. */
  <T> T with(KernelAccount account, Function<Lane, T> work) {
    Lane lane = idle.pollFirst();
    if (lane == null) {
      lane = new Lane(this);
    }
    lane.begin(account);
    try {
      T result = work.apply(lane);
      lane.settle();
      idle.addFirst(lane);
      return result;
    } catch (RuntimeException | Error e) {
      closeAfter(e, lane);
      throw e;
    }
  }

  /** A device that has failed refuses to release things too, which must not hide why it failed. */
  static void closeAfter(Throwable failure, AutoCloseable unused) {
    try {
      unused.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /** As {@link #with}, without a result. */
  void run(KernelAccount account, Consumer<Lane> work) {
    with(
        account,
        lane -> {
          work.accept(lane);
          return null;
        });
  }

  /** Lets go of the buffers that idle lanes keep for their next call. */
  void trim() {
    Releases releases = new Releases();
    for (Lane lane = idle.pollFirst(); lane != null; lane = idle.pollFirst()) {
      releases.then(lane::close);
    }
    releases.end();
  }
}

package dev.orrery.kernels.opencl;

import java.lang.ref.Cleaner;
import org.lwjgl.opencl.CL10;

/** A buffer on a device, released when it is closed or when nobody refers to it. */
final class DeviceBuffer implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  /** What must be given back; knows nothing of the buffer. */
  private record Release(long id, long bytes, DeviceMemory memory) implements Runnable {
    @Override
    public void run() {
      int status = CL10.clReleaseMemObject(id);
      memory.released(bytes);
      Errors.check(status, "OpenCL could not release a buffer");
    }
  }

  private final long id;
  private final long bytes;
  private final Cleaner.Cleanable cleanable;

  DeviceBuffer(long id, long bytes, DeviceMemory memory) {
    this.id = id;
    this.bytes = bytes;
    this.cleanable = CLEANER.register(this, new Release(id, bytes, memory));
  }

  long id() {
    return id;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}

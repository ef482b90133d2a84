package dev.orrery.kernels.opencl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;

/** The device that tests run on; without one they are skipped, and say why. */
final class TestDevices {

  private TestDevices() {}

  /** The backend, or where there is no device one of the CPU that no test gets to see. */
  static Backend backend() {
    OpenClBackend backend = new OpenClBackend();
    return backend.unavailable().isEmpty() ? backend : Backends.select("scalar");
  }

  /** Skips a test where there is no device. */
  static void assumeDevice() {
    OpenClDevices here = OpenClDevices.here();
    assumeTrue(here.obstacle().isEmpty(), () -> here.obstacle().orElseThrow());
  }

  /** The same device, taken for one that has no denormals. */
  static OpenClDevice withoutDenormals(OpenClDevice device) {
    return changed(device, device.maxAllocBytes(), false);
  }

  /** The same device, taken for one with a smaller largest buffer. */
  static OpenClDevice withLargestBuffer(OpenClDevice device, long bytes) {
    return changed(device, bytes, device.hasDenormals());
  }

  private static OpenClDevice changed(OpenClDevice device, long maxAllocBytes, boolean denormals) {
    return new OpenClDevice(
        device.id(),
        device.name(),
        device.platform(),
        device.version(),
        device.driver(),
        device.isCpu(),
        device.isGpu(),
        device.units(),
        device.globalBytes(),
        maxAllocBytes,
        device.maxGroup(),
        device.localBytes(),
        device.vectorWidth(),
        device.hasDoubles(),
        denormals);
  }
}

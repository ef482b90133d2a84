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
}

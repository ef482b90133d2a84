package dev.orrery.kernels.opencl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The devices that are ready, each made once in a process. */
final class Runtimes {

  private record Key(long device, int units, Shape shape) {}

  private static final Map<Key, DeviceRuntime> READY = new ConcurrentHashMap<>();

  private Runtimes() {}

  /**
   * A device, ready to work.
   *
   * @param threads most compute units to use of a CPU
   */
  static DeviceRuntime of(OpenClDevice device, int threads, Shape shape) {
    int units = device.isCpu() ? Math.clamp(threads, 1, device.units()) : device.units();
    return READY.computeIfAbsent(
        new Key(device.id(), units, shape),
        key ->
            new DeviceRuntime(device, units, shape, ProgramCache.folder(), device.globalBytes()));
  }
}

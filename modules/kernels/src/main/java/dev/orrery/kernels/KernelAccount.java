package dev.orrery.kernels;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a backend with a device of its own has done: launches, bytes moved, time in kernels, and
 * which operations ran there and which on the host. Safe to use from several threads.
 */
public final class KernelAccount {

  /**
   * An account at one moment.
   *
   * @param device what computed
   * @param launches kernels started, or calls of the library
   * @param bytesToDevice bytes copied to it
   * @param bytesFromDevice bytes copied back
   * @param kernelSeconds time in its kernels, over all threads
   * @param transferSeconds time in copies, over all threads
   * @param calls calls of each operation that ran there
   * @param hostCalls calls of each operation that ran on the host
   */
  public record Summary(
      String device,
      long launches,
      long bytesToDevice,
      long bytesFromDevice,
      double kernelSeconds,
      double transferSeconds,
      Map<String, Long> calls,
      Map<String, Long> hostCalls) {}

  private final String device;
  private final LongAdder launches = new LongAdder();
  private final LongAdder bytesToDevice = new LongAdder();
  private final LongAdder bytesFromDevice = new LongAdder();
  private final LongAdder kernelNanos = new LongAdder();
  private final LongAdder transferNanos = new LongAdder();
  private final LongAdder[][] calls = new LongAdder[Place.values().length][];

  /** An account of nothing yet. */
  public KernelAccount(String device) {
    this.device = device;
    for (Place place : Place.values()) {
      calls[place.ordinal()] = new LongAdder[Operation.values().length];
      for (Operation operation : Operation.values()) {
        calls[place.ordinal()][operation.ordinal()] = new LongAdder();
      }
    }
  }

  /** Counts a call of an operation. */
  public void called(Operation operation, Place place) {
    calls[place.ordinal()][operation.ordinal()].increment();
  }

  /** Counts a kernel that was started and took {@code nanos}. */
  public void launched(long nanos) {
    launches.increment();
    kernelNanos.add(nanos);
  }

  /** Counts a copy to the device. */
  public void sent(long bytes, long nanos) {
    bytesToDevice.add(bytes);
    transferNanos.add(nanos);
  }

  /** Counts a copy from the device. */
  public void received(long bytes, long nanos) {
    bytesFromDevice.add(bytes);
    transferNanos.add(nanos);
  }

  /** The account as it stands. */
  public Summary summary() {
    return new Summary(
        device,
        launches.sum(),
        bytesToDevice.sum(),
        bytesFromDevice.sum(),
        kernelNanos.sum() / 1e9,
        transferNanos.sum() / 1e9,
        called(Place.BACKEND),
        called(Place.HOST));
  }

  private Map<String, Long> called(Place place) {
    Map<String, Long> out = new LinkedHashMap<>();
    for (Operation operation : Operation.values()) {
      long count = calls[place.ordinal()][operation.ordinal()].sum();
      if (count > 0) {
        out.put(operation.method(), count);
      }
    }
    return out;
  }
}

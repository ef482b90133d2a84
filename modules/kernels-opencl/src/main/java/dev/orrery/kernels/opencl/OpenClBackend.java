package dev.orrery.kernels.opencl;

import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.OptionalBackend;
import dev.orrery.kernels.Place;
import java.util.List;
import java.util.Optional;

/**
 * The {@code opencl} backend: any device of OpenCL 1.2 or later, a GPU where there is one, a CPU
 * through PoCL otherwise.
 *
 * <p>{@code --backend auto} never takes it: whether a device wins depends on the size of the work
 * and on what must be copied, and on a CPU the {@code simd} backend does the same without copies.
 */
public final class OpenClBackend implements Backend {

  private static final OptionalBackend KNOWN = OptionalBackend.OPENCL;

  private final String name;
  private final Optional<OpenClDevice> chosen;

  /** On the first GPU, else the first device. */
  public OpenClBackend() {
    this(KNOWN.backendName(), Optional.empty());
  }

  private OpenClBackend(String name, Optional<OpenClDevice> chosen) {
    this.name = name;
    this.chosen = chosen;
  }

  /** {@code opencl}, with the device where one was asked for, so that a replay asks for it too. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public String device() {
    return unavailable().isPresent() ? "no device" : deviceHere().describe();
  }

  @Override
  public Optional<String> unavailable() {
    return OpenClDevices.here().obstacle();
  }

  /** Negative: see the class. */
  @Override
  public int rank() {
    return -10;
  }

  @Override
  public Kernels kernels() {
    return kernels(Integer.MAX_VALUE);
  }

  @Override
  public Kernels kernels(int threads) {
    unavailable()
        .ifPresent(
            why -> {
              throw new IllegalStateException("the backend 'opencl' is not available: " + why);
            });
    OpenClDevice device = deviceHere();
    return new OpenClKernels(name, Runtimes.of(device, threads, Shape.of(device)));
  }

  @Override
  public List<String> devices() {
    return OpenClDevices.here().devices().stream().map(OpenClDevice::describe).toList();
  }

  @Override
  public Backend on(String device) {
    return new OpenClBackend(
        KNOWN.backendName() + ":" + device, Optional.of(OpenClDevices.here().named(device)));
  }

  @Override
  public Place place(Operation operation) {
    boolean needsDoubles = operation == Operation.ADD_ROWS_BY_LABEL;
    return needsDoubles && unavailable().isEmpty() && !deviceHere().hasDoubles()
        ? Place.HOST
        : KNOWN.place(operation);
  }

  private OpenClDevice deviceHere() {
    return chosen.orElseGet(() -> OpenClDevices.here().standard());
  }
}

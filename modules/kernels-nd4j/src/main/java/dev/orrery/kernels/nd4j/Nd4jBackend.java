package dev.orrery.kernels.nd4j;

import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.OptionalBackend;
import dev.orrery.kernels.Place;
import java.util.Optional;

/** The {@code nd4j} backend: BLAS through ND4J. */
public final class Nd4jBackend implements Backend {

  @Override
  public String name() {
    return OptionalBackend.ND4J.backendName();
  }

  @Override
  public String device() {
    return Library.DESCRIPTION.orElse("CPU, ND4J cannot be loaded");
  }

  @Override
  public Optional<String> unavailable() {
    return Library.OBSTACLE;
  }

  /** Below {@code simd}, whose products of blocks are as fast and need no copies. */
  @Override
  public int rank() {
    return -1;
  }

  @Override
  public Place place(Operation operation) {
    return OptionalBackend.ND4J.place(operation);
  }

  @Override
  public Kernels kernels() {
    unavailable()
        .ifPresent(
            why -> {
              throw new IllegalStateException("the backend 'nd4j' is not available: " + why);
            });
    return new Nd4jKernels();
  }
}

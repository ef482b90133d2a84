package dev.orrery.kernels;

import java.util.Optional;

/** The {@code simd} backend: the Vector API of the JDK, where it is present and compiled. */
public final class SimdBackend implements Backend {

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public String device() {
    int bits = VectorSupport.preferredBits();
    return bits == 0 ? "CPU, no vectors" : "CPU, " + bits + "-bit vectors";
  }

  @Override
  public Optional<String> unavailable() {
    return VectorSupport.obstacle();
  }

  @Override
  public int rank() {
    return 20;
  }

  @Override
  public Kernels kernels() {
    unavailable()
        .ifPresent(
            why -> {
              throw new IllegalStateException("the backend 'simd' is not available: " + why);
            });
    return new SimdKernels();
  }
}

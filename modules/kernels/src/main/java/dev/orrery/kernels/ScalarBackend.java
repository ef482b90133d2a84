package dev.orrery.kernels;

import java.util.Optional;

/** The {@code scalar} backend: tuned loops without the Vector API; runs everywhere. */
public final class ScalarBackend implements Backend {

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String device() {
    return "CPU, register-blocked scalar code";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public Kernels kernels() {
    return new ScalarKernels();
  }
}

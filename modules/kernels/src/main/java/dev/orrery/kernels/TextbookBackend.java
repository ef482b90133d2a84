package dev.orrery.kernels;

import java.util.Optional;

/** The {@code textbook} backend: plain loops, for reading and for testing the others. */
public final class TextbookBackend implements Backend {

  @Override
  public String name() {
    return "textbook";
  }

  @Override
  public String device() {
    return "CPU, plain loops";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public int rank() {
    return -1;
  }

  @Override
  public Kernels kernels() {
    return new TextbookKernels();
  }
}

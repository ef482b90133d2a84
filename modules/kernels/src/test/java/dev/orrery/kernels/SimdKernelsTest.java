package dev.orrery.kernels;

class SimdKernelsTest extends KernelsContract {

  @Override
  protected Backend backend() {
    return new SimdBackend();
  }
}

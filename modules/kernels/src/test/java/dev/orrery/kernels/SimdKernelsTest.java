package dev.orrery.kernels;

class SimdKernelsTest extends KernelsContract {

  @Override
  Backend backend() {
    return new SimdBackend();
  }
}

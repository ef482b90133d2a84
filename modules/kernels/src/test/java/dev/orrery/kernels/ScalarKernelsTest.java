package dev.orrery.kernels;

class ScalarKernelsTest extends KernelsContract {

  @Override
  Backend backend() {
    return new ScalarBackend();
  }
}

package dev.orrery.kernels;

class ScalarKernelsTest extends KernelsContract {

  @Override
  protected Backend backend() {
    return new ScalarBackend();
  }
}

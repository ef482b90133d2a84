package dev.orrery.kernels;

class TextbookKernelsTest extends KernelsContract {

  @Override
  Backend backend() {
    return new TextbookBackend();
  }
}

package dev.orrery.kernels;

class TextbookKernelsTest extends KernelsContract {

  @Override
  protected Backend backend() {
    return new TextbookBackend();
  }
}

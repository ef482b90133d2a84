package dev.orrery.kernels.opencl;

import dev.orrery.kernels.Backend;
import dev.orrery.kernels.KernelsContract;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;

class OpenClKernelsTest extends KernelsContract {

  @Override
  protected Backend backend() {
    return TestDevices.backend();
  }

  @BeforeEach
  @BeforeTry
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }
}

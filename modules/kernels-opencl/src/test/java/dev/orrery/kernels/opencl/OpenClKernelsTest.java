package dev.orrery.kernels.opencl;

import dev.orrery.kernels.Backend;
import dev.orrery.kernels.KernelsContract;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.BeforeEach;

@AddLifecycleHook(SkipWithoutDevice.class)
class OpenClKernelsTest extends KernelsContract {

  @Override
  protected Backend backend() {
    return TestDevices.backend();
  }

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }
}

package dev.orrery.kernels.opencl;

import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.KernelsContract;
import java.util.Optional;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The whole contract with the kernels for a GPU, which PoCL runs slowly. */
@Tag("long")
@net.jqwik.api.Tag("long")
@AddLifecycleHook(SkipWithoutDevice.class)
class GpuContractTest extends KernelsContract {

  @Override
  protected Backend backend() {
    Backend real = TestDevices.backend();
    return new Backend() {
      @Override
      public String name() {
        return real.name();
      }

      @Override
      public String device() {
        return real.device();
      }

      @Override
      public Optional<String> unavailable() {
        return real.unavailable();
      }

      @Override
      public int rank() {
        return real.rank();
      }

      @Override
      public Kernels kernels() {
        return OpenClDevices.here().obstacle().isEmpty() ? ShapesTest.kernels(1) : real.kernels();
      }
    };
  }

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }
}

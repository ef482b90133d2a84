package dev.orrery.kernels.opencl;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** {@link TestDevices#assumeDevice} for jqwik's properties, which know no assumptions of JUnit. */
final class SkipWithoutDevice implements SkipExecutionHook {

  @Override
  public SkipResult shouldBeSkipped(LifecycleContext context) {
    return OpenClDevices.here().obstacle().map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
  }
}

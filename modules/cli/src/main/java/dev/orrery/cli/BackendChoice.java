package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;

/** {@code --backend}: a named one or none, never another in its place. */
final class BackendChoice {

  private BackendChoice() {}

  static Backend of(String name) {
    try {
      return Backends.select(name);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CustomerError(e.getMessage(), "--backend", e);
    }
  }
}

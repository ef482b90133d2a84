package dev.orrery.kernels.opencl;

/** Releases things one after the other, all of them also when some refuse. */
final class Releases {

  private RuntimeException first;
  private int refused;

  /** Something that is released by running it. */
  @FunctionalInterface
  interface Release {
    void run();
  }

  /** Releases one thing; that it refuses is kept for {@link #end}. */
  Releases then(Release release) {
    try {
      release.run();
    } catch (RuntimeException e) {
      refused++;
      if (first == null) {
        first = e;
      } else {
        first.addSuppressed(e);
      }
    }
    return this;
  }

  /** Releases all of some things. */
  <T extends AutoCloseable> Releases thenAll(Iterable<T> things) {
    things.forEach(thing -> then(() -> close(thing)));
    return this;
  }

  private static void close(AutoCloseable thing) {
    try {
      thing.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new OpenClException(e.getMessage());
    }
  }

  /**
   * Ends with one sentence when something refused.
   *
   * @throws OpenClException with what the first one said
   */
  void end() {
    if (first == null) {
      return;
    }
    OpenClException failure =
        new OpenClException(
            first.getMessage() + (refused == 1 ? "" : ", and " + (refused - 1) + " more like it"));
    failure.addSuppressed(first);
    throw failure;
  }
}

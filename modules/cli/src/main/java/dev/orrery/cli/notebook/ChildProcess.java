package dev.orrery.cli.notebook;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process of Jupyter that ends when Orrery ends: by itself, or because of Ctrl-C or SIGTERM,
 * which ask it to end its kernels first.
 */
final class ChildProcess implements AutoCloseable {

  /** Seconds that it has when the terminal's Ctrl-C reaches it as well, before it is told again. */
  private static final long SECONDS_BY_ITSELF = 3;

  private static final long SECONDS_TO_END = 20;

  private final Process process;
  private final Thread hook;

  /**
   * @param cleanUp done after the process has ended because of a signal
   */
  ChildProcess(Process process, Runnable cleanUp) {
    this.process = process;
    hook =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  end();
                  cleanUp.run();
                });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The exit code of the process, once it has ended. */
  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** The exit code of the process, if it ends within so many seconds. */
  OptionalInt waitFor(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  private void end() {
    // nbconvert does not end its kernel when it is told to end
    List<ProcessHandle> kernels = process.descendants().toList();
    try {
      if (!process.waitFor(SECONDS_BY_ITSELF, TimeUnit.SECONDS)) {
        process.destroy();
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kernels.forEach(ProcessHandle::destroy);
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending because of a signal, and the hook cleans up
    }
  }
}

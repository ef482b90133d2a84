package dev.orrery.cli;

import dev.orrery.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ctrl-C and SIGTERM while it is open: takes away what stands half written beside a file, as nobody
 * will go on with it.
 */
public final class HalfWritten implements AutoCloseable {

  private final Path folder;
  private final Thread hook;

  /**
   * From now on a signal leaves nothing half written.
   *
   * @param file the file that will be written
   */
  public HalfWritten(Path file) {
    folder = file.toAbsolutePath().getParent();
    hook = Thread.ofPlatform().unstarted(this::remove);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void remove() {
    try {
      if (Files.isDirectory(folder)) {
        AtomicFiles.removeLeftovers(folder);
      }
    } catch (IOException e) {
      System.err.println("A file that is half written was left in " + folder + ": " + e);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending because of the signal
    }
  }
}

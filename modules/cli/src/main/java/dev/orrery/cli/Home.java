package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.Catalog;
import dev.orrery.formats.SampleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where Orrery's own files are, as the launcher tells by {@code orrery.home}. */
public final class Home {

  private Home() {}

  /** The root folder. */
  public static Path path() {
    return Path.of(System.getProperty(SampleFolder.HOME, "")).toAbsolutePath().normalize();
  }

  /** The folder of the sample catalog. */
  public static Path datasets() {
    return SampleFolder.find().orElseGet(() -> path().resolve("datasets"));
  }

  /** The sample catalog. */
  public static Catalog catalog() throws IOException {
    if (!Files.isDirectory(datasets())) {
      throw new CustomerError("The sample catalog is not there", datasets().toString());
    }
    return Catalog.load(datasets());
  }

  /**
   * A data argument that means the same from any working directory: samples keep their name, paths
   * and globs become absolute.
   */
  static String anywhere(String argument) throws IOException {
    if (argument == null || catalog().find(argument).isPresent()) {
      return argument;
    }
    boolean path = Files.exists(Path.of(argument)) || argument.matches(".*[/\\\\*?\\[{].*");
    return path ? Path.of("").toAbsolutePath().resolve(argument).normalize().toString() : argument;
  }
}

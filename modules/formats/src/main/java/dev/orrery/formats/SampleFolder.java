package dev.orrery.formats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the samples are. */
public final class SampleFolder {

  /** The system property that names Orrery's root folder; the launcher sets it. */
  public static final String HOME = "orrery.home";

  private SampleFolder() {}

  /**
   * The folder of the samples: {@code datasets} of the folder that {@link #HOME} names, or else of
   * the nearest folder that has such a catalog, from the working directory upwards.
   */
  public static Optional<Path> find() {
    String home = System.getProperty(HOME);
    if (home != null) {
      return Optional.of(Path.of(home).toAbsolutePath().normalize().resolve("datasets"));
    }
    Path from = Path.of("").toAbsolutePath();
    for (Path folder = from; folder != null; folder = folder.getParent()) {
      Path datasets = folder.resolve("datasets");
      if (Files.isRegularFile(datasets.resolve(Catalog.FILE))) {
        return Optional.of(datasets);
      }
    }
    return Optional.empty();
  }
}

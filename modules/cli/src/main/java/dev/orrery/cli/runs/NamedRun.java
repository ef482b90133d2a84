package dev.orrery.cli.runs;

import dev.orrery.core.error.CustomerError;
import dev.orrery.runstore.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a run that is meant by its folder, its name, its id or the beginning of its id. */
public final class NamedRun {

  private NamedRun() {}

  /** Where it lies; what was said itself where the store knows nothing of it. */
  public static Path folder(Path said) {
    if (Files.exists(said) || said.getNameCount() != 1 || !Files.exists(StoreFile.path())) {
      return said;
    }
    try (RunStore store = StoreFile.open()) {
      String folder = store.get(said.toString()).lineage().folder();
      return folder == null ? said : Path.of(folder);
    } catch (CustomerError unknown) {
      return said; // told by whoever opens the folder
    }
  }
}

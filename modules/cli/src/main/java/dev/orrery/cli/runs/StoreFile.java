package dev.orrery.cli.runs;

import dev.orrery.cli.Home;
import dev.orrery.runstore.RunStore;
import dev.orrery.training.RunFolder;
import dev.orrery.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the run store of this working directory is, and which sources record in it. */
public final class StoreFile {

  private StoreFile() {}

  /** The store's file, which may not be there yet. */
  public static Path path() {
    return RunFolder.runs().resolve(RunStore.FILE);
  }

  /** Opens the store of this working directory; makes it where there is none. */
  public static RunStore open() {
    return RunStore.open(path());
  }

  /** The commit of the sources that the launcher built; Orrery's version where it is not known. */
  public static String revision() {
    try {
      return Files.readString(Home.path().resolve("modules/cli/target/orrery/revision")).strip();
    } catch (IOException unknown) {
      return TrainingRun.VERSION;
    }
  }
}

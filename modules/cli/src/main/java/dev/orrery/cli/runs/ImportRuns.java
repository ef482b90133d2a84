package dev.orrery.cli.runs;

import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.runstore.RunRecords;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery runs import}. */
@Command(
    name = "import",
    description = "Record run folders that were made elsewhere, moved, or made without a store.",
    footer = {"", "Example:", "  orrery runs import runs /mnt/shared/runs"})
final class ImportRuns implements Callable<Integer> {

  /** How far below a named folder run folders are looked for. */
  private static final int DEPTH = 4;

  @Parameters(
      arity = "1..*",
      paramLabel = "FOLDER",
      description = "Run folders, or folders that hold some.")
  private List<Path> folders;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  private int added;
  private int moved;
  private int known;
  private final List<String> unread = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (RunStore store = StoreFile.open()) {
      for (Path folder : folders) {
        List<Path> found = found(folder);
        if (found.isEmpty()) {
          throw new CustomerError(
              "There is no run folder in it; one holds a run.json", folder.toString());
        }
        for (Path run : found) {
          try {
            take(store, RunFolder.open(run));
          } catch (CustomerError damaged) {
            if (found.size() == 1) {
              throw damaged;
            }
            unread.add(damaged.where().orElse(run.toString()) + ": " + damaged.getMessage());
          }
        }
      }
    }
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("added", added);
      json.put("moved", moved);
      json.put("known", known);
      if (!unread.isEmpty()) {
        json.put("warnings", unread);
      }
      out.println(Json.line(json));
    } else {
      unread.forEach(sentence -> out.println("Warning: " + sentence));
      out.println(Text.format("%d added, %d moved, %d known before", added, moved, known));
    }
    return 0;
  }

  private static List<Path> found(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CustomerError("There is no such folder", folder.toString());
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.endsWith("run.json") && Files.isRegularFile(file))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private void take(RunStore store, RunFolder folder) throws IOException {
    StoredRun run = RunRecords.of(folder, StoredRun.Labels.NONE, RunRecords.Facts.NONE);
    if (store.find(run).isPresent()) {
      known++;
      return;
    }
    Optional<StoredRun> twin =
        store.twins(run).stream().filter(other -> ReadStore.folder(other).isEmpty()).findFirst();
    if (twin.isPresent()) {
      moved++;
      store.moved(twin.get().id(), folder.path());
    } else {
      added++;
      store.record(run);
    }
  }
}

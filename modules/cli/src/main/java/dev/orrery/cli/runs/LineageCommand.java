package dev.orrery.cli.runs;

import dev.orrery.cli.Home;
import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.Sample;
import dev.orrery.runstore.Relation;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.RunFolder;
import dev.orrery.training.RunRecord;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery runs lineage}. */
@Command(
    name = "lineage",
    description = {
      "Show what a run, a model or a data file comes from and what came of it.",
      "Files are known by their SHA-256, wherever they lie now."
    },
    footer = {
      "",
      "Examples:",
      "  orrery runs lineage runs/tuesday",
      "  orrery runs lineage backup/model.tar.gz",
      "  orrery runs lineage monday.csv"
    })
final class LineageCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN|MODEL.tar.gz|DATAFILE",
      description = "A run, a file, a sample's name, or a SHA-256.")
  private String thing;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (RunStore store = ReadStore.open()) {
      Lineage lineage = new Lineage(store);
      Optional<String> sha256 = sha256();
      if (sha256.isPresent()) {
        lineage.addFile(sha256.get());
        if (lineage.isEmpty()) {
          throw new CustomerError(
              Text.format(
                  "No recorded run read or left a file with this SHA-256 (%s); 'orrery runs import' records run folders",
                  sha256.get()),
              thing);
        }
      } else {
        lineage.addRun(run(store));
      }
      if (output.json) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("of", thing);
        json.put("sha256", sha256.orElse(null));
        json.putAll(lineage.json());
        out.println(Json.line(json));
      } else {
        List<String> lines = new ArrayList<>();
        sha256.ifPresent(hash -> lines.add(thing + " (SHA-256 " + hash + ")"));
        lineage.text(lines);
        lines.forEach(out::println);
      }
    }
    return 0;
  }

  /** The hash of a file that is meant; empty when a run is. */
  private Optional<String> sha256() throws IOException {
    if (thing.matches("[0-9a-f]{64}")) {
      return Optional.of(thing);
    }
    if (Files.isRegularFile(Path.of(thing))) {
      return Optional.of(DataFile.sha256(Path.of(thing)));
    }
    return Home.catalog().find(thing).map(Sample::sha256);
  }

  /** A folder that was moved is known by its model. */
  private StoredRun run(RunStore store) throws IOException {
    try {
      return ReadStore.get(store, thing);
    } catch (CustomerError unknown) {
      if (!Files.isRegularFile(Path.of(thing, "run.json"))) {
        throw unknown;
      }
      RunRecord record = RunFolder.open(Path.of(thing)).read();
      List<StoredRun> same =
          record.model() == null
              ? List.of()
              : store.related(Relation.MODEL, record.model().sha256());
      if (same.isEmpty()) {
        throw unknown;
      }
      return same.getFirst();
    }
  }
}

package dev.orrery.cli;

import dev.orrery.artifacts.ArchiveFile;
import dev.orrery.artifacts.ArchiveListing;
import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Preparation;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery inspect}: what is inside a model archive. */
@Command(
    name = "inspect",
    description =
        "Show what is inside a run's model, or a SageMaker model.tar.gz: files, arrays, tables.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  orrery inspect runs/kmeans-20261121-101500",
      "  orrery inspect model.tar.gz --table centers --out centers.csv"
    })
final class InspectCommand implements Callable<Integer> {

  /** Of a longer JSON file the beginning is shown. */
  private static final int MOST_TEXT = 600;

  @Parameters(paramLabel = "RUN|MODEL.tar.gz", description = "A run's folder or a model archive.")
  private Path from;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Print one of the model's tables as CSV.")
  private String table;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the table goes (default: standard output).")
  private Path out;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (out != null && table == null) {
      throw new CustomerError("--out is for a table: give --table NAME", "--out " + out);
    }
    Path archive = ModelSource.archive(from);
    ArchiveListing listing = ArchiveListing.of(archive);
    PrintWriter to = spec.commandLine().getOut();
    if (table != null) {
      print(table(listing), archive, to);
    } else if (output.json) {
      to.println(Json.line(json(archive, listing)));
    } else {
      print(archive, listing, to);
    }
    return 0;
  }

  private static List<Table> tables(ArchiveListing listing) {
    return listing.model().map(InspectCommand::tables).orElse(List.of());
  }

  private static List<Table> tables(ModelArtifacts model) {
    List<String> names =
        ModelSource.preparation(model).map(Preparation::featureNames).orElse(List.of());
    return model.model().tables().stream().map(table -> table.withFeatureNames(names)).toList();
  }

  private Table table(ArchiveListing listing) {
    List<Table> all = tables(listing);
    return all.stream()
        .filter(each -> each.name().equals(table))
        .findFirst()
        .orElseThrow(
            () ->
                new CustomerError(
                    all.isEmpty()
                        ? listing.unknown().orElse("The model has no tables")
                        : Text.format(
                            "The model has no table '%s'; it has %s",
                            table, all.stream().map(Table::name).collect(Collectors.joining(", "))),
                    "--table " + table));
  }

  private void print(Table chosen, Path archive, PrintWriter to) throws IOException {
    if (out != null) {
      AtomicFiles.write(
          out,
          file -> {
            Writer writer = new OutputStreamWriter(file, StandardCharsets.UTF_8);
            TableText.csv(chosen, writer);
            writer.flush();
          });
    }
    if (output.json) {
      Map<String, Object> json =
          out == null ? TableText.json(chosen) : new LinkedHashMap<>(facts(chosen));
      json.put("archive", archive.toString());
      if (out != null) {
        json.put("out", out.toString());
      }
      to.println(Json.line(json));
    } else if (out == null) {
      TableText.csv(chosen, to);
      to.flush();
    }
  }

  private static Map<String, Object> facts(Table table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", table.name());
    json.put("title", table.title());
    json.put("rows", table.rows());
    json.put("columns", table.columns());
    return json;
  }

  private static Map<String, Object> json(Path archive, ArchiveListing listing) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("archive", archive.toString());
    json.put("algorithm", listing.model().map(model -> model.algorithm()).orElse(null));
    json.put("feature_dim", listing.model().map(model -> model.model().featureDim()).orElse(null));
    json.put("unknown", listing.unknown().orElse(null));
    json.put("files", listing.files().stream().map(InspectCommand::json).toList());
    json.put("tables", tables(listing).stream().map(InspectCommand::facts).toList());
    return json;
  }

  private static Map<String, Object> json(ArchiveFile file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", file.name());
    json.put("bytes", file.bytes());
    json.put("kind", file.kind().name().toLowerCase(Locale.ROOT));
    if (!file.arrays().isEmpty()) {
      List<Map<String, Object>> arrays = new ArrayList<>();
      for (ArchiveFile.ArrayFacts array : file.arrays()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", array.name());
        row.put("shape", array.shape());
        row.put("min", Json.number(array.least()));
        row.put("max", Json.number(array.greatest()));
        row.put("not_finite", array.notFinite());
        arrays.add(row);
      }
      json.put("arrays", arrays);
    }
    if (!file.files().isEmpty()) {
      json.put("files", file.files().stream().map(InspectCommand::json).toList());
    }
    file.text().ifPresent(text -> json.put("text", text));
    return json;
  }

  private static void print(Path archive, ArchiveListing listing, PrintWriter to) {
    to.println(
        archive
            + listing
                .model()
                .map(m -> ": " + m.algorithm() + ", " + m.model().featureDim() + " features")
                .orElse(""));
    listing.unknown().ifPresent(to::println);
    to.println();
    listing.files().forEach(file -> print(file, "  ", to));
    List<Table> tables = tables(listing);
    if (!tables.isEmpty()) {
      to.println();
      to.println("Tables (--table NAME prints one as CSV):");
      for (Table each : tables) {
        to.printf(
            Locale.ROOT,
            "  %-24s %,d x %,d  %s%n",
            each.name(),
            each.rows(),
            each.columns().size(),
            each.title());
      }
    }
  }

  private static void print(ArchiveFile file, String indent, PrintWriter to) {
    to.printf(
        Locale.ROOT, "%s%-28s %,12d bytes  %s%n", indent, file.name(), file.bytes(), file.kind());
    for (ArchiveFile.ArrayFacts array : file.arrays()) {
      String shape = array.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
      String range =
          Double.isNaN(array.least())
              ? "no finite numbers"
              : "from " + (float) array.least() + " to " + (float) array.greatest();
      to.println(
          Text.format(
              "%s    %-20s %-16s %s%s",
              indent,
              array.name().isEmpty() ? "(no name)" : array.name(),
              shape.isEmpty() ? "empty" : shape,
              range,
              array.notFinite() == 0 ? "" : ", " + array.notFinite() + " NaN or infinite"));
    }
    file.files().forEach(inside -> print(inside, indent + "    ", to));
    file.text()
        .map(text -> text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + " ...")
        .ifPresent(text -> text.lines().forEach(line -> to.println(indent + "    " + line)));
  }
}

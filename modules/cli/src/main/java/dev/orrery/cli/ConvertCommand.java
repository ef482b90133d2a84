package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.Converter;
import dev.orrery.formats.Data;
import dev.orrery.formats.OpenedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery convert}: data from one format to another. */
@Command(
    name = "convert",
    description = "Write data in another format: CSV, RecordIO-protobuf, libsvm or JSON Lines.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  orrery convert digits digits.pbr",
      "  orrery convert train.csv train.libsvm.gz --label species",
      "  orrery convert features.pbr rows.txt --to text/csv"
    })
final class ConvertCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "The data: a sample's name, a file, a folder or a glob.")
  private String data;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file to write; its suffix tells the format, .gz packs it.")
  private Path file;

  @Option(names = "--out", paramLabel = "FILE", description = "The file to write, as an option.")
  private Path out;

  @Option(
      names = "--to",
      paramLabel = "TYPE",
      description = "Format to write, in SageMaker's words; else told by the suffix.")
  private String to;

  @Mixin private DataOptions options;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path target = file == null ? out : file;
    if (target == null || file != null && out != null) {
      throw new CustomerError("Expected one file to write", "--out");
    }
    ContentType type = to == null ? ContentType.ofFile(target) : ContentType.parse(to);
    List<String> notes = new ArrayList<>();
    OpenedData opened =
        Data.open(
            data,
            "data",
            options.reading(null).options(0, true, false),
            Home.datasets(),
            notes::add);
    long began = System.nanoTime();
    long rows = Converter.convert(opened, type, target);
    PrintWriter print = spec.commandLine().getOut();
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("out", target.toString());
      json.put("content_type", type.toString());
      json.put("rows", rows);
      json.put("feature_dim", opened.featureDim());
      json.put("seconds", (System.nanoTime() - began) / 1e9);
      json.put("notes", notes);
      print.println(Json.line(json));
    } else {
      notes.forEach(note -> print.println("  " + note));
      print.println(target + ": " + rows + " rows x " + opened.featureDim() + " features, " + type);
    }
    return 0;
  }
}

package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Answers;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.Converter;
import dev.orrery.formats.Data;
import dev.orrery.formats.MediaType;
import dev.orrery.formats.OpenedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    description =
        "Write data, or answers of 'predict' in RecordIO, in another format: CSV, RecordIO-protobuf,"
            + " libsvm or JSON Lines.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  orrery convert digits digits.pbr",
      "  orrery convert train.csv train.libsvm.gz --label species",
      "  orrery convert features.pbr rows.txt --to text/csv"
    })
final class ConvertCommand implements Callable<Integer> {

  /** Names that people give to the column of the labels. */
  private static final Set<String> LABELS = Set.of("label", "labels", "target", "class");

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
    Optional<Answers> answers =
        Answers.find(
            data,
            Optional.ofNullable(options.contentType).map(ContentType::parse),
            Home.datasets());
    if (answers.isPresent()) {
      return answers(answers.get(), type, target);
    }
    List<String> notes = new ArrayList<>();
    OpenedData opened =
        Data.open(
            data,
            "data",
            options.reading(null).options(0, true, false),
            Home.datasets(),
            notes::add);
    if (options.label == null && options.contentType == null && opened.labelSize() == 0) {
      tellOfNoLabel(opened, notes);
    }
    long began = System.nanoTime();
    long rows;
    HalfWritten unfinished = new HalfWritten(target);
    try {
      rows = Converter.convert(opened, type, target);
    } finally {
      unfinished.close();
    }
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

  /**
   * Features are what is left when nothing is named as label, which is refused where a name says
   * otherwise.
   */
  private void tellOfNoLabel(OpenedData opened, List<String> notes) {
    String kind = opened.contentType().mediaType().toString();
    if (opened.contentType().mediaType() != MediaType.CSV) {
      return;
    }
    for (String name : opened.featureNames()) {
      if (LABELS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new CustomerError(
            Text.format(
                "%s has a column '%s', which would become a feature; expected --label %s, --drop %s or --content-type '%s;label_size=0'",
                data, name, name, name, kind),
            "--label");
      }
    }
    notes.add(
        data
            + ": all columns are features, since no label was named (--label NAME, or"
            + " --content-type 'text/csv;label_size=1' for the first column)");
  }

  private int answers(Answers answers, ContentType type, Path target) throws IOException {
    long rows = answers.convert(type.mediaType(), target);
    PrintWriter print = spec.commandLine().getOut();
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("out", target.toString());
      json.put("content_type", type.toString());
      json.put("rows", rows);
      print.println(Json.line(json));
    } else {
      print.println(target + ": " + rows + " answers, " + type);
    }
    return 0;
  }
}

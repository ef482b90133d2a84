package dev.orrery.cli.datasets;

import dev.orrery.cli.HalfWritten;
import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.cli.Paragraph;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.text.Text;
import dev.orrery.datasets.Generation;
import dev.orrery.datasets.Generator;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.DataFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery datasets generate}: data made by recipe, and the truth beside it. */
@Command(
    name = "generate",
    description = "Make data whose truth is known: the same bytes for the same seed.",
    modelTransformer = GenerateCommand.ParameterOptions.class,
    footer = {
      "",
      "Examples:",
      "  orrery datasets generate --list",
      "  orrery datasets generate blobs --out blobs.csv --clusters 5 --seed 7",
      "  orrery datasets generate ratings --out ratings.pbr",
      "",
      "The truth (centers, weights, anomalies ...) is written beside FILE as NAME.truth.json."
    })
public final class GenerateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "KIND", arity = "0..1", description = "One of those that --list shows.")
  private String kind;

  @Option(names = "--list", description = "Show the kinds and their parameters.")
  private boolean list;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the data goes; .gz compresses it.")
  private Path out;

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description =
          "Format in SageMaker's words; else by FILE's ending. CSV has a header unless it is"
              + " 'text/csv;header=absent'.")
  private String contentType;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of all draws (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  /** Makes an option of every parameter that a kind has. */
  static final class ParameterOptions implements IModelTransformer {

    @Override
    public CommandSpec transform(CommandSpec command) {
      Map<String, List<String>> kinds = new LinkedHashMap<>();
      for (Generator generator : Generator.all()) {
        for (Hyperparameter<?> parameter : generator.parameters().all()) {
          kinds.computeIfAbsent(parameter.name(), n -> new ArrayList<>()).add(generator.name());
        }
      }
      kinds.forEach(
          (name, of) ->
              command.addOption(
                  OptionSpec.builder("--" + name)
                      .paramLabel("VALUE")
                      .type(String.class)
                      .description(
                          of.size() == Generator.all().size()
                              ? "Of every kind."
                              : "Of " + String.join(", ", of) + ".")
                      .build()));
      return command;
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter to = spec.commandLine().getOut();
    if (list) {
      list(to);
      return 0;
    }
    if (kind == null) {
      throw new CustomerError("Expected the kind of data to make; --list shows them", "KIND");
    }
    Generation generation = Generation.of(kind).seed(seed);
    for (OptionSpec option : spec.options()) {
      String name = option.longestName().substring(2);
      boolean parameter =
          Generator.all().stream().anyMatch(each -> each.parameters().find(name).isPresent());
      if (parameter && option.getValue() != null) {
        generation = generation.with(name, option.getValue());
      }
    }
    if (out == null) {
      throw new CustomerError("Expected the file to write: --out FILE", "--out");
    }
    if (Files.isDirectory(out)) {
      throw new CustomerError("This is a folder; expected a file to write", out.toString());
    }
    ContentType type =
        contentType == null ? ContentType.ofFile(out) : ContentType.parse(contentType);
    Generation.Written written;
    HalfWritten unfinished = new HalfWritten(out);
    try {
      written = generation.write(out, type);
    } finally {
      unfinished.close();
    }
    if (output.wantsJson()) {
      to.println(Json.line(json(generation, type, written)));
    } else {
      to.println(
          Text.format(
              "%s: %,d rows of %,d features%s, as %s",
              written.data(),
              written.rows(),
              written.features(),
              written.label() == null ? "" : " and the label " + written.label(),
              type));
      to.println(written.truth() + ": the truth");
    }
    return 0;
  }

  private Map<String, Object> json(
      Generation generation, ContentType type, Generation.Written written) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", generation.kind().name());
    json.put("out", written.data().toString());
    json.put("truth", written.truth().toString());
    json.put("content_type", type.toString());
    json.put("rows", written.rows());
    json.put("feature_dim", written.features());
    json.put("label", written.label());
    json.put("seed", seed);
    json.put("parameters", generation.parameters());
    json.put("sha256", DataFile.sha256(written.data()));
    return json;
  }

  private void list(PrintWriter to) {
    if (output.wantsJson()) {
      to.println(
          Json.line(Map.of("generators", Generator.all().stream().map(Kinds::json).toList())));
      return;
    }
    for (Generator generator : Generator.all()) {
      to.println(generator.name() + ": " + generator.title());
      to.println(Paragraph.of("for: " + generator.teaches(), "  ", 100));
      generator.parameters().all().forEach(parameter -> to.println(Kinds.line(parameter)));
    }
  }
}

package dev.orrery.cli;

import dev.orrery.cli.datasets.GenerateCommand;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Catalog;
import dev.orrery.formats.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery datasets}: the sample catalog. */
@Command(
    name = "datasets",
    description = "The sample data: what there is, where it comes from, what it teaches.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DatasetsCommand.ListCommand.class,
      DatasetsCommand.DescribeSample.class,
      GenerateCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  orrery datasets list",
      "  orrery datasets describe digits",
      "  orrery datasets generate blobs --out blobs.csv"
    })
final class DatasetsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Expected a command: " + String.join(", ", spec.subcommands().keySet()));
  }

  private static Map<String, Object> json(Sample sample) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", sample.name());
    json.put("title", sample.title());
    json.put("rows", sample.rows());
    json.put("feature_dim", sample.features().size());
    json.put("features", sample.features());
    json.put("label", sample.label().orElse(null));
    json.put("dropped", sample.drop());
    json.put("one_hot", sample.oneHot());
    json.put("source", sample.source());
    json.put("doi", sample.doi().orElse(null));
    json.put("licence", sample.licence());
    json.put("citation", sample.citation());
    json.put("file", sample.file());
    json.put("sha256", sample.sha256());
    json.put("teaches", sample.teaches());
    json.put("presets", sample.presets());
    return json;
  }

  /** {@code orrery datasets list}. */
  @Command(
      name = "list",
      description = "List the samples.",
      footer = {"", "Example:", "  orrery datasets list"})
  static final class ListCommand implements Callable<Integer> {

    @Mixin private OutputOptions output;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      Catalog catalog = Home.catalog();
      if (output.json) {
        out.println(
            Json.line(
                Map.of(
                    "datasets", catalog.samples().stream().map(DatasetsCommand::json).toList())));
        return 0;
      }
      for (Sample entry : catalog.samples()) {
        out.println(
            Text.format(
                "%-22s %,8d x %-4d %s",
                entry.name(), entry.rows(), entry.features().size(), entry.teaches()));
      }
      return 0;
    }
  }

  /** {@code orrery datasets describe}. */
  @Command(
      name = "describe",
      description = "Show one sample: source, licence, citation, shape, checksum, what it teaches.",
      footer = {"", "Example:", "  orrery datasets describe digits"})
  static final class DescribeSample implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The sample's name.")
    private String name;

    @Mixin private OutputOptions output;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      Sample entry =
          Home.catalog()
              .find(name)
              .orElseThrow(
                  () ->
                      new CustomerError(
                          "There is no sample '" + name + "'; 'orrery datasets list' shows them",
                          name));
      if (output.json) {
        out.println(Json.line(json(entry)));
        return 0;
      }
      out.println(entry.title() + " (" + entry.name() + ")");
      out.println("  rows       " + entry.rows());
      out.println("  features   " + entry.features().size());
      out.println("  label      " + entry.label().orElse("none"));
      out.println("  source     " + entry.source());
      entry.doi().ifPresent(doi -> out.println("  DOI        " + doi));
      out.println("  licence    " + entry.licence());
      out.println("  citation   " + entry.citation());
      out.println("  file       " + entry.file());
      out.println("  SHA-256    " + entry.sha256());
      out.println("  teaches    " + entry.teaches());
      out.println(Paragraph.of("columns: " + String.join(", ", entry.features()), "  ", 100));
      return 0;
    }
  }
}

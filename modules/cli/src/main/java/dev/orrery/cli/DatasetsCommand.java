package dev.orrery.cli;

import dev.orrery.cli.datasets.Downloads;
import dev.orrery.cli.datasets.FetchCommand;
import dev.orrery.cli.datasets.GenerateCommand;
import dev.orrery.cli.datasets.Kinds;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.datasets.Generator;
import dev.orrery.datasets.fetch.Download;
import dev.orrery.formats.Catalog;
import dev.orrery.formats.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery datasets}: the catalog of samples, downloads and generators. */
@Command(
    name = "datasets",
    description =
        "The data: samples, data to fetch and to generate; where it comes from, what it teaches.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DatasetsCommand.ListCommand.class,
      DatasetsCommand.DescribeSample.class,
      GenerateCommand.class,
      FetchCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  orrery datasets list",
      "  orrery datasets describe digits",
      "  orrery datasets generate blobs --out blobs.csv",
      "  orrery datasets fetch movielens-100k"
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
    json.put("label_words", sample.labelWords());
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
      description = "List the samples, what can be fetched, and what can be generated.",
      footer = {"", "Example:", "  orrery datasets list"})
  static final class ListCommand implements Callable<Integer> {

    @Mixin private OutputOptions output;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      Catalog catalog = Home.catalog();
      List<Download> downloads = Download.all(Home.datasets());
      if (output.json) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("datasets", catalog.samples().stream().map(DatasetsCommand::json).toList());
        json.put("downloads", downloads.stream().map(Downloads::json).toList());
        json.put("generators", Generator.all().stream().map(Kinds::json).toList());
        out.println(Json.line(json));
        return 0;
      }
      for (Sample entry : catalog.samples()) {
        out.println(
            Text.format(
                "%-22s %,8d x %-5d %s",
                entry.name(), entry.rows(), entry.features().size(), entry.teaches()));
      }
      out.println();
      out.println("To download (datasets fetch NAME shows the terms):");
      for (Download entry : downloads) {
        out.println(
            Text.format(
                "%-22s %-16s %s",
                entry.name(), Downloads.isFetched(entry) ? "fetched" : "", entry.teaches()));
      }
      out.println();
      out.println("To generate (datasets generate KIND --out FILE):");
      for (Generator entry : Generator.all()) {
        out.println(Text.format("%-22s %-16s %s", entry.name(), "", entry.title()));
      }
      return 0;
    }
  }

  /** {@code orrery datasets describe}. */
  @Command(
      name = "describe",
      description =
          "Show one sample, download or kind: source, licence, citation, shape, checksum, what it"
              + " teaches.",
      footer = {"", "Example:", "  orrery datasets describe digits"})
  static final class DescribeSample implements Callable<Integer> {

    /** Of more columns the first are shown. */
    private static final int MOST_NAMES = 100;

    @Parameters(paramLabel = "NAME", description = "A name that 'datasets list' shows.")
    private String name;

    @Mixin private OutputOptions output;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      Optional<Sample> sample = Home.catalog().find(name);
      Optional<Download> download =
          Download.all(Home.datasets()).stream().filter(e -> e.name().equals(name)).findFirst();
      Optional<Generator> kind =
          Generator.all().stream().filter(e -> e.name().equals(name)).findFirst();
      if (sample.isPresent()) {
        print(sample.get(), out);
      } else if (download.isPresent()) {
        print(download.get(), out);
      } else if (kind.isPresent()) {
        print(kind.get(), out);
      } else {
        throw new CustomerError(
            "There is no sample '" + name + "'; 'orrery datasets list' shows them", name);
      }
      return 0;
    }

    private void print(Generator kind, PrintWriter out) {
      if (output.json) {
        out.println(Json.line(Kinds.json(kind)));
        return;
      }
      out.println(kind.title() + " (" + kind.name() + ", to generate)");
      out.println("  teaches    " + kind.teaches());
      kind.parameters().all().forEach(parameter -> out.println(Kinds.line(parameter)));
    }

    private void print(Download download, PrintWriter out) {
      if (output.json) {
        out.println(Json.line(Downloads.json(download)));
        return;
      }
      out.println(download.title() + " (" + download.name() + ", to fetch)");
      out.println("  samples    " + String.join(", ", download.sampleNames()));
      out.println("  source     " + download.source());
      download.doi().ifPresent(doi -> out.println("  DOI        " + doi));
      out.println("  licence    " + download.licence());
      out.println("  terms      " + download.terms());
      out.println("  in full    " + download.termsUrl());
      out.println("  citation   " + download.citation());
      out.println("  teaches    " + download.teaches());
      for (Download.RemoteFile file : download.files()) {
        out.println("  from       " + file.url());
        file.bytes().ifPresent(bytes -> out.println(Text.format("  bytes      %,d", bytes)));
        out.println(
            "  SHA-256    "
                + (file.sha256().isEmpty()
                    ? "none that we could confirm: --sha256 or --trust-first is needed"
                    : file.sha256().getFirst() + ", told by " + file.toldBy()));
      }
    }

    private void print(Sample entry, PrintWriter out) {
      if (output.json) {
        out.println(Json.line(json(entry)));
        return;
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
      List<String> names = entry.features();
      String more =
          names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
      String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
      out.println(Paragraph.of("columns: " + shown + more, "  ", 100));
    }
  }
}

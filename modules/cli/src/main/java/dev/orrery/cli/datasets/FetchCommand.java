package dev.orrery.cli.datasets;

import dev.orrery.cli.Durations;
import dev.orrery.cli.Home;
import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.cli.ProgressBar;
import dev.orrery.cli.Terminal;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.datasets.fetch.Download;
import dev.orrery.datasets.fetch.Fetch;
import dev.orrery.formats.Catalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery datasets fetch}: data that may only be downloaded, on its own terms. */
@Command(
    name = "fetch",
    description = "Download a data set from its own address, when its terms are accepted.",
    footer = {
      "",
      "Examples:",
      "  orrery datasets fetch movielens-100k",
      "  orrery datasets fetch movielens-100k --accept",
      "  orrery datasets fetch movielens-100k --accept --from ml-100k.zip",
      "",
      "It lies in datasets/fetched then; the environment variable ORRERY_DATA moves that folder.",
      "A download that was cut goes on where it ended when the command is run again."
    })
public final class FetchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "A data set that 'orrery datasets list' shows.")
  private String name;

  @Option(names = "--accept", description = "The terms, which are shown without it, are accepted.")
  private boolean accept;

  @Option(
      names = "--from",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Take files that are at hand, or a folder with them; nothing is downloaded.")
  private List<Path> from = new ArrayList<>();

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "The file's SHA-256, for a set of which the catalog knows none.")
  private String sha256;

  @Option(
      names = "--trust-first",
      description = "Take a file without a known SHA-256 as it comes, and hold later ones to it.")
  private boolean trustFirst;

  @Option(names = "--again", description = "Fetch what is there already.")
  private boolean again;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Download download = find(name);
    if (!accept) {
      throw new CustomerError(
          Text.format(
              "%s is under these terms: %s. %s In full: %s. If you accept them, add --accept",
              download.name(), download.licence(), download.terms(), download.termsUrl()),
          "--accept");
    }
    ProgressBar bar = Terminal.ofErrors() && !output.json ? new ProgressBar(err) : null;
    long began = System.nanoTime();
    Fetch fetch =
        new Fetch(
            Catalog.fetched(Home.datasets()),
            (file, done, begun, total) -> {
              if (bar != null) {
                draw(bar, file, done, begun, total, (System.nanoTime() - began) / 1e9);
              }
            },
            note -> {
              if (bar != null) {
                bar.clear();
              }
              if (!output.json) {
                err.println(note);
              }
            });
    Fetch.Fetched fetched =
        fetch.fetch(
            download, new Fetch.Options(from, Optional.ofNullable(sha256), trustFirst, again));
    if (output.wantsJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", download.name());
      json.put("folder", fetched.folder().toString());
      json.put("samples", fetched.samples());
      json.put("rows", fetched.rows());
      json.put("sha256", fetched.digests());
      out.println(Json.line(json));
    } else {
      for (int i = 0; i < fetched.samples().size(); i++) {
        out.println(Text.format("%s: %,d rows", fetched.samples().get(i), fetched.rows().get(i)));
      }
      out.println("in " + fetched.folder());
    }
    return 0;
  }

  private static void draw(
      ProgressBar bar, String file, long done, long begun, long total, double seconds) {
    double share = total > 0 ? (double) done / total : 0;
    double left = done > begun ? seconds * (total - done) / (done - begun) : Double.NaN;
    bar.draw(
        share,
        Text.format(
            "%s, %.1f of %s MB, %s left",
            file,
            done / 1e6,
            total > 0 ? Text.format("%.1f", total / 1e6) : "?",
            total > 0 ? Durations.text(left) : "?"));
  }

  /** The download of a name. */
  static Download find(String name) throws IOException {
    List<Download> all = Download.all(Home.datasets());
    return all.stream()
        .filter(download -> download.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CustomerError(
                    Text.format(
                        "There is no data set '%s' to fetch, there are %s",
                        name, all.stream().map(Download::name).collect(Collectors.joining(", "))),
                    name));
  }
}

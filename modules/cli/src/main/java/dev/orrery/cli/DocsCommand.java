package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery docs}: the documentation as a site that reads offline. */
@Command(
    name = "docs",
    description =
        "Build the documentation site from docs/, the READMEs and the notebooks: static pages with"
            + " search, which need no server and no network. A dead link is an error.",
    footer = {"", "Examples:", "  orrery docs", "  orrery docs --out /tmp/orrery-docs"})
final class DocsCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the site shall lie (default: target/site of Orrery's folder).")
  private Path folder;

  @Option(names = "--open", description = "Open it in the browser.")
  private boolean open;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path place = folder != null ? folder : Home.path().resolve("target").resolve("site");
    Site.Result built = Site.build(Home.path(), place);
    Path front = built.folder().resolve("index.html").toAbsolutePath().normalize();
    PrintWriter out = spec.commandLine().getOut();
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("index", front.toString());
      json.put("pages", built.pages());
      json.put("files", built.files());
      json.put("external", built.external());
      out.println(Json.line(json));
    } else {
      out.println("Built " + Plural.of(built.pages().size(), "page") + " with search: " + front);
    }
    if (open) {
      browse(front);
    }
    return 0;
  }

  /** Asks the desktop, whose program ends at once. */
  private static void browse(Path page) throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    List<String> command =
        system.contains("windows")
            ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toUri().toString())
            : List.of(system.contains("mac") ? "open" : "xdg-open", page.toUri().toString());
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new CustomerError(
          "No browser could be opened (" + e.getMessage() + "); open " + page + " yourself",
          "--open",
          e);
    }
  }
}

package dev.orrery.cli;

import dev.orrery.core.text.Text;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Machine;
import dev.orrery.kernels.OptionalBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orrery doctor}: the machine, the backends, and what start-up costs. */
@Command(
    name = "doctor",
    description = "Show this machine, every compute backend and, where one cannot work, the cure.",
    footer = {"", "Examples:", "  orrery doctor", "  orrery doctor --json"})
final class DoctorCommand implements Callable<Integer> {

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Machine machine = Machine.current();
    Properties startup = startup();
    String chosen = Backends.select(Backends.AUTO).name();
    if (output.json) {
      out.println(Json.line(json(machine, startup, chosen)));
      return 0;
    }
    out.println("Machine");
    MachineText.lines(machine).forEach(line -> out.println("  " + line));
    out.println("  heap        up to " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
    out.println();
    out.println("Backends (--backend NAME; auto is " + chosen + " here)");
    for (Row row : rows(Backends.all())) {
      out.println(Text.format("  %-10s  %s", row.name(), row.state()));
    }
    out.println();
    out.println("Start-up");
    out.println("  " + told(startup));
    return 0;
  }

  /**
   * A backend as it is told.
   *
   * @param why what is missing and the cure; null when it can work
   * @param device null when it cannot
   */
  record Row(String name, String why, String device) {
    private static Row of(Backend backend) {
      String why = backend.unavailable().orElse(null);
      return new Row(backend.name(), why, why == null ? backend.device() : null);
    }

    String state() {
      return why == null ? "available: " + device : "not available: " + why;
    }
  }

  /** The backends that are loaded, then those whose modules are not. */
  static List<Row> rows(List<Backend> loaded) {
    List<Row> rows = new ArrayList<>(loaded.stream().map(Row::of).toList());
    for (OptionalBackend known : OptionalBackend.values()) {
      if (loaded.stream().noneMatch(backend -> backend.name().equals(known.backendName()))) {
        rows.add(new Row(known.backendName(), known.absence(), null));
      }
    }
    return rows;
  }

  /** What the launcher measured after it had built. */
  private static Properties startup() throws IOException {
    Properties properties = new Properties();
    Path file = Home.path().resolve("modules/cli/target/orrery/startup.properties");
    if (Files.isRegularFile(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    return properties;
  }

  private static String told(Properties startup) {
    String with = startup.getProperty("with_cache_ms");
    String without = startup.getProperty("without_cache_ms");
    return with == null || without == null
        ? "no start-up cache was made; ./orrery makes one after it has built"
        : startup.getProperty("kind", "cache")
            + ": a small run takes "
            + with
            + " ms, without it "
            + without
            + " ms";
  }

  private static Map<String, Object> json(Machine machine, Properties startup, String chosen) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("auto", chosen);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Row backend : rows(Backends.all())) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", backend.name());
      row.put("available", backend.why() == null);
      row.put("why", backend.why());
      row.put("device", backend.device());
      rows.add(row);
    }
    json.put("backends", rows);
    Map<String, Object> start = new LinkedHashMap<>();
    new TreeMap<>(startup)
        .forEach(
            (key, value) ->
                start.put(
                    key.toString(),
                    key.toString().endsWith("_ms") ? Long.valueOf(value.toString()) : value));
    json.put("startup", start);
    return json;
  }
}

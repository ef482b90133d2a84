package dev.orrery.cli.runs;

import dev.orrery.cli.Durations;
import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.core.text.Text;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery runs show}. */
@Command(
    name = "show",
    description = "Show all that is recorded of a run.",
    footer = {"", "Example:", "  orrery runs show runs/kmeans-20261121-101500"})
final class ShowRun implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      description = "Its id or the beginning of it, its name, or its folder.")
  private String reference;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (RunStore store = ReadStore.open()) {
      StoredRun run = ReadStore.get(store, reference);
      if (output.json) {
        out.println(Json.line(RunJson.of(run)));
      } else {
        print(run, out);
      }
    }
    return 0;
  }

  private static void print(StoredRun run, PrintWriter out) throws IOException {
    StoredRun.Setup setup = run.setup();
    String reason = run.outcome().reason();
    line(out, run.kind().text(), run.id());
    line(out, "name", run.labels().name());
    line(out, "group", run.labels().group());
    line(out, "tags", String.join(" ", run.labels().tags()));
    run.trial().ifPresent(place -> line(out, "study", place.study()));
    run.trial().ifPresent(place -> line(out, "trial", place.trial()));
    line(out, "replay of", run.lineage().replayOf());
    line(out, "algorithm", run.algorithm());
    line(out, "status", ReadStore.status(run) + (reason == null ? "" : " (" + reason + ")"));
    line(out, "created", run.created());
    Double seconds = run.outcome().seconds();
    line(out, "time", seconds == null ? null : Durations.text(seconds));
    line(out, "epochs", run.outcome().epochs());
    line(out, "seed", setup.seed());
    line(out, "hosts", setup.hosts());
    line(
        out,
        "backend",
        setup.backend() + (setup.device() == null ? "" : " (" + setup.device() + ")"));
    line(out, "threads", setup.threads());
    line(out, "Orrery", setup.version() + ", sources " + setup.revision());
    line(
        out,
        "machine",
        Text.format(
            "%s, %s, %d cores, vectors of %d bits",
            setup.machine().processor(),
            setup.machine().architecture(),
            setup.machine().logicalCores(),
            setup.machine().vectorBits()));
    line(out, "system", setup.machine().system() + ", JDK " + setup.machine().jdk());
    line(out, "folder", run.lineage().folder());
    line(out, "model", run.lineage().model());
    line(out, "state", run.lineage().state());
    line(out, "from state", run.lineage().fromState());
    line(out, "from run", run.lineage().fromFolder());
    out.println("data");
    for (StoredRun.Channel channel : run.channels()) {
      out.println(
          Text.format(
              "  %s %s: %s rows of %d features, %,d bytes, SHA-256 %s",
              channel.name(),
              channel.argument().isEmpty() ? "(split off)" : channel.argument(),
              channel.rows() == null ? "uncounted" : channel.rows(),
              channel.featureDim(),
              channel.bytes(),
              channel.sha256()));
    }
    out.println("hyperparameters (* was given)");
    run.hyperparameters()
        .forEach(
            h ->
                out.println(
                    (h.given() == null ? "    " : "  * ")
                        + h.name()
                        + " = "
                        + (h.value() == null ? h.given() : h.value())));
    out.println("metrics");
    run.metrics().forEach(m -> out.println("  " + m.metric() + " = " + m.value()));
    curves(run).forEach((metric, ends) -> out.println("  " + metric + " by pass: " + ends));
    run.labels().comments().forEach(text -> out.println("remark: " + text));
    run.notes().forEach(text -> out.println("note: " + text));
    run.warnings().forEach(text -> out.println("warning: " + text));
  }

  /** The first and the last value of each curve. */
  private static Map<String, String> curves(StoredRun run) {
    Map<String, StoredRun.Point> first = new LinkedHashMap<>();
    Map<String, String> ends = new LinkedHashMap<>();
    for (StoredRun.Point point : run.curve()) {
      StoredRun.Point begin = first.computeIfAbsent(point.metric(), _ -> point);
      ends.put(
          point.metric(),
          Text.format(
              "%s after pass %d to %s after pass %d",
              RunTable.value(begin.value()),
              begin.epoch() + 1,
              RunTable.value(point.value()),
              point.epoch() + 1));
    }
    return ends;
  }

  private static void line(PrintWriter out, String name, Object value) {
    if (value != null && !value.toString().isEmpty()) {
      out.println(Text.format("%-11s %s", name, value));
    }
  }
}

package dev.orrery.cli;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Filling;
import dev.orrery.formats.Preparation;
import dev.orrery.formats.ReadOptions;
import dev.orrery.kernels.Kernels;
import dev.orrery.randomcutforest.MissingValues;
import dev.orrery.randomcutforest.RandomCutForestModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery impute}: fills missing values of rows by a forest. */
@Command(
    name = "impute",
    description = "Fill in the missing values of rows with a random cut forest.",
    sortOptions = false,
    footer = {
      "",
      "Missing is an empty cell, NA, N/A, ?, null or NaN in CSV, null in JSON and NaN in RecordIO. A",
      "CSV of one column must say NA or NaN, since empty lines are passed over. The rows are written",
      "in the format they came in; in CSV every other cell stays as it is, labels and header too.",
      "",
      "Each value is the median of what the most alike points of the trees have there. A forest that",
      "was trained with --hp orrery_shingle_size=2 or more takes the rows for a series and goes by",
      "the rows before too.",
      "",
      "Examples:",
      "  orrery impute runs/randomcutforest-20261121-101500 --data gaps.csv --out whole.csv",
      "  orrery impute model.tar.gz --data gaps.jsonl --out whole.jsonl --json"
    })
final class ImputeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN|MODEL.tar.gz", description = "A run's folder or a model archive.")
  private Path from;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "The rows: a sample's name, a file, a folder or a glob.")
  private String data;

  @Mixin private RowOptions rowOptions;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "Name of a label column among the rows, which is left as it is.")
  private String label;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the rows go; .gz packs them (default: standard output).")
  private Path out;

  @Mixin private ThreadOptions threads;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (output.json && out == null) {
      throw new CustomerError(
          "With --json the rows need a file of their own: give --out FILE", "--json");
    }
    Path archive = ModelSource.archive(from);
    ModelArtifacts loaded = ModelArtifacts.read(archive);
    if (!(loaded.model() instanceof RandomCutForestModel model)) {
      throw new CustomerError(
          "A model of randomcutforest was expected, not of " + loaded.algorithm(), from.toString());
    }
    ReadOptions options = rowOptions.reading(label);
    Preparation learnt =
        ModelSource.preparation(loaded).orElse(Preparation.plain(model.featureDim()));
    Filling rows = Filling.open(data, options, Home.datasets(), learnt);
    Filling.Counts counts;
    if (out == null) {
      counts = write(rows, model, System.out);
      System.out.flush();
    } else {
      Filling.Counts[] written = new Filling.Counts[1];
      AtomicFiles.write(out, file -> written[0] = pack(rows, model, file));
      counts = written[0];
    }
    tell(counts, rows, archive);
    return 0;
  }

  private Filling.Counts pack(Filling rows, RandomCutForestModel model, OutputStream file)
      throws IOException {
    if (!out.getFileName().toString().endsWith(".gz")) {
      return write(rows, model, file);
    }
    GZIPOutputStream packed = new GZIPOutputStream(file, 1 << 13);
    Filling.Counts counts = write(rows, model, packed);
    packed.finish();
    return counts;
  }

  private Filling.Counts write(Filling rows, RandomCutForestModel model, OutputStream to)
      throws IOException {
    try (Parallel parallel = new Parallel(threads.count());
        Kernels kernels = BackendChoice.of("auto").kernels(threads.count())) {
      RunContext context =
          new RunContext(
              kernels, new RandomStreams(0), parallel, EventListener.none(), new Cancellation());
      return rows.write(new MissingValues(model, context)::fill, to);
    }
  }

  /** Where the rows go to standard output, what was done is told beside them. */
  private void tell(Filling.Counts counts, Filling rows, Path archive) {
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("model", archive.toString());
      json.put("rows", counts.rows());
      json.put("rows_filled", counts.rowsFilled());
      json.put("values_filled", counts.values());
      json.put("content_type", rows.mediaType().text());
      json.put("out", out.toString());
      spec.commandLine().getOut().println(Json.line(json));
      return;
    }
    PrintWriter print = out == null ? spec.commandLine().getErr() : spec.commandLine().getOut();
    print.println(
        Text.format(
            "%s%,d rows, %,d values filled in in %,d of them",
            out == null ? "" : out + ": ", counts.rows(), counts.values(), counts.rowsFilled()));
    print.flush();
  }
}

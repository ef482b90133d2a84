package dev.orrery.cli;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.formats.Accept;
import dev.orrery.formats.Data;
import dev.orrery.formats.MediaType;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.PredictionWriter;
import dev.orrery.formats.Preparation;
import dev.orrery.formats.ReadOptions;
import dev.orrery.formats.RequestReader;
import dev.orrery.kernels.Kernels;
import dev.orrery.training.Answers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery predict}: a model's answers for data, in SageMaker's response formats. */
@Command(
    name = "predict",
    description = "Ask a run's model, or a SageMaker model.tar.gz, for its answers on data.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  orrery predict runs/kmeans-20261121-101500 --data new.csv",
      "  orrery predict model.tar.gz --data requests.jsonl --accept text/csv --out answers.csv",
      "  orrery predict runs/knn-20261121-101500 --data iris --label-names",
      "  orrery predict runs/knn-20261121-101500 --data iris --hp k=3 --accept"
          + " 'application/json; verbose=true'"
    })
final class PredictCommand implements Callable<Integer> {

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
      description = "Name of a label column among the rows, which is passed over.")
  private String label;

  @Option(
      names = "--hp",
      paramLabel = "NAME=VALUE",
      description = "A hyperparameter that may be changed after training; may be repeated.")
  private List<String> pairs = new ArrayList<>();

  @Option(
      names = "--accept",
      defaultValue = "application/jsonlines",
      paramLabel = "TYPE",
      description =
          "Format of the answers: application/jsonlines, application/json, text/csv or"
              + " application/x-recordio-protobuf (default: ${DEFAULT-VALUE}); with"
              + " '; verbose=true' all that explains them, where the algorithm has it.")
  private String accept;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the answers go (default: standard output).")
  private Path out;

  @Option(
      names = "--integer-labels",
      description = "Print whole-number labels as integers, as SageMaker's documents do.")
  private boolean integerLabels;

  @Option(
      names = "--label-names",
      description = "Print labels as the words that the training data had.")
  private boolean labelNames;

  @Option(
      names = "--backend",
      defaultValue = "auto",
      paramLabel = "NAME",
      description = "Compute backend (default: auto, the fastest).")
  private String backend;

  @Mixin private ThreadOptions threads;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (output.json && out == null) {
      throw new CustomerError(
          "With --json the answers need a file of their own: give --out FILE", "--json");
    }
    Accept answers = Accept.parse(accept);
    Path archive = ModelSource.archive(from);
    ModelArtifacts loaded = ModelArtifacts.read(archive);
    Optional<Preparation> learnt = ModelSource.preparation(loaded);
    List<String> words = labelNames ? words(learnt, archive) : List.of();
    Model model = loaded.model().with(Pairs.parse(pairs));
    OpenedData rows = open(learnt.orElse(Preparation.plain(model.featureDim())));
    if (answers.type() == MediaType.CSV) {
      tellOfCsv(loaded.algorithm());
    }
    long began = System.nanoTime();
    long count;
    if (out == null) {
      count = answer(model, rows, answers, words, System.out);
      System.out.flush();
    } else {
      long[] written = new long[1];
      AtomicFiles.write(out, file -> written[0] = answer(model, rows, answers, words, file));
      count = written[0];
    }
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("algorithm", loaded.algorithm());
      json.put("model", archive.toString());
      json.put("rows", count);
      json.put("accept", answers.toString());
      json.put("out", out.toString());
      json.put("seconds", (System.nanoTime() - began) / 1e9);
      spec.commandLine().getOut().println(Json.line(json));
    }
    return 0;
  }

  private static List<String> words(Optional<Preparation> learnt, Path archive) {
    List<String> words = learnt.map(Preparation::labels).orElse(List.of());
    if (words.isEmpty()) {
      throw new CustomerError(
          archive + " holds no label words: its training data had numbers, or no labels",
          "--label-names");
    }
    return words;
  }

  /** An extension is said aloud; where the answers go to standard output, not among them. */
  private void tellOfCsv(String algorithm) {
    Description description = Algorithms.find(algorithm).description();
    if (!description.csvAnswers()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("Note: SageMaker's " + algorithm + " does not answer in text/csv; Orrery does.");
      err.flush();
    }
  }

  private OpenedData open(Preparation learnt) throws IOException {
    ReadOptions options = rowOptions.reading(label);
    return Data.open(data, RequestReader.CHANNEL, options, Home.datasets(), note -> {}, learnt);
  }

  private long answer(
      Model model, OpenedData input, Accept type, List<String> words, OutputStream to)
      throws IOException {
    try (Kernels kernels = BackendChoice.of(backend).kernels(threads.count());
        Parallel parallel = new Parallel(threads.count());
        PredictionWriter writer = new PredictionWriter(type, to, integerLabels, words)) {
      RunContext context =
          new RunContext(
              kernels, new RandomStreams(0), parallel, EventListener.none(), new Cancellation());
      return Answers.of(model, input.source(), type.verbose(), context, writer::write);
    }
  }
}

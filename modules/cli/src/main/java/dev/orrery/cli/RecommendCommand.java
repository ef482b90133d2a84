package dev.orrery.cli;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.error.CustomerError;
import dev.orrery.factorizationmachines.ScoredFeature;
import dev.orrery.formats.Data;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.ReadOptions;
import dev.orrery.formats.RequestReader;
import dev.orrery.training.JobRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery recommend}: the items that score highest in a context. */
@Command(
    name = "recommend",
    description = "List the items that a factorization machine scores highest for some contexts.",
    sortOptions = false,
    footer = {
      "",
      "A context is a row without its item: a user, and what else is known. Each item of the range",
      "is tried in turn, as a 1 in its column; items that the row holds are left out of it.",
      "",
      "Examples:",
      "  orrery recommend runs/factorization-machines-20261121-101500 --data users.libsvm"
          + " --items 300..419",
      "  orrery recommend model.tar.gz --data users.jsonl --items 300..419 --top 5 --out best.csv"
    })
final class RecommendCommand implements Callable<Integer> {

  private static final int ROWS = 256;

  @Parameters(paramLabel = "RUN|MODEL.tar.gz", description = "A run's folder or a model archive.")
  private Path from;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "CONTEXT",
      description = "The contexts, a row each: a file, a folder or a glob.")
  private String data;

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "Format of the contexts in SageMaker's words; else found out.")
  private String contentType;

  @Option(
      names = "--items",
      required = true,
      paramLabel = "FIRST..LAST",
      description = "The columns that are items, by number from 0 or by name, both included.")
  private String items;

  @Option(
      names = "--top",
      defaultValue = "10",
      paramLabel = "N",
      description = "How many to list for each context (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the list goes, as CSV (default: standard output).")
  private Path out;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LearnedFactors learned = LearnedFactors.of(from);
    LearnedFactors.Items range = learned.items(items);
    ReadOptions options =
        new JobRequest.Reading(
                contentType, null, null, null, List.of(), false, List.of(), false, null, null)
            .options(0, false, false);
    OpenedData contexts =
        Data.open(
            data,
            RequestReader.CHANNEL,
            options,
            Home.datasets(),
            note -> {},
            learned.preparation());
    List<List<ScoredFeature>> answers = new ArrayList<>();
    try (BatchReader reader = contexts.source().open()) {
      for (Batch batch = reader.next(ROWS); batch != null; batch = reader.next(ROWS)) {
        checkWidth(batch, learned);
        for (int r = 0; r < batch.rows(); r++) {
          answers.add(
              learned
                  .model()
                  .recommend(batch.features().slice(r, r + 1), range.first(), range.last(), top));
        }
      }
    }
    TableText.tell(
        learned.table("recommendations", "Items by falling score", answers, "score"),
        out,
        output.json,
        spec.commandLine().getOut());
    return 0;
  }

  private void checkWidth(Batch batch, LearnedFactors learned) {
    if (batch.features().columns() != learned.model().featureDim()) {
      throw new CustomerError(
          "The feature dimension of the input: "
              + batch.features().columns()
              + " does not match the feature dimension of the model: "
              + learned.model().featureDim()
              + ". Please fix the input and try again.",
          data);
    }
  }
}

package dev.orrery.cli;

import dev.orrery.factorizationmachines.ScoredFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery similar}: the features whose factors point the same way as those of one. */
@Command(
    name = "similar",
    description = "List the items that a factorization machine found most alike to one of them.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  orrery similar runs/factorization-machines-20261121-101500 --item 312 --items 300..419",
      "  orrery similar model.tar.gz --item 312 --items 300..419 --top 5 --json"
    })
final class SimilarCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN|MODEL.tar.gz", description = "A run's folder or a model archive.")
  private Path from;

  @Option(
      names = "--item",
      required = true,
      paramLabel = "FEATURE",
      description = "The item, by the number from 0 or the name of its column.")
  private String item;

  @Option(
      names = "--items",
      required = true,
      paramLabel = "FIRST..LAST",
      description = "The columns that are items, both ends included.")
  private String items;

  @Option(
      names = "--top",
      defaultValue = "10",
      paramLabel = "N",
      description = "How many to list (default: ${DEFAULT-VALUE}).")
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
    int feature = learned.feature(item, "--item");
    List<ScoredFeature> alike = learned.model().similar(feature, range.first(), range.last(), top);
    TableText.tell(
        learned.table(
            "similar", "Items whose factors point the same way", List.of(alike), "cosine"),
        out,
        output.json,
        spec.commandLine().getOut());
    return 0;
  }
}

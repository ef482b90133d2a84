package dev.orrery.cli.runs;

import dev.orrery.cli.OutputOptions;
import dev.orrery.runstore.Filter;
import dev.orrery.runstore.RunStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery runs search}. */
@Command(
    name = "search",
    description = "List the runs that an expression is true of.",
    footer = {
      "",
      "An expression compares metrics.NAME, params.NAME and attributes such as algorithm, status,",
      "name, group, seconds, epochs, seed, created, version, data or note by =, !=, <, <=, >, >=,",
      "LIKE (% is any text) or IN (...), asks for tags.WORD, and is put together by AND, OR, NOT and",
      "parentheses. Names and values that are not one word are quoted.",
      "",
      "Examples:",
      "  orrery runs search 'metrics.\"test:msd\" < 700 and params.k = 10 and tags.lesson'",
      "  orrery runs search \"algorithm in (kmeans, pca) and not data like '%digits%'\""
    })
final class SearchRuns implements Callable<Integer> {

  @Parameters(paramLabel = "EXPRESSION", description = "The expression.")
  private String expression;

  @Mixin private QueryOptions options;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "At most so many; 0 for all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Filter filter = Filter.parse(expression);
    try (RunStore store = ReadStore.open()) {
      RunTable.print(
          store,
          options.query(filter, limit),
          options.metric(),
          output.json,
          spec.commandLine().getOut());
    }
    return 0;
  }
}

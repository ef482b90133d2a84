package dev.orrery.cli;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Data;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.Preparation;
import dev.orrery.formats.ReadOptions;
import dev.orrery.formats.RequestReader;
import dev.orrery.randomcutforest.RandomCutForestModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery forecast}: how a forest over shingles continues a series. */
@Command(
    name = "forecast",
    description = "Continue a series with a random cut forest that was trained on shingles.",
    sortOptions = false,
    footer = {
      "",
      "The forest must have been trained with --hp orrery_shingle_size=2 or more; one or two seasons",
      "of the series are a good size. Each next row is the one that makes the last shingle least",
      "anomalous, and counts as seen from then on.",
      "",
      "Examples:",
      "  orrery forecast runs/randomcutforest-20261121-101500 --data series.csv --horizon 24",
      "  orrery forecast model.tar.gz --data series.csv --horizon 7 --out next.csv"
    })
final class ForecastCommand implements Callable<Integer> {

  private static final int ROWS = 4096;
  private static final int FARTHEST = 100_000;

  @Parameters(paramLabel = "RUN|MODEL.tar.gz", description = "A run's folder or a model archive.")
  private Path from;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "SERIES",
      description =
          "The series, a row each, the oldest first: a sample's name, a file, a folder or a glob.")
  private String data;

  @Mixin private RowOptions rowOptions;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "Name of a label column among the rows, which is passed over.")
  private String label;

  @Option(
      names = "--horizon",
      required = true,
      paramLabel = "N",
      description = "Rows to forecast, 1 to " + FARTHEST + ".")
  private int horizon;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the rows go, as CSV (default: standard output).")
  private Path out;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (horizon < 1 || horizon > FARTHEST) {
      throw new CustomerError(
          Text.format("Expected 1 to %d rows to forecast, not %d", FARTHEST, horizon),
          "--horizon " + horizon);
    }
    ModelArtifacts loaded = ModelArtifacts.read(ModelSource.archive(from));
    if (!(loaded.model() instanceof RandomCutForestModel model)) {
      throw new CustomerError(
          "A model of randomcutforest was expected, not of " + loaded.algorithm(), from.toString());
    }
    if (model.shingle() == 1) {
      throw new CustomerError(
          "A forecast needs a forest that was trained with --hp orrery_shingle_size=2 or more",
          from.toString());
    }
    Preparation learnt =
        ModelSource.preparation(loaded).orElse(Preparation.plain(model.featureDim()));
    float[] rows = model.forecast(history(model, learnt), horizon);
    TableText.tell(
        table(rows, learnt, model.featureDim()), out, output.json, spec.commandLine().getOut());
    return 0;
  }

  /** The last rows of the series, as many as a forecast begins with. */
  private float[] history(RandomCutForestModel model, Preparation learnt) throws IOException {
    ReadOptions options = rowOptions.reading(label);
    OpenedData series =
        Data.open(data, RequestReader.CHANNEL, options, Home.datasets(), note -> {}, learnt);
    int needed = model.history();
    DenseMatrix last = new DenseMatrix(new float[0], 0, model.featureDim());
    try (BatchReader reader = series.source().open()) {
      for (Batch batch = reader.next(ROWS); batch != null; batch = reader.next(ROWS)) {
        DenseMatrix all = Matrix.concatenate(List.of(last, batch.features())).toDense();
        last = all.everyNth(Math.max(0, all.rows() - needed), 1);
      }
    }
    if (last.rows() < needed) {
      throw new CustomerError(
          Text.format(
              "A forecast with shingles of %d rows begins with the last %d rows; the series has %d",
              model.shingle(), needed, last.rows()),
          data);
    }
    return Arrays.copyOf(last.values(), needed * model.featureDim());
  }

  /** The forecast in the units of the data. */
  private Table table(float[] rows, Preparation learnt, int columns) {
    // Words, since a header of numbers would be read as the first row of the forecast.
    List<String> names =
        learnt.named() && !learnt.featureNames().isEmpty()
            ? learnt.featureNames()
            : IntStream.range(0, columns).mapToObj(j -> "feature " + j).toList();
    return new Table(
        "forecast",
        "The next rows of the series",
        names,
        horizon,
        row -> {
          float[] values = Arrays.copyOfRange(rows, row * columns, (row + 1) * columns);
          learnt.restore(values);
          return IntStream.range(0, columns).<Object>mapToObj(j -> values[j]).toList();
        });
  }
}

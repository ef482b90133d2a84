package dev.orrery.training;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.formats.OpenedData;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Kernels;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a job would take, from its first mini-batch.
 *
 * @param rows rows of every channel, estimated where they are not known
 * @param memoryBytes memory of the state and the work on a mini-batch
 * @param seconds time of the passes over the data; finishing comes on top
 */
public record Estimate(Map<String, Long> rows, long memoryBytes, double seconds) {

  private static final int SAMPLE_VALUES = 4_000_000;

  /** Reads the first mini-batch, trains on it and throws the state away. */
  public static Estimate of(Job job, Backend backend, int threads) throws IOException {
    try (Parallel parallel = new Parallel(threads);
        Kernels kernels = backend.kernels(threads)) {
      RunContext context =
          new RunContext(
              kernels,
              new RandomStreams(job.request().seed()),
              parallel,
              EventListener.none(),
              new Cancellation());
      return of(job.algorithm(), job, context);
    }
  }

  private static <S extends State, M extends Model> Estimate of(
      Algorithm<S, M> algorithm, Job job, RunContext context) throws IOException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Map.Entry<String, OpenedData> channel : job.channels().entrySet()) {
      rows.put(channel.getKey(), rows(channel.getValue()));
    }
    Hyperparameters hyperparameters = job.hyperparameters();
    long began = System.nanoTime();
    Batch batch =
        Trainer.firstBatch(
            job.shards().getFirst(),
            Math.max(
                hyperparameters.getInt(algorithm.miniBatchSize()),
                algorithm.sampleRows(hyperparameters)));
    int batchRows = Math.min(batch.rows(), hyperparameters.getInt(algorithm.miniBatchSize()));
    S state = algorithm.initialize(hyperparameters, batch, context);
    algorithm.update(hyperparameters, state, batch.slice(0, batchRows), context);
    double seconds = (System.nanoTime() - began) / 1e9;
    double batches = (double) rows.get("train") / Math.max(1, batchRows);
    return new Estimate(
        rows,
        algorithm.memoryBytes(hyperparameters, OptionalLong.of(rows.get("train"))),
        seconds * batches * algorithm.passes(hyperparameters));
  }

  /** Known rows, or an estimate from how much of the data the first rows take up. */
  private static long rows(OpenedData data) throws IOException {
    if (data.source().rows().isPresent()) {
      return data.source().rows().getAsLong();
    }
    // Files read some bytes ahead, so the sample is large; small data is counted to its end.
    int sample = Math.clamp(SAMPLE_VALUES / data.featureDim(), 1000, 100_000);
    try (BatchReader reader = data.source().open()) {
      Batch batch = reader.next(sample);
      if (batch == null) {
        return 0;
      }
      double share = reader.progress();
      return batch.rows() < sample || !(share > 0)
          ? batch.rows()
          : Math.round(batch.rows() / share);
    }
  }
}

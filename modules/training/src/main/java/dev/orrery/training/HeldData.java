package dev.orrery.training;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.formats.OpenedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Channels read into memory, for many trainings over the same rows. */
final class HeldData {

  private static final int BLOCK_VALUES = 1 << 20;

  private HeldData() {}

  /** The channels with their rows in memory; empty when they take more than {@code bytes}. */
  static Optional<Map<String, OpenedData>> of(Map<String, OpenedData> channels, long bytes)
      throws IOException {
    Map<String, OpenedData> held = new LinkedHashMap<>();
    long left = bytes;
    for (Map.Entry<String, OpenedData> channel : channels.entrySet()) {
      OpenedData data = channel.getValue();
      List<Batch> blocks = new ArrayList<>();
      int rows = Math.max(1, BLOCK_VALUES / data.featureDim());
      try (BatchReader reader = data.source().open()) {
        for (Batch block = reader.next(rows); block != null; block = reader.next(rows)) {
          left -= bytes(block);
          if (left < 0) {
            return Optional.empty();
          }
          blocks.add(block);
        }
      }
      Batch all =
          blocks.isEmpty()
              ? Batch.unlabelled(new DenseMatrix(new float[0], 0, data.featureDim()))
              : Batch.concatenate(blocks);
      held.put(channel.getKey(), data.withSource(new MemorySource(data.source().name(), all)));
    }
    return Optional.of(held);
  }

  private static long bytes(Batch block) {
    return switch (block.features()) {
      case DenseMatrix dense -> 4L * dense.rows() * dense.columns();
      case CsrMatrix sparse ->
          8L * (sparse.rowStart()[sparse.rows()] - sparse.rowStart()[0]) + 4L * sparse.rows();
    };
  }
}

package dev.orrery.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.algorithm.Description.Distribution;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final int ROWS = 23;
  private final SumAlgorithm algorithm = new SumAlgorithm();
  private final Parallel parallel = new Parallel(1);

  private static DataSource numbers(int from, int to) {
    float[] values = new float[to - from];
    for (int i = 0; i < values.length; i++) {
      values[i] = from + i;
    }
    return new MemorySource("numbers", Batch.unlabelled(new DenseMatrix(values, values.length, 1)));
  }

  private Hyperparameters hyperparameters(int epochs) {
    return algorithm
        .hyperparameters()
        .validate(Map.of("feature_dim", "1", "epochs", Integer.toString(epochs)));
  }

  private RunContext context(EventListener listener, Cancellation cancellation) {
    return new RunContext(null, new RandomStreams(0), parallel, listener, cancellation);
  }

  private Trainer<SumAlgorithm.Sum, SumAlgorithm.Total> trainer(
      int epochs,
      List<DataSource> shards,
      EventListener listener,
      Cancellation cancellation,
      List<Checkpoint<SumAlgorithm.Sum>> saved) {
    return new Trainer<>(
        algorithm,
        hyperparameters(epochs),
        true,
        shards,
        Optional.empty(),
        Optional.empty(),
        context(listener, cancellation),
        saved::add,
        new Timings());
  }

  private SumAlgorithm.Total undisturbed(int epochs, List<DataSource> shards) throws IOException {
    return trainer(epochs, shards, EventListener.none(), new Cancellation(), new ArrayList<>())
        .train(Optional.empty(), Optional.empty())
        .model()
        .orElseThrow();
  }

  @Test
  void takesInEveryRowOncePerPass() throws IOException {
    SumAlgorithm.Total total = undisturbed(3, List.of(numbers(0, ROWS)));
    assertThat(total.sum()).isEqualTo(3 * (ROWS - 1) * ROWS / 2.0);
    assertThat(total.rows()).isEqualTo(3 * ROWS);
  }

  @Test
  void hostsTakeInEveryRowOncePerPass() throws IOException {
    List<DataSource> shards = Shards.of(numbers(0, ROWS), 4, Distribution.SHARDED_BY_S3_KEY, true);
    SumAlgorithm.Total total = undisturbed(2, shards);
    assertThat(total.sum()).isEqualTo(2 * (ROWS - 1) * ROWS / 2.0);
    assertThat(total.rows()).isEqualTo(2 * ROWS);
  }

  @Test
  void rowShardsAreDealtOutInTurn() throws IOException {
    List<DataSource> shards = Shards.of(numbers(0, ROWS), 3, Distribution.SHARDED_BY_S3_KEY, true);
    List<Float> second = new ArrayList<>();
    try (var reader = shards.get(1).open()) {
      for (Batch batch = reader.next(2); batch != null; batch = reader.next(2)) {
        for (float value : batch.features().toDense().values()) {
          second.add(value);
        }
      }
    }
    assertThat(second).containsExactly(1f, 4f, 7f, 10f, 13f, 16f, 19f, 22f);
    assertThat(shards.get(1).rows()).hasValue(8);
    assertThat(shards.get(2).rows()).hasValue(7);
  }

  @Test
  void fileShardsFillTheirBatchesAcrossFiles() throws IOException {
    List<DataSource> files = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      files.add(numbers(3 * i, 3 * i + 3));
    }
    DataSource folder = new Folder(files);
    List<DataSource> shards = Shards.of(folder, 2, Distribution.SHARDED_BY_S3_KEY, false);
    try (var reader = shards.getFirst().open()) {
      assertThat(reader.next(5).features().toDense().values()).containsExactly(0, 1, 2, 6, 7);
      assertThat(reader.next(5).features().toDense().values()).containsExactly(8, 12, 13, 14);
      assertThat(reader.next(5)).isNull();
    }
  }

  @Test
  void aBatchOfAllRowsThereCanBeIsDealtOutToo() throws IOException {
    List<DataSource> shards = Shards.of(numbers(0, ROWS), 3, Distribution.SHARDED_BY_S3_KEY, true);
    try (var reader = shards.get(1).open()) {
      assertThat(reader.next(Integer.MAX_VALUE).rows()).isEqualTo(8);
    }
  }

  private record Folder(List<DataSource> parts) implements DataSource {
    @Override
    public String name() {
      return "folder";
    }

    @Override
    public BatchReader open() {
      throw new AssertionError("its files are opened");
    }

    @Override
    public OptionalLong rows() {
      return OptionalLong.empty();
    }
  }

  @Test
  void replicatedHostsAllReadEverything() throws IOException {
    List<DataSource> shards = Shards.of(numbers(0, ROWS), 2, Distribution.FULLY_REPLICATED, false);
    assertThat(undisturbed(1, shards).rows()).isEqualTo(2 * ROWS);
  }

  @Test
  void oneFileForSeveralHostsIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> Shards.of(numbers(0, ROWS), 4, Distribution.SHARDED_BY_S3_KEY, false))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "ShardedByS3Key deals out files, and numbers has 1 for 4 hosts; add --split-rows to"
                + " deal out rows, or use --distribution FullyReplicated");
  }

  @Test
  void aRunStoppedAnywhereAndResumedIsTheUndisturbedRun() throws IOException {
    List<DataSource> shards = Shards.of(numbers(0, ROWS), 2, Distribution.SHARDED_BY_S3_KEY, true);
    SumAlgorithm.Total expected = undisturbed(2, shards);
    int batches = 2 * (3 + 3);
    for (int stopAfter = 1; stopAfter <= batches; stopAfter++) {
      List<Checkpoint<SumAlgorithm.Sum>> saved = new ArrayList<>();
      Cancellation cancellation = new Cancellation();
      int[] seen = {0};
      int stop = stopAfter;
      EventListener listener =
          event -> {
            if (event instanceof Event.BatchTrained && ++seen[0] == stop) {
              cancellation.request("test");
            }
          };
      var outcome =
          trainer(2, shards, listener, cancellation, saved)
              .train(Optional.empty(), Optional.empty());
      assertThat(outcome.model()).isEmpty();
      assertThat(seen[0]).isEqualTo(stopAfter);

      var resumed =
          trainer(2, shards, EventListener.none(), new Cancellation(), new ArrayList<>())
              .train(Optional.of(saved.getLast()), Optional.empty());
      assertThat(resumed.model()).as("stopped after %d", stopAfter).contains(expected);
    }
  }

  @Test
  void lowersTheDefaultBatchToTheRowsThereAre() throws IOException {
    List<String> notes = new ArrayList<>();
    var outcome =
        trainer(
                1,
                List.of(numbers(0, 3)),
                event -> {
                  if (event instanceof Event.Note note) {
                    notes.add(note.message());
                  }
                },
                new Cancellation(),
                new ArrayList<>())
            .train(Optional.empty(), Optional.empty());
    assertThat(outcome.hyperparameters().get(SumAlgorithm.MINI_BATCH_SIZE)).isEqualTo(3L);
    assertThat(notes)
        .containsExactly("'mini_batch_size' was left out: 3, all the rows (the default is 5).");
  }

  @Test
  void anEmptyChannelIsTold() {
    assertThatThrownBy(() -> undisturbed(1, List.of(numbers(0, 0))))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("No training data processed");
  }

  @Test
  void checkpointsComeBackToTheBit(@TempDir Path folder) throws IOException {
    SumAlgorithm.Sum state = new SumAlgorithm.Sum();
    state.sum = Math.PI;
    state.digest = 42;
    state.rows = 7;
    Path file = folder.resolve("checkpoint.bin");
    new Checkpoint<>(2, 1, 9, 5, List.of(state, new SumAlgorithm.Sum())).write(algorithm, file);

    Checkpoint<SumAlgorithm.Sum> back = Checkpoint.read(algorithm, file);
    assertThat(back.epoch()).isEqualTo(2);
    assertThat(back.host()).isEqualTo(1);
    assertThat(back.rows()).isEqualTo(9);
    assertThat(back.miniBatchSize()).isEqualTo(5);
    assertThat(back.states()).hasSize(2);
    assertThat(back.states().getFirst().sum).isEqualTo(Math.PI);
    assertThat(back.states().getFirst().digest).isEqualTo(42);
  }

  @Test
  void aCutOrDamagedCheckpointIsToldAtEveryByte(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    new Checkpoint<>(0, 0, 3, 5, List.of(new SumAlgorithm.Sum())).write(algorithm, file);
    byte[] whole = Files.readAllBytes(file);
    Path broken = folder.resolve("broken.bin");
    for (int i = 0; i < whole.length; i++) {
      Files.write(broken, Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> Checkpoint.read(algorithm, broken))
          .as("cut at %d", i)
          .isInstanceOf(CustomerError.class);
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x10;
      Files.write(broken, flipped);
      assertThatThrownBy(() -> Checkpoint.read(algorithm, broken))
          .as("damaged at %d", i)
          .isInstanceOf(CustomerError.class);
    }
  }

  /** So that no length in it takes memory that is not there. */
  @Test
  void nothingIsMadeOfADamagedCheckpoint(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    new Checkpoint<>(0, 0, 3, 5, List.of(new SumAlgorithm.Sum())).write(algorithm, file);
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length - 20] ^= 1;
    Files.write(file, damaged);

    assertThatThrownBy(() -> Checkpoint.read(algorithm, file))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("its checksum does not match");
    assertThat(algorithm.statesRead).isZero();
  }
}

package dev.orrery.cli.runs;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.error.OrreryException;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.metric.Metric;
import dev.orrery.runstore.RunRecords;
import dev.orrery.runstore.RunStore;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.RunFolder;
import dev.orrery.training.RunRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Records a training in the run store whenever it writes its record into its folder: as under way
 * once it has begun, and as it ended. It works beside the training, which does not wait for it, and
 * a store that cannot be written is a warning.
 */
public final class Recording implements EventListener, AutoCloseable {

  private final RunFolder folder;
  private final String device;
  private final Map<String, Metric.Direction> directions = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("run-store").factory());
  private volatile Integer epochs;
  private volatile RunRecord last;

  /** Of the thread above alone. */
  private RunStore store;

  private StoredRun.Labels labels;
  private String id;
  private String warning;

  /**
   * A recording that has not begun.
   *
   * @param device what the backend runs on
   */
  public Recording(RunFolder folder, StoredRun.Labels labels, String device) {
    this.folder = folder;
    this.device = device;
    this.labels = labels;
    // Loading the driver and its native library takes longer than reading the data of a small run.
    thread.execute(() -> guarded(this::open));
    folder.tell(
        record -> {
          last = record;
          thread.execute(() -> guarded(() -> record(record)));
        });
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Measured measured ->
          directions.put(measured.metric().key(), measured.metric().direction());
      case Event.EpochEnded ended -> epochs = ended.epoch() + 1;
      default -> {}
    }
  }

  /** Waits until all that the training has written of itself is in the store. */
  public void end() {
    await();
  }

  /** The run's id in the store, once it has ended; empty when it is not there. */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /** What the training has last written of itself; empty where it has not begun. */
  public Optional<RunRecord> last() {
    return Optional.ofNullable(last);
  }

  /** Why it is not in the store, once it has ended. */
  public Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  private void open() {
    store = StoreFile.open();
  }

  private void record(RunRecord record) throws IOException {
    if (store == null) {
      return;
    }
    try {
      id = store.record(stored(record));
    } catch (CustomerError e) {
      if (labels.name() == null || store.holder(labels.name()).isEmpty()) {
        throw e;
      }
      // Another run took the name between its check and now.
      warning = "The run is recorded without its name: " + e.getMessage();
      labels = new StoredRun.Labels(null, labels.group(), labels.tags(), labels.comments());
      id = store.record(stored(record));
    }
  }

  private StoredRun stored(RunRecord record) throws IOException {
    return RunRecords.of(
        folder,
        record,
        labels,
        new RunRecords.Facts(device, StoreFile.revision(), epochs, directions));
  }

  /** Work on the store. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private void guarded(Work work) {
    try {
      work.run();
    } catch (CustomerError e) {
      warning =
          "The run is not recorded: " + e.where().map(w -> w + ": ").orElse("") + e.getMessage();
    } catch (OrreryException | IOException e) {
      warning = "The run is not recorded: " + e.getMessage();
    }
  }

  private void await() {
    try {
      thread.submit(() -> {}).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    thread.execute(
        () -> {
          if (store != null) {
            store.close();
          }
        });
    await();
    thread.shutdown();
  }
}

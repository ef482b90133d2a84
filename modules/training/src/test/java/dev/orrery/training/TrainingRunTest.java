package dev.orrery.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  @TempDir private Path folder;

  private static Job job(Map<String, String> hyperparameters) throws IOException {
    JobRequest request =
        new JobRequest(
            "kmeans",
            "iris",
            null,
            null,
            JobRequest.Reading.plain(),
            hyperparameters,
            "scalar",
            0,
            1,
            false,
            null,
            "File",
            false,
            null,
            false);
    return Job.open(request, Path.of(System.getProperty("orrery.root"), "datasets"));
  }

  private TrainingRun run(Job job, RunFolder to, Predicate<Event> stopAt) {
    Cancellation cancellation = new Cancellation();
    EventListener audience =
        event -> {
          if (stopAt.test(event)) {
            cancellation.request("test");
          }
        };
    return new TrainingRun(
        job, to, Backends.select("scalar"), 1, audience, line -> {}, cancellation);
  }

  private RunRecord undisturbed(Job job) throws IOException {
    RunFolder to = RunFolder.create(folder.resolve("whole"), "kmeans");
    return run(job, to, event -> false).start().record();
  }

  private RunRecord stoppedAndResumed(Job job, Predicate<Event> stopAt) throws IOException {
    RunFolder to = RunFolder.create(folder.resolve("parts"), "kmeans");
    RunRecord stopped = run(job, to, stopAt).start().record();
    assertThat(stopped.status()).isEqualTo("Stopped");
    assertThat(stopped.reason()).isEqualTo("test");
    return run(job, to, event -> false).resume(to.read()).record();
  }

  @Test
  void aRunStoppedWhileFirstCentersAreTakenBeginsAnew() throws IOException {
    Job job = job(Map.of("k", "3", "init_method", "kmeans++"));
    RunRecord resumed = stoppedAndResumed(job, Event.Started.class::isInstance);
    assertThat(resumed.status()).isEqualTo("Completed");
    assertThat(resumed.model()).isEqualTo(undisturbed(job).model());
  }

  /** The kernels of another backend, which a device refuses to let go. */
  private static Backend unwilling() {
    Backend scalar = Backends.select("scalar");
    Kernels real = scalar.kernels();
    AtomicBoolean refused = new AtomicBoolean();
    Kernels kernels =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("close") && !refused.getAndSet(true)) {
                    throw new IllegalStateException("the device could not release a buffer");
                  }
                  return method.invoke(real, arguments);
                });
    return new Backend() {
      @Override
      public String name() {
        return "scalar";
      }

      @Override
      public String device() {
        return scalar.device();
      }

      @Override
      public Optional<String> unavailable() {
        return Optional.empty();
      }

      @Override
      public int rank() {
        return -1;
      }

      @Override
      public Kernels kernels() {
        return kernels;
      }
    };
  }

  @Test
  void aDeviceThatCannotBeLetGoIsAWarningOfACompletedRun() throws IOException {
    Job job = job(Map.of("k", "3"));
    RunFolder to = RunFolder.create(folder.resolve("run"), "kmeans");
    new TrainingRun(job, to, unwilling(), 1, event -> {}, line -> {}, new Cancellation()).start();
    assertThat(to.read().status()).isEqualTo("Completed");
    assertThat(to.read().warnings()).containsExactly("the device could not release a buffer");
    assertThat(to.read().model()).isEqualTo(undisturbed(job).model());
  }

  @Test
  void aResumedRunMeasuresEveryPassOnce() throws IOException {
    Job job = job(Map.of("k", "3", "epochs", "6", "mini_batch_size", "40"));
    undisturbed(job);
    int[] batches = new int[1];
    stoppedAndResumed(job, event -> event instanceof Event.BatchTrained && ++batches[0] == 10);
    assertThat(folder.resolve("parts/metrics.jsonl"))
        .hasSameTextualContentAs(folder.resolve("whole/metrics.jsonl"));
  }

  @Test
  void aRunStoppedWhileItIsScoredKeepsWhatItLearnedAndSaid() throws IOException {
    Job job = job(Map.of("k", "20"));
    RunRecord whole = undisturbed(job);
    RunRecord resumed =
        stoppedAndResumed(
            job,
            event ->
                event instanceof Event.Measured measured
                    && measured.metric().key().equals("train:msd"));
    assertThat(resumed.status()).isEqualTo("Completed");
    assertThat(resumed.model()).isEqualTo(whole.model());
    assertThat(resumed.metrics()).isEqualTo(whole.metrics());
    assertThat(resumed.warnings()).isEqualTo(whole.warnings()).hasSize(1);
    assertThat(resumed.notes()).containsExactlyInAnyOrderElementsOf(whole.notes());
  }

  /** As the folder lies there when the process is killed after its first checkpoint. */
  @Test
  @Tag("long")
  void aKilledRunKeepsItsTime() throws IOException {
    RunFolder to = RunFolder.create(folder.resolve("killed"), "kmeans");
    List<RunRecord> killed = new ArrayList<>();
    Predicate<Event> watch =
        event -> {
          try {
            if (event instanceof Event.BatchTrained batch && batch.epoch() == 0) {
              Thread.sleep(Duration.ofMillis(10_100)); // a checkpoint is due after ten seconds
            }
            if (event instanceof Event.EpochEnded ended && ended.epoch() == 0) {
              killed.add(to.read());
            }
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return false;
        };
    run(job(Map.of("k", "3", "epochs", "2")), to, watch).start();
    assertThat(killed.getFirst().status()).isEqualTo("InProgress");
    assertThat(killed.getFirst().seconds()).isGreaterThan(10);
  }

  @Test
  void whatAKilledProcessLeftBesideItsFilesGoes() throws IOException {
    Job job = job(Map.of("k", "3"));
    RunFolder to = RunFolder.create(folder.resolve("killed"), "kmeans");
    run(job, to, Event.Started.class::isInstance).start();
    Path left = to.path().resolve(".checkpoint.bin.2147480000-123456.tmp");
    Path other = to.path().resolve("mine.tmp");
    Files.writeString(left, "half");
    Files.writeString(other, "whole");
    assertThat(run(job, to, event -> false).resume(to.read()).record().status())
        .isEqualTo("Completed");
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void onlyAFailedRunWithNothingToLoseIsReplaced() throws IOException {
    RunFolder to = RunFolder.create(folder.resolve("failed"), "kmeans");
    Job job = job(Map.of("k", "200"));
    assertThatThrownBy(() -> run(job, to, event -> false).start())
        .isInstanceOf(CustomerError.class);
    assertThat(to.read().status()).isEqualTo("Failed");
    assertThat(RunFolder.create(to.path(), "kmeans").path()).isEqualTo(to.path());

    Files.write(to.checkpoint(), new byte[1]);
    assertThatThrownBy(() -> RunFolder.create(to.path(), "kmeans"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("'orrery resume'");
    assertThat(to.checkpoint()).exists();
  }

  @Test
  void memoryIsCheckedForTheFeaturesThatTheDataHas() {
    // Centers of one feature would fit, of iris's four they do not.
    long k = Math.min(Runtime.getRuntime().maxMemory() / 8, 1 << 30);
    Map<String, String> asked = Map.of("k", Long.toString(k), "orrery_algorithm", "lloyd");
    assertThatThrownBy(() -> job(asked))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            k
                + " centers of 4 features do not fit into memory; lower k or"
                + " extra_center_factor");
  }
}

package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.event.Event;
import dev.orrery.core.run.Cancellation;
import dev.orrery.kernels.Backends;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.training.RunFolder;
import dev.orrery.training.RunRecord;
import dev.orrery.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop outside the passes over the data: the run says so, and goes on to the same model. */
class StoppingTest {

  @TempDir private Path folder;

  @BeforeEach
  void findTheSamples() {
    System.setProperty("orrery.home", System.getProperty("orrery.root"));
  }

  private TrainingRun run(String name, Cancellation cancellation, Predicate<Event> stop)
      throws IOException {
    JobRequest request =
        new JobRequest(
            "kmeans",
            "iris",
            null,
            null,
            JobRequest.Reading.plain(),
            Map.of("k", "3", "init_method", "kmeans++"),
            "scalar",
            0,
            1,
            false,
            null,
            "File",
            false,
            null,
            false);
    Path path = folder.resolve(name);
    return new TrainingRun(
        Job.open(request, Home.datasets()),
        path.toFile().exists() ? RunFolder.open(path) : RunFolder.create(path, "kmeans"),
        Backends.select("scalar"),
        1,
        event -> {
          if (stop.test(event)) {
            cancellation.request("test");
          }
        },
        line -> {},
        cancellation);
  }

  private void stoppedAndResumed(Cancellation cancellation, Predicate<Event> stop)
      throws IOException {
    RunRecord whole = run("whole", new Cancellation(), event -> false).start().record();
    assertThat(whole.status()).isEqualTo("Completed");

    TrainingRun.Result stopped = run("part", cancellation, stop).start();
    assertThat(stopped.model()).isEmpty();
    assertThat(stopped.record().status()).isEqualTo("Stopped");
    assertThat(stopped.record().reason()).isEqualTo("test");
    assertThat(RunFolder.open(folder.resolve("part")).read().status()).isEqualTo("Stopped");

    RunRecord resumed =
        run("part", new Cancellation(), event -> false).resume(stopped.record()).record();
    assertThat(resumed.status()).isEqualTo("Completed");
    assertThat(resumed.model().sha256()).isEqualTo(whole.model().sha256());
    assertThat(resumed.metrics()).isEqualTo(whole.metrics());
    assertThat(folder.resolve("part").resolve("checkpoint.bin")).doesNotExist();
  }

  @Test
  void whileTheFirstCentersAreTaken() throws IOException {
    Cancellation cancellation = new Cancellation();
    cancellation.request("test");
    stoppedAndResumed(cancellation, event -> false);
  }

  @Test
  void whileTheModelIsScored() throws IOException {
    stoppedAndResumed(
        new Cancellation(),
        event ->
            event instanceof Event.Measured measured
                && measured.metric().key().equals("train:msd"));
  }

  @Test
  void aResumedRunIsDrawnAsItWasAskedFor() throws IOException {
    String out = folder.resolve("axes").toString();
    String axes = "petal_length_cm,petal_width_cm";
    Cli.Outcome stopped =
        Cli.run(
            "run kmeans --train iris --hp k=3 --max-seconds 0.001 --json --axes %s --out %s"
                .formatted(axes, out)
                .split(" "));
    assertThat(stopped.json().get("status").asText()).isEqualTo("Stopped");
    assertThat(RunFolder.open(Path.of(out)).read().request().axes())
        .containsExactly("petal_length_cm", "petal_width_cm");
    assertThat(Cli.run("resume", out, "--json").json().get("status").asText())
        .isEqualTo("Completed");
    assertThat(Path.of(out, "pictures", "clusters.svg")).content().contains("petal_length_cm");
  }
}

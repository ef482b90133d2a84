package dev.orrery.training;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trains a recorded run again, beside it, and compares the models. */
public final class Replay {

  private Replay() {}

  /**
   * What came out.
   *
   * @param same whether the model is the same to the bit
   * @param sha256 of the new model's file
   * @param differences what is another than when the run was recorded, such as the JDK
   * @param metrics the new run's metrics
   * @param seconds time it took
   */
  public record Outcome(
      boolean same,
      String sha256,
      List<String> differences,
      Map<String, Double> metrics,
      double seconds) {}

  /**
   * Trains again.
   *
   * @param folder the recorded run, which is not changed
   * @param job the job of the recorded request
   * @throws dev.orrery.core.error.CustomerError when the data is no longer what it was
   */
  public static Outcome of(
      RunFolder folder,
      RunRecord record,
      Job job,
      Backend backend,
      int threads,
      EventListener audience,
      Cancellation cancellation)
      throws IOException {
    Provenance.checkSameData(record, Provenance.describe(job.channels()));
    Path temporary = Files.createTempDirectory("orrery-replay-");
    try {
      RunRecord again =
          new TrainingRun(
                  job,
                  RunFolder.create(temporary, record.request().algorithm()),
                  backend,
                  threads,
                  audience,
                  line -> {},
                  cancellation)
              .start()
              .record();
      if (again.model() == null) {
        throw new CustomerError(
            "The replay was stopped: " + again.reason(), folder.path().toString());
      }
      String sha256 = again.model().sha256();
      return new Outcome(
          sha256.equals(record.model().sha256()),
          sha256,
          differences(record, again),
          again.metrics(),
          again.seconds());
    } finally {
      delete(temporary);
    }
  }

  private static List<String> differences(RunRecord then, RunRecord now) {
    List<String> differences = new ArrayList<>();
    Machine a = then.machine();
    Machine b = now.machine();
    compare(differences, "JDK", a.jdk(), b.jdk());
    compare(differences, "processor", a.processor(), b.processor());
    compare(
        differences,
        "vector width",
        Integer.toString(a.vectorBits()),
        Integer.toString(b.vectorBits()));
    compare(differences, "Orrery", then.version(), now.version());
    return differences;
  }

  private static void compare(List<String> into, String what, String then, String now) {
    if (!then.equals(now)) {
      into.add(what + ": " + then + " then, " + now + " now");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
